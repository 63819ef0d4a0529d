import { createRoute } from '@hono/zod-openapi';
import { followCase } from '#services/domain/cases/follow-case.ts';
import { FollowCaseBody, Followed } from '#services/domain/cases/follow.schema.ts';
import type { Api } from '../../environment.ts';
import { idempotencyKeyOf, markReplay } from '../../idempotency-key.ts';
import {
  actingHeaders,
  createdAnswer,
  forCallerWithJson,
  jsonInput,
  mount,
  refusals,
  signedIn,
} from '../../operation.ts';
import { snapshotExample } from '../examples.ts';
import { CaseParams } from './params.ts';

export const followCaseRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{caseId}/followers',
  operationId: 'followCase',
  summary: 'Follow a case instead of reporting it again',
  description:
    'For an open case that the caller sees, was told of (`similar`), or is near to. Who follows is told how the case moves and sees how it stands, without anything of its reporter; what they add goes into its history. A person follows once and gets the same answer again. The centre and integrations take down whoever has no account.',
  tags: ['Cases'],
  security: signedIn,
  middleware: forCallerWithJson,
  parameters: actingHeaders,
  request: {
    params: CaseParams,
    body: jsonInput(FollowCaseBody, {
      neighbour: { summary: 'A resident who was told of it', value: { text: '今天又来了两家' } },
      caller: {
        summary: 'The centre, for a caller',
        value: { channel: 'hotline', reporter: { type: 'resident', name: '李梅', phone: '13944510088' } },
      },
    }),
  },
  responses: {
    201: createdAnswer(Followed, 'Since when, and the case as it stands for the follower.', {
      id: '0199c3f4-11aa-7d02-8f3e-2b6c9e1f0a4d',
      at: '2026-11-23T01:20:00Z',
      case: snapshotExample,
    }),
    ...refusals(
      'bad-request',
      'too-large',
      'unsupported-media-type',
      'not-found',
      'case/action-not-yours',
      'case/action-not-offered',
      'validation',
      'idempotency/key-invalid',
      'idempotency/key-reused',
    ),
  },
});

export function mountFollowCase(app: Api): void {
  mount(app, followCaseRoute, async (c) => {
    const input = { ...c.req.valid('json'), ...c.req.valid('param') };
    const answer = await followCase(c.var.context, input, idempotencyKeyOf(c));
    markReplay(c, answer);
    c.header('Location', `/v1/cases/${input.caseId}`);
    return c.json(answer.body, 201);
  });
}
