import { createRoute, z } from '@hono/zod-openapi';
import { getAttachment } from '#services/domain/attachments/get-attachment.ts';
import { attachmentTypes } from '#services/domain/attachments/schema.ts';
import { AttachmentId } from '#services/domain/cases/schema.ts';
import { Problem } from '#services/domain/problem.ts';
import { byteRange, isHeld } from '../../byte-range.ts';
import type { Api } from '../../environment.ts';
import { callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';

const binary = { schema: { type: 'string' as const, format: 'binary' } };
const file = Object.fromEntries(attachmentTypes.map((type) => [type, binary]));
const text = { type: 'string' as const };

const fileHeaders = {
  ETag: { description: 'Names this version of the file.', schema: text },
  'Accept-Ranges': { description: '`bytes`: a part may be asked for.', schema: text },
  'Content-Disposition': { description: 'A name for it.', schema: text },
};

const rangeHeaders = [
  {
    name: 'Range',
    in: 'header' as const,
    required: false,
    description: 'One part of the file, as players of films ask for it; of several the whole is sent.',
    schema: text,
    example: 'bytes=0-1023',
  },
  {
    name: 'If-Range',
    in: 'header' as const,
    required: false,
    description: 'The `ETag` that the part must be of; of another version the whole is sent.',
    schema: text,
  },
];

export const getAttachmentRoute = createRoute({
  method: 'get',
  path: '/v1/attachments/{attachmentId}',
  operationId: 'getAttachment',
  summary: 'Download a file',
  description: 'For whoever uploaded it and whoever sees a case that shows it. `HEAD` tells type and size.',
  tags: ['Attachments'],
  security: signedIn,
  middleware: forCaller,
  parameters: [...callerHeaders, ...rangeHeaders],
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
    200: { description: 'The file.', headers: fileHeaders, content: file },
    206: {
      description: 'The part of it that `Range` names.',
      headers: { ...fileHeaders, 'Content-Range': { description: 'Which part this is.', schema: text } },
      content: file,
    },
    304: { description: 'The file that `If-None-Match` names is still the same.' },
    ...refusals('not-found', 'range-not-satisfiable', 'validation'),
  },
});

/** `HEAD` comes here too; the framework sends what would come before the body. */
export function mountGetAttachment(app: Api): void {
  mount(app, getAttachmentRoute, async (c) => {
    const { thumbnail } = c.req.valid('query');
    const found = await getAttachment(c.var.context, c.req.valid('param').attachmentId, { thumbnail });
    const { size } = found;
    const etag = `"${found.sha256}${thumbnail ? '-thumbnail' : ''}"`;
    const isHead = c.req.raw.method === 'HEAD';
    const part = isHead
      ? 'whole'
      : byteRange({ range: c.req.header('range'), ifRange: c.req.header('if-range'), etag, size });
    if (part === 'unsatisfiable') c.header('Content-Range', `bytes */${size}`);
    if (part === 'unsatisfiable') throw noSuchPart(size);
    c.header('ETag', etag);
    // May be kept by the caller's browser, but asked for again each time: sight of a case can end.
    c.header('Cache-Control', 'private, no-cache');
    if (isHeld(c.req.header('if-none-match'), etag)) return c.body(null, 304);
    // Whatever a file pretends to be, opened by itself it may load and run nothing.
    c.header('Content-Security-Policy', "default-src 'none'; sandbox");
    c.header('Content-Type', found.type);
    c.header(
      'Content-Disposition',
      `${/^(image|video)/.test(found.type) ? 'inline' : 'attachment'}; filename="${found.name}"`,
    );
    c.header('Accept-Ranges', 'bytes');
    const { first, last } = part === 'whole' ? { first: 0, last: size - 1 } : part;
    c.header('Content-Length', String(last - first + 1));
    if (part !== 'whole') c.header('Content-Range', `bytes ${first}-${last}/${size}`);
    if (isHead) return c.body(null, 200);
    // The types of the web's streams and of Node's differ in nothing that is used.
    const body = (await found.read({ first, last })) as ReadableStream;
    return c.body(body, part === 'whole' ? 200 : 206);
  });
}

function noSuchPart(size: number): Problem {
  return new Problem('range-not-satisfiable', {
    en: `The file has ${size} bytes; the part that “Range” names begins behind its end.`,
    zh: `该文件共 ${size} 字节，Range 所指的部分在文件末尾之后。`,
  });
}
