import { createRoute } from '@hono/zod-openapi';
import { createConfigVersion } from '#services/domain/configuration/create-config-version.ts';
import { CreateConfigVersionInput, CreatedConfigVersion } from '#services/domain/configuration/schema.ts';
import type { Api } from '../../environment.ts';
import { idempotencyKeyOf, markReplay } from '../../idempotency-key.ts';
import { actingHeaders, createdAnswer, jsonInput, mount, refusals, signedIn } from '../../operation.ts';
import { filesExample, forCallerWithBundle } from './bundle-body.ts';
import { versionExample } from './examples.ts';

export const createConfigVersionRoute = createRoute({
  method: 'post',
  path: '/v1/config/versions',
  operationId: 'createConfigVersion',
  summary: 'Keep a bundle as a version',
  description:
    'The bundle as a whole, checked as by the check. It becomes the next version, pinned to the versions above that are in force, and changes nothing until it is published.',
  tags: ['Configuration'],
  security: signedIn,
  middleware: forCallerWithBundle,
  parameters: actingHeaders,
  request: {
    body: jsonInput(CreateConfigVersionInput, {
      files: { summary: 'A bundle and why', value: { files: filesExample, note: versionExample.note } },
    }),
  },
  responses: {
    201: createdAnswer(CreatedConfigVersion, 'The version.', {
      version: versionExample.version,
      hash: versionExample.hash,
    }),
    ...refusals(
      'bad-request',
      'too-large',
      'unsupported-media-type',
      'validation',
      'config/has-faults',
      'idempotency/key-invalid',
      'idempotency/key-reused',
    ),
  },
});

export function mountCreateConfigVersion(app: Api): void {
  mount(app, createConfigVersionRoute, async (c) => {
    const made = await createConfigVersion(c.var.context, c.req.valid('json'), idempotencyKeyOf(c));
    markReplay(c, made);
    c.header('Location', made.headers?.['Location']);
    return c.json(made.body, 201);
  });
}
