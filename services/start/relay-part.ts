import type pg from 'pg';
import type { Logger } from '#services/platform/log.ts';
import { createTemporalClient } from '#services/platform/temporal.ts';
import { measureBacklog } from '#services/worker/outbox.ts';
import { reconcile, type Reconciled } from '#services/worker/reconcile.ts';
import { startReconciler } from '#services/worker/reconciler.ts';
import { startRelay } from '#services/worker/relay.ts';
import { startRollouts } from '#services/worker/rollouts.ts';
import type { Surroundings } from './domain-deps.ts';
import type { Part } from './part.ts';
import { openPool } from './pools.ts';

const watchEveryMs = 60_000;
const backlogIsOldMs = 60_000;

/** The way of nudges and mass work to Temporal, and the round that wakes what Temporal has lost. */
export function startRelayPart(at: Surroundings): Part {
  const pool = openPool(at, { role: 'countyflow_relay', max: 8, applicationName: 'countyflow-relay' });
  const client = createTemporalClient(at.temporal);
  const relay = startRelay({ pool, client, log: at.log });
  const reconciler = startReconciler({ pool, client, log: at.log });
  const rollouts = startRollouts({ pool, client, log: at.log });
  const watch = setInterval(() => void warnOfBacklog(pool, at.log), watchEveryMs);
  return {
    async stop() {
      clearInterval(watch);
      await Promise.all([relay.stop(), reconciler.stop(), rollouts.stop()]);
      await client.connection.close();
      await pool.end();
    },
  };
}

/** Deadlines are kept by workflows that must first be reached: a backlog that grows old is for an operator to see. */
async function warnOfBacklog(pool: pg.Pool, log: Logger): Promise<void> {
  const backlog = await measureBacklog(pool).catch(() => undefined);
  if (backlog && backlog.oldestMs > backlogIsOldMs)
    log.warn(backlog, 'nudges wait in the outbox: is Temporal reachable?');
}

/** One round, for the operator who has just lost Temporal's database. */
export async function reconcileOnce(at: Surroundings): Promise<Reconciled> {
  const pool = openPool(at, { role: 'countyflow_relay', max: 2, applicationName: 'countyflow-reconcile' });
  const client = createTemporalClient(at.temporal);
  try {
    return await reconcile({ pool, client });
  } finally {
    await client.connection.close();
    await pool.end();
  }
}
