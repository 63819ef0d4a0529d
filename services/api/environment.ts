import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Registry } from 'prom-client';
import type { Context, Deps, Locale } from '#services/domain/context.ts';
import type { FairGate } from '#services/platform/fair-gate.ts';
import type { TokenVerifier } from '#services/platform/tokens.ts';
import type { RateLimiter, RateLimits } from './middleware/rate-limit.ts';

/** Answers whether a part is ready; a rejection means that it is not. */
export type ReadinessCheck = () => Promise<void>;

export interface ApiDeps extends Deps {
  verifyToken: TokenVerifier;
  /** PostgreSQL and its schema are needed to serve; Temporal is not, so its absence is told and nothing more. */
  readiness: { postgres: ReadinessCheck; migrations: ReadinessCheck; temporal: ReadinessCheck };
  limits?: RateLimits;
  /** Whose browser applications may call, beside those of this server’s own origin. */
  corsOrigins?: readonly string[];
  /** Further figures of the process (pools, relay) are put in here by whoever composes it. */
  metrics?: Registry;
}

export interface ApiEnv {
  Variables: {
    deps: ApiDeps;
    limiter: RateLimiter;
    /** Where heavy requests wait for their turn, tenant by tenant. */
    gate: FairGate;
    requestId: string;
    locale: Locale;
    /** From the verified token: on every operation except the open ones. */
    caller: { tenant: string; subject: string };
    context: Context;
    /** The body as it was sent, on operations that take JSON. */
    json: unknown;
  };
}

export type Api = OpenAPIHono<ApiEnv>;
