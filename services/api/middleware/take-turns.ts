import { createMiddleware } from 'hono/factory';
import { Problem } from '#services/domain/problem.ts';
import { TurnedAway } from '#services/platform/fair-gate.ts';
import type { ApiEnv } from '../environment.ts';
import { isHeavy } from './request-weight.ts';

/** Half of the connections to PostgreSQL at most, and never all of that for one tenant: the others' plain requests find theirs free. */
export const turns = { slots: 6, perKey: 3, waitingPerKey: 64, patienceMs: 10_000 };

/** Comes last, when the body is read: a slow sender must not hold a place. */
export const takeTurns = createMiddleware<ApiEnv>(async (c, next) => {
  if (!isHeavy(c)) return next();
  await c.var.gate.run(c.var.caller.tenant, next).catch((error: unknown) => {
    if (error instanceof TurnedAway) throw busy(error);
    throw error;
  });
});

function busy(cause: TurnedAway): Problem {
  const detail = {
    en: 'Too many large requests of your tenant are waiting. Ask for less at a time, or again in a moment.',
    zh: '本县区有较多大请求正在排队。请减少每次请求的数量，或稍后重试。',
  };
  return new Problem('rate-limited', detail, { retryAfterSeconds: 2 }, { cause });
}
