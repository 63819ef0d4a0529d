import { createRoute } from '@hono/zod-openapi';
import { listCases } from '#services/domain/cases/list-cases.ts';
import { CaseList, ListCasesQuery } from '#services/domain/cases/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';
import { snapshotExample } from '../examples.ts';

export const listCasesRoute = createRoute({
  method: 'get',
  path: '/v1/cases',
  operationId: 'listCases',
  summary: 'List cases',
  description:
    'The cases that the caller may see and that fit all filters. With `with=counts` also how many there are in all.',
  tags: ['Cases'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: { query: ListCasesQuery },
  responses: {
    200: answer(CaseList, 'A page of cases.', {
      data: [snapshotExample],
      nextCursor: null,
      counts: { total: 1, byState: { dispatched: 1 } },
    }),
    ...refusals('validation'),
  },
});

export function mountListCases(app: Api): void {
  mount(app, listCasesRoute, async (c) => c.json(await listCases(c.var.context, c.req.valid('query')), 200));
}
