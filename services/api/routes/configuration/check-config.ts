import { createRoute } from '@hono/zod-openapi';
import { checkConfig } from '#services/domain/configuration/check-config.ts';
import { CheckConfigInput, ConfigCheck } from '#services/domain/configuration/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, jsonInput, mount, refusals, signedIn } from '../../operation.ts';
import { faultExample } from '../../problem-document.ts';
import { filesExample, forCallerWithBundle } from './bundle-body.ts';

export const checkConfigRoute = createRoute({
  method: 'post',
  path: '/v1/config/check',
  operationId: 'checkConfig',
  summary: 'Check a bundle',
  description:
    'Compiles the tenant’s own files on top of what it inherits and runs its tests. Answers every fault at once, like a compiler. Writes nothing.',
  tags: ['Configuration'],
  security: signedIn,
  middleware: forCallerWithBundle,
  parameters: callerHeaders,
  request: {
    body: jsonInput(CheckConfigInput, { files: { summary: 'A bundle', value: { files: filesExample } } }),
  },
  responses: {
    200: answer(ConfigCheck, 'Whether it is sound, and every fault.', { ok: false, faults: [faultExample], more: 0 }),
    ...refusals('bad-request', 'too-large', 'unsupported-media-type', 'validation'),
  },
});

export function mountCheckConfig(app: Api): void {
  mount(app, checkConfigRoute, async (c) => c.json(await checkConfig(c.var.context, c.req.valid('json')), 200));
}
