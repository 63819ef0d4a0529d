import { createRoute } from '@hono/zod-openapi';
import { getCase } from '#services/domain/cases/get-case.ts';
import { CaseSnapshot } from '#services/domain/cases/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';
import { snapshotExample } from '../examples.ts';
import { CaseParams } from './params.ts';

export const getCaseRoute = createRoute({
  method: 'get',
  path: '/v1/cases/{caseId}',
  operationId: 'getCase',
  summary: 'Read a case',
  description: 'The case as it stands for the caller; `offered` is what the caller may do now.',
  tags: ['Cases'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: { params: CaseParams },
  responses: { 200: answer(CaseSnapshot, 'The case.', snapshotExample), ...refusals('not-found') },
});

export function mountGetCase(app: Api): void {
  mount(app, getCaseRoute, async (c) => c.json(await getCase(c.var.context, c.req.valid('param')), 200));
}
