import { createRoute } from '@hono/zod-openapi';
import { getConfigVersion } from '#services/domain/configuration/read-versions.ts';
import { ConfigVersion } from '#services/domain/configuration/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';
import { versionExample } from './examples.ts';
import { VersionParams } from './params.ts';

export const getConfigVersionRoute = createRoute({
  method: 'get',
  path: '/v1/config/versions/{version}',
  operationId: 'getConfigVersion',
  summary: 'Read a version',
  description: 'What a version stands on, who wrote it and why, and from when it is in force.',
  tags: ['Configuration'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: { params: VersionParams },
  responses: { 200: answer(ConfigVersion, 'The version.', versionExample), ...refusals('not-found') },
});

export function mountGetConfigVersion(app: Api): void {
  mount(app, getConfigVersionRoute, async (c) =>
    c.json(await getConfigVersion(c.var.context, c.req.valid('param')), 200),
  );
}
