import { createRoute } from '@hono/zod-openapi';
import { listCaseEvents } from '#services/domain/cases/list-case-events.ts';
import { CaseEventList, ListCaseEventsQuery } from '#services/domain/cases/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';
import { eventListExample } from '../examples.ts';
import { CaseParams } from './params.ts';

export const listCaseEventsRoute = createRoute({
  method: 'get',
  path: '/v1/cases/{caseId}/events',
  operationId: 'listCaseEvents',
  summary: 'Read a case’s history',
  description: 'Oldest first; the whole history unless `limit` is given. Each event’s hash covers the one before it.',
  tags: ['Cases'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: { params: CaseParams, query: ListCaseEventsQuery },
  responses: { 200: answer(CaseEventList, 'The history.', eventListExample), ...refusals('not-found', 'validation') },
});

export function mountListCaseEvents(app: Api): void {
  mount(app, listCaseEventsRoute, async (c) => {
    const input = { ...c.req.valid('param'), ...c.req.valid('query') };
    return c.json(await listCaseEvents(c.var.context, input), 200);
  });
}
