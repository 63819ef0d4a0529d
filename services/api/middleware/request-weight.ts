import type { Context } from 'hono';
import { routePath } from 'hono/route';
import type { ApiEnv } from '../environment.ts';

/** Operations that work for longer than they read or write, in plain requests. */
const weights = new Map([
  ['POST /v1/simulate', 5],
  // Whoever asks everywhere learns where cases lie.
  ['POST /v1/cases/similar', 5],
  ['POST /v1/config/check', 20],
  ['POST /v1/config/versions', 20],
  ['POST /v1/config/versions/:version/publish', 20],
]);

const entriesPerRequest = 20;
const bytesPerRequest = 256 * 1024;

/** How many plain requests a request is worth, by its operation, by how much it wants of a list, and by how much it sends. */
export function weightOf(c: Context<ApiEnv>): number {
  const own = weights.get(`${c.req.method} ${routePath(c, -1)}`) ?? 1;
  const sent = Number(c.req.header('content-length') ?? 0);
  return own + Math.floor(entriesWanted(c) / entriesPerRequest) + Math.floor(sent / bytesPerRequest);
}

/** What the operation itself will say of a wrong number is not known here. */
function entriesWanted(c: Context<ApiEnv>): number {
  const limit = Number(c.req.query('limit') ?? 0);
  return limit >= 1 && limit <= 200 ? limit : 0;
}

/** Wants so much of a list, or works for so long, that others of its tenant and of all tenants take turns with it. */
export function isHeavy(c: Context<ApiEnv>): boolean {
  return entriesWanted(c) > 50 || /^POST \/v1\/(simulate|actions)$/.test(`${c.req.method} ${routePath(c, -1)}`);
}
