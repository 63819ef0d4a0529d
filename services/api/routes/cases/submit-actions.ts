import { createRoute, z } from '@hono/zod-openapi';
import { CaseSnapshot, SubmitActionsInput } from '#services/domain/cases/schema.ts';
import { submitActions } from '#services/domain/cases/submit-actions.ts';
import { Uuid } from '#services/domain/values.ts';
import type { Api } from '../../environment.ts';
import { idempotencyKeyOf } from '../../idempotency-key.ts';
import { weigh } from '../../middleware/rate-limit.ts';
import { actingHeaders, answer, forCallerWithJson, jsonInput, mount, refusals, signedIn } from '../../operation.ts';
import { ProblemDocument } from '../../problem-document.ts';
import { problemDocument } from '../../problem-response.ts';
import { snapshotExample } from '../examples.ts';

const ActionResults = z
  .strictObject({
    results: z.array(
      z.strictObject({
        case: Uuid,
        status: z.number().int().meta({ description: 'The HTTP status that this action alone would have had.' }),
        snapshot: CaseSnapshot.optional(),
        problem: ProblemDocument.optional(),
      }),
    ),
  })
  .meta({ id: 'ActionResults', description: 'One answer for each action, in the order in which they were sent.' });

const notOffered = {
  type: '/problems/case/action-not-offered',
  code: 'case/action-not-offered',
  title: 'The case does not offer this action now',
  status: 409,
  detail: '“remind” cannot be done in state “已办结”. You can: reopen.',
  instance: '/v1/cases/0199c3f2-9b10-7aa2-8c11-3e5f6a7b8c9d/actions',
  offered: ['reopen'],
};

export const submitActionsRoute = createRoute({
  method: 'post',
  path: '/v1/actions',
  operationId: 'submitActions',
  summary: 'Act on many cases',
  description:
    'Each action is done by itself, with one answer for each: one that fails stops none. With an `Idempotency-Key` each has its own (`<key>/1`, `<key>/2`, …): sent again, what was done is answered as before and what failed is tried again. It counts as that many requests.',
  tags: ['Cases'],
  security: signedIn,
  middleware: forCallerWithJson,
  parameters: actingHeaders,
  request: {
    body: jsonInput(SubmitActionsInput, {
      remind: {
        summary: 'The centre reminds the units of two cases',
        value: {
          actions: [
            { case: '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a', action: 'remind', fields: { text: '请抓紧办理' } },
            { case: '0199c3f2-9b10-7aa2-8c11-3e5f6a7b8c9d', action: 'remind' },
          ],
        },
      },
    }),
  },
  responses: {
    200: answer(ActionResults, 'One answer for each.', {
      results: [
        { case: snapshotExample.id, status: 200, snapshot: snapshotExample },
        { case: '0199c3f2-9b10-7aa2-8c11-3e5f6a7b8c9d', status: 409, problem: notOffered },
      ],
    }),
    ...refusals('bad-request', 'too-large', 'unsupported-media-type', 'validation', 'idempotency/key-invalid'),
  },
});

export function mountSubmitActions(app: Api): void {
  mount(app, submitActionsRoute, async (c) => {
    const input = c.req.valid('json');
    weigh(c, input.actions.length - 1);
    const found = await submitActions(c.var.context, input, idempotencyKeyOf(c));
    const results = found.map((result) => {
      if (result.ok) return { case: result.case, status: result.status, snapshot: result.snapshot };
      const problem = problemDocument(c, result.error, `/v1/cases/${result.case}/actions`);
      return { case: result.case, status: problem.status, problem };
    });
    return c.json({ results }, 200);
  });
}
