import { createRoute } from '@hono/zod-openapi';
import { Worklist, WorklistQuery } from '#services/domain/cases/schema.ts';
import { worklist } from '#services/domain/cases/worklist.ts';
import type { Api } from '../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../operation.ts';
import { worklistExample } from './examples.ts';

export const worklistRoute = createRoute({
  method: 'get',
  path: '/v1/worklist',
  operationId: 'worklist',
  summary: 'What waits for me',
  description: 'Most urgent first, each with what is waited for, until when, and why until then.',
  tags: ['Work'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: { query: WorklistQuery },
  responses: { 200: answer(Worklist, 'The work list.', worklistExample), ...refusals('validation') },
});

export function mountWorklist(app: Api): void {
  mount(app, worklistRoute, async (c) => c.json(await worklist(c.var.context, c.req.valid('query')), 200));
}
