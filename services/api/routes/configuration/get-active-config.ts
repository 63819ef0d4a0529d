import { createRoute } from '@hono/zod-openapi';
import { getActiveConfig } from '#services/domain/configuration/read-versions.ts';
import { ConfigVersion } from '#services/domain/configuration/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';
import { versionExample } from './examples.ts';

export const getActiveConfigRoute = createRoute({
  method: 'get',
  path: '/v1/config/active',
  operationId: 'getActiveConfig',
  summary: 'Read the version in force',
  description: 'The version that new cases use now.',
  tags: ['Configuration'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  responses: {
    200: answer(ConfigVersion, 'The version in force.', { ...versionExample, active: true }),
    ...refusals(),
  },
});

export function mountGetActiveConfig(app: Api): void {
  mount(app, getActiveConfigRoute, async (c) => c.json(await getActiveConfig(c.var.context), 200));
}
