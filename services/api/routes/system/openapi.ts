import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Api } from '../../environment.ts';
import { throttleAddress } from '../../middleware/rate-limit.ts';
import { openApiDocument } from '../../openapi.ts';
import { problemResponses } from '../../operation.ts';

export const openApiRoute = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'openapi',
  summary: 'This description',
  description: 'OpenAPI 3.1, of the release that answers.',
  tags: ['System'],
  security: [],
  middleware: [throttleAddress],
  responses: {
    200: {
      description: 'The OpenAPI document.',
      content: {
        'application/json': { schema: z.looseObject({ openapi: z.string() }), example: { openapi: '3.1.0' } },
      },
    },
    304: { description: 'The document that `If-None-Match` names is still the same.' },
    ...problemResponses(['method-not-allowed', 'rate-limited', 'internal']),
  },
});

export function mountOpenApi(app: Api): void {
  let made: { bytes: Uint8Array<ArrayBuffer>; etag: string } | undefined;
  app.openapi(openApiRoute, (c) => {
    made ??= asBytes(openApiDocument(app));
    c.header('ETag', made.etag);
    c.header('Cache-Control', 'no-cache');
    if (c.req.header('if-none-match') === made.etag) return c.body(null, 304) as never;
    // The bytes are what the route says; its type knows values only.
    return c.body(made.bytes, 200, { 'Content-Type': 'application/json' }) as never;
  });
}

/** The document is large and the same for everybody: it is written once. */
function asBytes(document: unknown) {
  const bytes = Uint8Array.from(Buffer.from(JSON.stringify(document)));
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}
