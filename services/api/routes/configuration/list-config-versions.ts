import { createRoute } from '@hono/zod-openapi';
import { listConfigVersions } from '#services/domain/configuration/read-versions.ts';
import { ConfigVersionList, ListConfigVersionsQuery } from '#services/domain/configuration/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';
import { versionExample } from './examples.ts';

export const listConfigVersionsRoute = createRoute({
  method: 'get',
  path: '/v1/config/versions',
  operationId: 'listConfigVersions',
  summary: 'List versions',
  description:
    'Every version of the tenant’s bundle, candidates for a version of the layer above included, newest first.',
  tags: ['Configuration'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: { query: ListConfigVersionsQuery },
  responses: {
    200: answer(ConfigVersionList, 'A page of versions.', { data: [versionExample], nextCursor: null }),
    ...refusals('validation'),
  },
});

export function mountListConfigVersions(app: Api): void {
  mount(app, listConfigVersionsRoute, async (c) =>
    c.json(await listConfigVersions(c.var.context, c.req.valid('query')), 200),
  );
}
