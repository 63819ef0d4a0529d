import { createFairGate, TurnedAway, type FairGate } from '#services/platform/fair-gate.ts';
import { Problem } from './problem.ts';

/** As long as a pool waits for a connection, and more than the limits of requests let wait. */
const waits = { waitingPerKey: 1_000, patienceMs: 10_000 };

/** Of the connections no tenant holds more than two thirds, so that the others' find one free; those who wait come tenant by tenant. */
export function createConnectionTurns(connections: number): FairGate {
  const perKey = Math.max(1, Math.floor((connections * 2) / 3));
  const gate = createFairGate({ ...waits, slots: connections, perKey });
  return {
    run: (tenant, work) =>
      gate.run(tenant, work).catch((error: unknown) => {
        throw error instanceof TurnedAway ? busy(error) : error;
      }),
  };
}

function busy(cause: TurnedAway): Problem {
  const detail = {
    en: 'Too many requests of your tenant are waiting. Nothing was changed; send this one again in a moment.',
    zh: '本县区有较多请求正在排队。未做任何更改，请稍后重试。',
  };
  return new Problem('unavailable', detail, { retryAfterSeconds: 2 }, { cause });
}
