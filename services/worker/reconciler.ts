import type { Pool, PoolClient } from 'pg';
import type { Logger } from '#services/platform/log.ts';
import { backOffMs } from './back-off.ts';
import { createBell } from './bell.ts';
import { createPatience } from './patience.ts';
import { wakeMissing, wakeOverdue, type ReconcileDeps } from './reconcile.ts';

export interface Reconciler {
  stop(): Promise<void>;
}

/**
 * Wakes what is overdue, and compares every open case with the running workflows, each every minute and neither waiting for the other.
 * Any number may be started, as they are beside the relays; one at a time does a round. A case that stays overdue (its worker is down,
 * its configuration needs a newer program) is asked for less and less often, since each nudge is an event in its workflow's history,
 * which has room for some thousands.
 */
export function startReconciler(deps: ReconcileDeps & { log: Logger }, { everyMs = 60_000 } = {}): Reconciler {
  const bell = { overdue: createBell(), missing: createBell() };
  const stopping = new AbortController();
  const { signal } = stopping;
  const patience = createPatience();
  const { pool, log } = deps;

  async function lookForOverdue(): Promise<void> {
    const overdue = await wakeOverdue(pool, {
      isTurn: ({ tenant, caseId, reason }) => patience.isTurn(`${tenant}/${caseId}/${reason}`),
      signal,
    });
    patience.endRound();
    if (overdue > 0) log.info({ overdue }, 'overdue cases were woken');
  }

  async function compare(): Promise<void> {
    const outcome = await wakeMissing(deps, { signal });
    if (outcome.missing > 0) log.info(outcome, 'cases without a workflow were woken');
  }

  async function inRounds(name: keyof typeof bell, round: () => Promise<void>): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      const failure: unknown = await whileAlone(pool, `reconcile ${name}`, round).then(
        () => undefined,
        (error: unknown) => error,
      );
      failures = failure ? failures + 1 : 0;
      if (failures === 1) log.warn({ err: failure, round: name }, 'a round of reconciling failed; the next will do');
      if (!signal.aborted) await bell[name].wait(failure ? Math.min(everyMs, backOffMs(failure, failures)) : everyMs);
    }
  }

  const done = Promise.all([inRounds('overdue', lookForOverdue), inRounds('missing', compare)]);

  return {
    async stop() {
      stopping.abort();
      for (const one of Object.values(bell)) one.ring();
      await done;
    },
  };
}

/** The lock belongs to a connection and goes with it: with one that is broken, or was thrown away after a round that failed. */
async function whileAlone(pool: Pool, lock: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let failure: Error | undefined;
  const broke = (error: Error) => void (failure = error);
  client.on('error', broke);
  try {
    if (!(await tryLock(client, lock))) return;
    await work();
    await unlock(client, lock);
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.off('error', broke);
    client.release(failure);
  }
}

async function tryLock(client: PoolClient, name: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    [name],
  );
  return rows[0]?.locked ?? false;
}

async function unlock(client: PoolClient, name: string): Promise<void> {
  await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]);
}
