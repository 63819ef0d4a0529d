import { createMiddleware } from 'hono/factory';
import { Problem } from '#services/domain/problem.ts';
import type { ApiEnv } from '../environment.ts';

/** How many requests may come at once, and how many are allowed again each second. */
export interface Limit {
  burst: number;
  perSecond: number;
}

export interface RateLimits {
  perTenant: Limit;
  perCaller: Limit;
}

/** Far above what a county needs: they keep one runaway client from taking the place of all others. */
export const defaultLimits: RateLimits = {
  perTenant: { burst: 2_000, perSecond: 1_000 },
  perCaller: { burst: 400, perSecond: 100 },
};

interface Bucket {
  tokens: number;
  at: number;
}

export interface Taken {
  limit: number;
  /** Below zero: not allowed. */
  remaining: number;
  resetSeconds: number;
  waitSeconds: number;
}

export interface RateLimiter {
  take(tenant: string, caller: string): Taken;
}

/** Token buckets of this process: behind n API processes a client gets up to n times as much. */
export function createRateLimiter(limits: RateLimits = defaultLimits, nowMs = () => performance.now()): RateLimiter {
  const tenants = bucketsOf(limits.perTenant, nowMs);
  const callers = bucketsOf(limits.perCaller, nowMs);
  return {
    /** A caller over their own limit takes nothing from their tenant. */
    take(tenant, caller) {
      const own = callers.take(JSON.stringify([tenant, caller]));
      if (own.remaining < 0) return own;
      const all = tenants.take(tenant);
      return all.remaining < own.remaining ? all : own;
    },
  };
}

/** Before anything is asked of the database. Told in `RateLimit-*`, whichever of the two limits is nearer. */
export const throttle = createMiddleware<ApiEnv>(async (c, next) => {
  const { tenant, subject } = c.var.caller;
  const taken = c.var.limiter.take(tenant, subject);
  c.header('RateLimit-Limit', String(taken.limit));
  c.header('RateLimit-Remaining', String(Math.max(0, taken.remaining)));
  c.header('RateLimit-Reset', String(taken.resetSeconds));
  if (taken.remaining < 0) throw tooMany(taken.waitSeconds);
  await next();
});

function bucketsOf(limit: Limit, nowMs: () => number) {
  const buckets = new Map<string, Bucket>();
  const fullAfterMs = (limit.burst / limit.perSecond) * 1000;
  let sweptAt = nowMs();
  /** A bucket untouched for longer than it takes to fill is the same as none. */
  function sweep(now: number) {
    if (now - sweptAt < fullAfterMs + 1000) return;
    for (const [key, bucket] of buckets) if (now - bucket.at > fullAfterMs) buckets.delete(key);
    sweptAt = now;
  }
  return {
    take(key: string): Taken {
      const now = nowMs();
      sweep(now);
      const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now };
      const filled = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * limit.perSecond);
      const allowed = filled >= 1;
      const tokens = allowed ? filled - 1 : filled;
      buckets.set(key, { tokens, at: now });
      return {
        limit: limit.burst,
        remaining: allowed ? Math.floor(tokens) : -1,
        resetSeconds: Math.ceil((limit.burst - tokens) / limit.perSecond),
        waitSeconds: allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / limit.perSecond)),
      };
    },
  };
}

function tooMany(retryAfterSeconds: number): Problem {
  const detail = {
    en: `Wait ${retryAfterSeconds} s before the next request.`,
    zh: `请等待 ${retryAfterSeconds} 秒后再试。`,
  };
  return new Problem('rate-limited', detail, { retryAfterSeconds });
}
