import type { Context } from 'hono';
import type { IncomingMessage } from 'node:http';
import { createMiddleware } from 'hono/factory';
import { Problem } from '#services/domain/problem.ts';
import type { ApiEnv } from '../environment.ts';
import { weightOf } from './request-weight.ts';

/** How many requests may come at once, and how many are allowed again each second. */
export interface Limit {
  burst: number;
  perSecond: number;
}

export interface RateLimits {
  perTenant: Limit;
  perCaller: Limit;
  /** For what answers without sign-in. */
  perAddress?: Limit;
}

/** Far above what a county needs: they keep one runaway client from taking the place of all others. */
export const defaultLimits: RateLimits = {
  perTenant: { burst: 2_000, perSecond: 1_000 },
  perCaller: { burst: 400, perSecond: 100 },
};

/** Behind a proxy all the world may be one address, and a page of the reference is five requests. */
const limitPerAddress: Limit = { burst: 400, perSecond: 50 };

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
  /** `weight`: how many requests it counts as. */
  take(tenant: string, caller: string, weight?: number): Taken;
  takeFrom(address: string): Taken;
}

/** Token buckets of this process: behind n API processes a client gets up to n times as much. */
export function createRateLimiter(limits: RateLimits = defaultLimits, nowMs = () => performance.now()): RateLimiter {
  const tenants = bucketsOf(limits.perTenant, nowMs);
  const callers = bucketsOf(limits.perCaller, nowMs);
  const addresses = bucketsOf(limits.perAddress ?? limitPerAddress, nowMs);
  return {
    /** A caller over their own limit takes nothing from their tenant. */
    take(tenant, caller, weight = 1) {
      const own = callers.take(JSON.stringify([tenant, caller]), weight);
      if (own.remaining < 0) return own;
      const all = tenants.take(tenant, weight);
      return all.remaining < own.remaining ? all : own;
    },
    takeFrom: (address) => addresses.take(address, 1),
  };
}

/** Before anything is asked of the database. Told in `RateLimit-*`, whichever of the two limits is nearer. */
export const throttle = createMiddleware<ApiEnv>(async (c, next) => {
  const { tenant, subject } = c.var.caller;
  const taken = c.var.limiter.take(tenant, subject, weightOf(c));
  c.header('RateLimit-Limit', String(taken.limit));
  c.header('RateLimit-Remaining', String(Math.max(0, taken.remaining)));
  c.header('RateLimit-Reset', String(taken.resetSeconds));
  if (taken.remaining < 0) throw tooMany(taken.waitSeconds);
  await next();
});

/** For a request that is many at once: it was let in as one, and counts as the others too. */
export function weigh(c: Context<ApiEnv>, others: number): void {
  if (others <= 0) return;
  const { tenant, subject } = c.var.caller;
  const taken = c.var.limiter.take(tenant, subject, others);
  if (taken.remaining < 0) throw tooMany(taken.waitSeconds);
}

/** For what answers without sign-in and is more than a sign of life. */
export const throttleAddress = createMiddleware<ApiEnv>(async (c, next) => {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage };
  const taken = c.var.limiter.takeFrom(incoming?.socket.remoteAddress ?? '');
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
    take(key: string, wanted: number): Taken {
      // What counts as more than there can ever be has all of it to itself.
      const weight = Math.min(wanted, limit.burst);
      const now = nowMs();
      sweep(now);
      const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now };
      const filled = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * limit.perSecond);
      const allowed = filled >= weight;
      const tokens = allowed ? filled - weight : filled;
      buckets.set(key, { tokens, at: now });
      return {
        limit: limit.burst,
        remaining: allowed ? Math.floor(tokens) : -1,
        resetSeconds: Math.ceil((limit.burst - tokens) / limit.perSecond),
        waitSeconds: allowed ? 0 : Math.max(1, Math.ceil((weight - tokens) / limit.perSecond)),
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
