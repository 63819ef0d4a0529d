import { createRoute, z } from '@hono/zod-openapi';
import type { Api } from '../../environment.ts';
import { openApiDocument } from '../../openapi.ts';
import { mount, problemResponses } from '../../operation.ts';

export const openApiRoute = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'openapi',
  summary: 'This description',
  description: 'OpenAPI 3.1, of the release that answers.',
  tags: ['System'],
  security: [],
  responses: {
    200: {
      description: 'The OpenAPI document.',
      content: {
        'application/json': { schema: z.looseObject({ openapi: z.string() }), example: { openapi: '3.1.0' } },
      },
    },
    ...problemResponses(['method-not-allowed', 'internal']),
  },
});

export function mountOpenApi(app: Api): void {
  let document: ReturnType<typeof openApiDocument> | undefined;
  mount(app, openApiRoute, (c) => {
    // The document is JSON throughout; its type has optional members that the framework's does not take.
    document ??= openApiDocument(app);
    return c.json(document as unknown as { openapi: string }, 200, { 'Cache-Control': 'no-cache' });
  });
}
