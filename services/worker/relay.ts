import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from '#services/platform/log.ts';
import { backOffMs } from './back-off.ts';
import { createBell } from './bell.ts';
import { isRefusal } from './is-refusal.ts';
import { listen } from './listen.ts';
import { mergeNudges, type MergedNudge } from './merge-nudges.ts';
import { claimNudges, releaseNudges, removeNudges, type OutboxKey } from './outbox.ts';
import { prepareNamespace } from './prepare-namespace.ts';
import { sendAll } from './send-all.ts';

export interface RelayDeps {
  /** As the role countyflow_relay; at least two connections, one of which listens. */
  pool: Pool;
  /** May be made before there is a server. */
  client: Client;
  log: Logger;
}

export interface RelayOptions {
  batch: number;
  /** A server on two cores takes about 100 nudges a second however many come at once, so more in parallel would only wait there. */
  parallel: number;
  timeoutMs: number;
  /** Longer than a batch takes when every call runs into its timeout: batch / parallel × timeoutMs. */
  leaseMs: number;
  /** When a nudge that was refused for its own sake, or failed beside others that arrived, is tried again. */
  againMs: number;
  pollMs: number;
}

export const relayDefaults: RelayOptions = {
  batch: 32,
  parallel: 8,
  timeoutMs: 5_000,
  leaseMs: 30_000,
  againMs: 10_000,
  pollMs: 1_000,
};

export interface Relay {
  /** Lets the batch under way finish. */
  stop(): Promise<void>;
}

/**
 * Takes nudges from the outbox to Temporal, at least once each. Any number may run side by side. While Temporal or PostgreSQL is away
 * it waits and tries again; what it had claimed lies in the outbox until it is sent.
 */
export function startRelay(deps: RelayDeps, given: Partial<RelayOptions> = {}): Relay {
  const options = { ...relayDefaults, ...given };
  const bell = createBell();
  let isStopped = false;
  const ears = listen(deps.pool, 'outbox', () => bell.ring(), deps.log);
  const done = run();

  async function run(): Promise<void> {
    let failures = 0;
    let after = '';
    while (!isStopped) {
      const outcome = await relayBatch(deps, { ...options, after }).catch((error: unknown) => ({ after, error }));
      after = outcome.after;
      if ('error' in outcome) {
        if (failures === 0) deps.log.warn({ err: outcome.error }, 'nudges cannot be sent; the outbox keeps them');
        failures += 1;
        await prepareNamespace(deps.client, deps.log, options.timeoutMs);
        await pause(backOffMs(outcome.error, failures));
      } else {
        if (failures > 0 && outcome.sent > 0) deps.log.info('nudges are sent again');
        if (outcome.sent > 0) failures = 0;
        if (outcome.sent === 0) await bell.wait(options.pollMs);
      }
    }
  }

  /** The bell would cut a pause short each time someone acts on a case, so it is heard only for the stop. */
  async function pause(ms: number): Promise<void> {
    for (const end = Date.now() + ms; !isStopped && Date.now() < end;) await bell.wait(end - Date.now());
  }

  return {
    async stop() {
      isStopped = true;
      bell.ring();
      await Promise.all([done, ears.stop()]);
    },
  };
}

export interface BatchOutcome {
  sent: number;
  /** The tenant whose turn was the last in this batch. */
  after: string;
}

/**
 * Claims, sends and removes once. Throws when the server took nothing at all, and gives all of it back. A nudge that it refuses for the
 * nudge's own sake, or that fails beside others that arrive, waits a while by itself and holds up nobody.
 */
export async function relayBatch(
  { pool, client, log }: RelayDeps,
  options: RelayOptions & { after: string },
): Promise<BatchOutcome> {
  const claimed = await claimNudges(pool, options);
  const { sent, failed, left } = await sendAll(client, mergeNudges(claimed), options);
  if (sent.length > 0) await removeNudges(pool, rowsOf(sent));
  const away = failed.find(({ error }) => !isRefusal(error));
  if (sent.length === 0 && away) {
    await releaseNudges(pool, claimed, 0);
    throw away.error;
  }
  if (left.length > 0) await releaseNudges(pool, rowsOf(left), 0);
  if (failed.length > 0) await releaseNudges(pool, rowsOf(failed.map(({ nudge }) => nudge)), options.againMs);
  for (const { nudge, error } of failed)
    log.warn({ tenant: nudge.tenant, caseId: nudge.caseId, err: error }, 'a nudge could not be sent');
  return { sent: sent.length, after: claimed.at(-1)?.tenant ?? options.after };
}

function rowsOf(nudges: readonly MergedNudge[]): OutboxKey[] {
  return nudges.flatMap((nudge) => nudge.rows);
}
