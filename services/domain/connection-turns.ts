import { createFairGate, TurnedAway, type FairGate } from '#services/platform/fair-gate.ts';
import { Problem } from './problem.ts';

/** More than the limits of requests let wait. */
const waitingPerKey = 1_000;

/**
 * Of the connections no tenant holds more than two thirds, so that the others' find one free; those who wait come tenant by tenant. Who
 * has waited `patienceMs` is told what a pool says that had no connection to give, for which the database may be the cause as well.
 */
export function createConnectionTurns(connections: number, patienceMs: number): FairGate {
  const perKey = Math.max(1, Math.floor((connections * 2) / 3));
  const gate = createFairGate({ slots: connections, perKey, waitingPerKey, patienceMs });
  return {
    run: (tenant, work) =>
      gate.run(tenant, work).catch((error: unknown) => {
        if (!(error instanceof TurnedAway)) throw error;
        throw error.reason === 'full' ? busy(error) : noneFree(error);
      }),
  };
}

function noneFree(cause: TurnedAway): Error {
  return Object.assign(new Error('no database connection came free in time', { cause }), { code: 'ETIMEDOUT' });
}

function busy(cause: TurnedAway): Problem {
  const detail = {
    en: 'Too many requests of your tenant are waiting. Nothing was changed; send this one again in a moment.',
    zh: '本县区有较多请求正在排队。未做任何更改，请稍后重试。',
  };
  return new Problem('unavailable', detail, { retryAfterSeconds: 2 }, { cause });
}
