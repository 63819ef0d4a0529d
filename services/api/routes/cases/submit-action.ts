import { createRoute } from '@hono/zod-openapi';
import { CaseSnapshot, SubmitActionBody } from '#services/domain/cases/schema.ts';
import { submitAction } from '#services/domain/cases/submit-action.ts';
import type { Api } from '../../environment.ts';
import { idempotencyKeyOf, markReplay } from '../../idempotency-key.ts';
import {
  actingAnswer,
  actingHeaders,
  forCallerWithJson,
  jsonInput,
  mount,
  refusals,
  signedIn,
} from '../../operation.ts';
import { snapshotExample } from '../examples.ts';
import { CaseParams } from './params.ts';

export const submitActionRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{caseId}/actions',
  operationId: 'submitAction',
  summary: 'Act on a case',
  description:
    'Takes one of the actions that the case offers to the caller. What fell due before is settled first. With `expectedSeq` the action is refused when the case has changed since that snapshot.',
  tags: ['Cases'],
  security: signedIn,
  middleware: forCallerWithJson,
  parameters: actingHeaders,
  request: {
    params: CaseParams,
    body: jsonInput(SubmitActionBody, {
      sign: { summary: 'A unit signs for the case', value: { action: 'sign', unit: 'chengguan', expectedSeq: 3 } },
      arrive: { summary: 'Two people arrive', value: { action: 'arrive', fields: { people: 2 } } },
      evaluate: {
        summary: 'The reporter judges',
        value: { action: 'evaluate', fields: { solved: true, satisfaction: 'satisfied' }, comment: '处理得很快' },
      },
    }),
  },
  responses: {
    200: actingAnswer(CaseSnapshot, 'The case after the action.', snapshotExample),
    ...refusals(
      'bad-request',
      'too-large',
      'unsupported-media-type',
      'not-found',
      'case/action-not-yours',
      'case/action-not-offered',
      'case/too-soon',
      'case/not-mergeable',
      'case/changed',
      'validation',
      'idempotency/key-invalid',
      'idempotency/key-reused',
    ),
  },
});

export function mountSubmitAction(app: Api): void {
  mount(app, submitActionRoute, async (c) => {
    const input = { ...c.req.valid('json'), ...c.req.valid('param') };
    const answer = await submitAction(c.var.context, input, idempotencyKeyOf(c));
    markReplay(c, answer);
    return c.json(answer.body, 200);
  });
}
