import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { ApiEnv } from '../environment.ts';

export interface ApiMetrics {
  registry: Registry;
  measure: ReturnType<typeof createMiddleware<ApiEnv>>;
}

/** Times every request by route and status. No tenant and no caller: figures are read by people who may see neither. */
export function createApiMetrics(registry = new Registry()): ApiMetrics {
  if (!registry.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to its answer, by route.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const measure = createMiddleware<ApiEnv>(async (c, next) => {
    const startedAt = performance.now();
    await next();
    const matched = routePath(c, -1);
    const route = matched.includes('*') ? 'unmatched' : matched;
    duration.observe({ method: c.req.method, route, status: c.res.status }, (performance.now() - startedAt) / 1000);
  });
  return { registry, measure };
}
