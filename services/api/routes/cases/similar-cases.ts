import { createRoute } from '@hono/zod-openapi';
import { SimilarCases, SimilarCasesInput } from '#services/domain/cases/follow.schema.ts';
import { similarCases } from '#services/domain/cases/similar-cases.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCallerWithJson, jsonInput, mount, refusals, signedIn } from '../../operation.ts';
import { similarExample } from '../examples.ts';

export const similarCasesRoute = createRoute({
  method: 'post',
  path: '/v1/cases/similar',
  operationId: 'similarCases',
  summary: 'Ask whether it is known already',
  description:
    'Before reporting: open cases nearby that may be the same matter, as near and as fresh as their item says (`same_within`). Nothing personal is told. Who is told of a case may follow it instead of reporting again.',
  tags: ['Cases'],
  security: signedIn,
  middleware: forCallerWithJson,
  parameters: callerHeaders,
  request: {
    body: jsonInput(SimilarCasesInput, {
      stalls: {
        summary: 'Stalls at this corner',
        value: { item: 'E03', location: { lon: 126.0432, lat: 42.6851 } },
      },
      unclassified: {
        summary: 'Anything at this corner',
        value: { location: { lon: 126.0432, lat: 42.6851 } },
      },
    }),
  },
  responses: {
    200: answer(SimilarCases, 'Nearest first.', { data: [similarExample] }),
    ...refusals('bad-request', 'too-large', 'unsupported-media-type', 'validation'),
  },
});

export function mountSimilarCases(app: Api): void {
  mount(app, similarCasesRoute, async (c) => c.json(await similarCases(c.var.context, c.req.valid('json')), 200));
}
