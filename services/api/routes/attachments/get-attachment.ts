import { createRoute, z } from '@hono/zod-openapi';
import { getAttachment } from '#services/domain/attachments/get-attachment.ts';
import { attachmentTypes } from '#services/domain/attachments/schema.ts';
import { AttachmentId } from '#services/domain/cases/schema.ts';
import type { Api } from '../../environment.ts';
import { callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';

const binary = { schema: { type: 'string' as const, format: 'binary' } };

export const getAttachmentRoute = createRoute({
  method: 'get',
  path: '/v1/attachments/{attachmentId}',
  operationId: 'getAttachment',
  summary: 'Download a file',
  description: 'For whoever uploaded it and whoever sees a case that shows it.',
  tags: ['Attachments'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: {
    params: z.strictObject({ attachmentId: AttachmentId }),
    query: z.strictObject({
      thumbnail: z
        .enum(['', 'true', 'false'])
        .transform((text) => text !== 'false')
        .meta({ type: 'boolean', description: 'A small WebP of a picture instead of the file.', examples: [true] })
        .optional(),
    }),
  },
  responses: {
    200: { description: 'The file.', content: Object.fromEntries(attachmentTypes.map((type) => [type, binary])) },
    304: { description: 'The file that `If-None-Match` names is still the same.' },
    ...refusals('not-found', 'validation'),
  },
});

export function mountGetAttachment(app: Api): void {
  mount(app, getAttachmentRoute, async (c) => {
    const { thumbnail } = c.req.valid('query');
    const file = await getAttachment(c.var.context, c.req.valid('param').attachmentId, { thumbnail });
    const etag = `"${file.sha256}${thumbnail ? '-thumbnail' : ''}"`;
    c.header('ETag', etag);
    // May be kept by the caller's browser, but asked for again each time: sight of a case can end.
    c.header('Cache-Control', 'private, no-cache');
    if (c.req.header('if-none-match') === etag) return c.body(null, 304);
    // Whatever a file pretends to be, opened by itself it may load and run nothing.
    c.header('Content-Security-Policy', "default-src 'none'; sandbox");
    c.header('Content-Type', file.type);
    return c.body(Uint8Array.from(file.bytes), 200);
  });
}
