import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { ApiEnv } from '../environment.ts';

/** One line per request at `debug`: who asked what is the audit log's to keep, this is for finding out why something is slow. */
export const accessLog = createMiddleware<ApiEnv>(async (c, next) => {
  const startedAt = performance.now();
  await next();
  const { deps, requestId } = c.var;
  // Unset where nobody had to sign in, or nobody could.
  const caller: ApiEnv['Variables']['caller'] | undefined = c.var.caller;
  const ms = Math.round(performance.now() - startedAt);
  const about = { requestId, method: c.req.method, route: routePath(c, -1), status: c.res.status, ms };
  deps.log.debug({ ...about, tenant: caller?.tenant }, 'request');
});
