import { createRoute, z } from '@hono/zod-openapi';
import type { Registry } from 'prom-client';
import type { Api } from '../../environment.ts';
import { throttleAddress } from '../../middleware/rate-limit.ts';
import { mount, problemResponses } from '../../operation.ts';

export const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  operationId: 'metrics',
  summary: 'Figures for monitoring',
  description:
    'In the text format of Prometheus. Holds no tenant’s and no person’s data; keep it inside the network all the same.',
  tags: ['System'],
  security: [],
  middleware: [throttleAddress],
  responses: {
    200: {
      description: 'The figures.',
      content: {
        'text/plain': {
          schema: z.string(),
          example: 'http_request_duration_seconds_count{method="GET",route="/v1/me",status="200"} 3',
        },
      },
    },
    ...problemResponses(['method-not-allowed', 'rate-limited', 'internal']),
  },
});

export function mountMetrics(app: Api, registry: Registry): void {
  mount(app, metricsRoute, async (c) =>
    c.text(await registry.metrics(), 200, { 'Content-Type': registry.contentType }),
  );
}
