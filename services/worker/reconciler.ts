import type { Pool, PoolClient } from 'pg';
import type { Logger } from '#services/platform/log.ts';
import { createBell } from './bell.ts';
import { createPatience } from './patience.ts';
import { reconcile, type ReconcileDeps } from './reconcile.ts';

export interface Reconciler {
  stop(): Promise<void>;
}

/** Any number may be started, as they are beside the relays; one at a time does the round. */
const oneAtATime = 'reconcile';

/**
 * Reconciles every minute. A case that stays overdue (its worker is down, its configuration needs a newer program) is asked for less
 * and less often, since each nudge is an event in its workflow's history, which has room for some thousands.
 */
export function startReconciler(deps: ReconcileDeps & { log: Logger }, { everyMs = 60_000 } = {}): Reconciler {
  const bell = createBell();
  const stopping = new AbortController();
  const patience = createPatience();
  const { log } = deps;

  const round = async () => {
    const outcome = await reconcile(deps, {
      isTurn: ({ tenant, caseId, reason }) => patience.isTurn(`${tenant}/${caseId}/${reason}`),
      signal: stopping.signal,
    });
    patience.endRound();
    if (outcome.missing + outcome.overdue > 0) log.info(outcome, 'cases were woken');
  };

  const done = (async () => {
    while (!stopping.signal.aborted) {
      await whileAlone(deps.pool, round).catch((error: unknown) =>
        log.warn({ err: error }, 'cases and workflows could not be compared; the next round will'),
      );
      if (!stopping.signal.aborted) await bell.wait(everyMs);
    }
  })();

  return {
    async stop() {
      stopping.abort();
      bell.ring();
      await done;
    },
  };
}

/** The lock belongs to a connection and goes with it: with one that is broken, or was thrown away after a round that failed. */
async function whileAlone(pool: Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let failure: Error | undefined;
  const broke = (error: Error) => void (failure = error);
  client.on('error', broke);
  try {
    if (!(await tryLock(client))) return;
    await work();
    await unlock(client);
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.off('error', broke);
    client.release(failure);
  }
}

async function tryLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    [oneAtATime],
  );
  return rows[0]?.locked ?? false;
}

async function unlock(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [oneAtATime]);
}
