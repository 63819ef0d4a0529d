import { createRoute } from '@hono/zod-openapi';
import { getConfigFiles } from '#services/domain/configuration/read-versions.ts';
import { ConfigFiles } from '#services/domain/configuration/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';
import { filesExample } from './bundle-body.ts';
import { VersionParams } from './params.ts';

export const getConfigFilesRoute = createRoute({
  method: 'get',
  path: '/v1/config/versions/{version}/files',
  operationId: 'getConfigFiles',
  summary: 'Read the files of a version',
  description: 'The tenant’s own files as they were sent, ready to be changed and sent again.',
  tags: ['Configuration'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: { params: VersionParams },
  responses: {
    200: answer(ConfigFiles, 'The files by their path.', { version: 2, files: filesExample }),
    ...refusals('not-found'),
  },
});

export function mountGetConfigFiles(app: Api): void {
  mount(app, getConfigFilesRoute, async (c) => c.json(await getConfigFiles(c.var.context, c.req.valid('param')), 200));
}
