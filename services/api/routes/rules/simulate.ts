import { createRoute } from '@hono/zod-openapi';
import { SimulateAnswer, SimulateInput } from '#services/domain/cases/simulate.schema.ts';
import { simulate } from '#services/domain/cases/simulate.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCallerWithJson, jsonInput, mount, refusals, signedIn } from '../../operation.ts';
import { simulateExample } from '../examples.ts';

export const simulateRoute = createRoute({
  method: 'post',
  path: '/v1/simulate',
  operationId: 'simulate',
  summary: 'What would happen',
  description: 'Says where a report would go and what would be due when. Writes nothing.',
  tags: ['Rules'],
  security: signedIn,
  middleware: forCallerWithJson,
  parameters: callerHeaders,
  request: {
    body: jsonInput(SimulateInput, {
      stalls: {
        summary: 'Stalls on a pavement on a Monday morning',
        value: {
          process: 'whistle',
          item: 'E03',
          location: { unit: 'dongfeng-xinggong' },
          channel: 'grid_app',
          at: '2026-11-23T09:00:00+08:00',
        },
      },
    }),
  },
  responses: {
    200: answer(SimulateAnswer, 'What would happen.', simulateExample),
    ...refusals('bad-request', 'too-large', 'unsupported-media-type', 'validation'),
  },
});

export function mountSimulate(app: Api): void {
  mount(app, simulateRoute, async (c) => c.json(await simulate(c.var.context, c.req.valid('json')), 200));
}
