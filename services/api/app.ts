import { OpenAPIHono } from '@hono/zod-openapi';
import { createFairGate } from '#services/platform/fair-gate.ts';
import type { Api, ApiDeps, ApiEnv } from './environment.ts';
import { accessLog } from './middleware/access-log.ts';
import { chooseLocale } from './middleware/locale.ts';
import { createApiMetrics } from './middleware/metrics.ts';
import { allowOrigins } from './middleware/other-origins.ts';
import { createRateLimiter } from './middleware/rate-limit.ts';
import { requestId } from './middleware/request-id.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { turns } from './middleware/take-turns.ts';
import { unmatched } from './middleware/unmatched.ts';
import { discardUnread } from './middleware/unread-body.ts';
import { registerComponents } from './openapi.ts';
import { writeProblem } from './problem-response.ts';
import { mountRoutes } from './routes/index.ts';

/** The whole API as a function from request to answer; it listens nowhere and reads no settings. */
export function createApp(deps: ApiDeps): Api {
  const app = new OpenAPIHono<ApiEnv>();
  const limiter = createRateLimiter(deps.limits);
  const gate = createFairGate(turns);
  const metrics = createApiMetrics(deps.metrics);
  app.use(async (c, next) => {
    c.set('deps', deps);
    c.set('limiter', limiter);
    c.set('gate', gate);
    await next();
  });
  app.use(discardUnread, requestId, accessLog, metrics.measure, securityHeaders, chooseLocale);
  if (deps.corsOrigins?.length) app.use(allowOrigins(deps.corsOrigins));
  app.onError((error, c) => writeProblem(c, error));
  registerComponents(app);
  mountRoutes(app, metrics.registry);
  app.notFound(unmatched(app));
  return app;
}
