import { createRoute } from '@hono/zod-openapi';
import { createAttachment } from '#services/domain/attachments/create-attachment.ts';
import { AttachmentAnswer } from '#services/domain/attachments/schema.ts';
import type { Api } from '../../environment.ts';
import { idempotencyKeyOf, markReplay } from '../../idempotency-key.ts';
import { readForm, uploadLimit } from '../../middleware/form-body.ts';
import { actingHeaders, createdAnswer, forCallerWithBody, mount, refusals, signedIn } from '../../operation.ts';

/** Plain JSON Schema: the form is read by hand, because a file is not a value that a schema could check. */
const form = {
  type: 'object' as const,
  properties: {
    file: {
      type: 'string' as const,
      format: 'binary',
      description: 'JPEG, PNG, WebP, PDF or MP4, by content; at most 20 MB.',
    },
  },
  required: ['file'],
  additionalProperties: false,
};

export const createAttachmentRoute = createRoute({
  method: 'post',
  path: '/v1/attachments',
  operationId: 'createAttachment',
  summary: 'Upload a file',
  description:
    'Takes in one photo or paper. The type is found in the content; location data is removed. Name the id in a report or an action.',
  tags: ['Attachments'],
  security: signedIn,
  middleware: [...forCallerWithBody, uploadLimit],
  parameters: actingHeaders,
  request: {
    body: { required: true, content: { 'multipart/form-data': { schema: form } } },
  },
  responses: {
    201: createdAnswer(AttachmentAnswer, 'What was kept.', {
      id: '0199c3f1-77aa-7d02-8f3e-2b6c9e1f0a4d',
      type: 'image/jpeg',
      size: 183_204,
      takenAt: '2026-11-23T01:12:40Z',
    }),
    ...refusals(
      'bad-request',
      'too-large',
      'unsupported-media-type',
      'attachment/type-not-accepted',
      'attachment/unreadable',
      'validation',
      'idempotency/key-invalid',
      'idempotency/key-reused',
    ),
  },
});

export function mountCreateAttachment(app: Api): void {
  mount(app, createAttachmentRoute, async (c) => {
    const key = idempotencyKeyOf(c);
    const answer = await createAttachment(c.var.context, { bytes: (await readForm(c)).file }, key);
    markReplay(c, answer);
    c.header('Location', `/v1/attachments/${answer.body.id}`);
    return c.json(answer.body, 201);
  });
}
