import { createRoute, z } from '@hono/zod-openapi';
import type { Api } from '../../environment.ts';
import { mount, problemResponses } from '../../operation.ts';

const Health = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health', description: 'The process lives.' });

export const healthzRoute = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'healthz',
  summary: 'Is the process alive',
  description: 'Touches nothing else; restart the process when this does not answer.',
  tags: ['System'],
  security: [],
  responses: {
    200: { description: 'It lives.', content: { 'application/json': { schema: Health, example: { status: 'ok' } } } },
    ...problemResponses(['method-not-allowed', 'internal']),
  },
});

export function mountHealthz(app: Api): void {
  mount(app, healthzRoute, (c) => c.json({ status: 'ok' as const }, 200));
}
