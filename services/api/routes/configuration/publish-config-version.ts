import { createRoute } from '@hono/zod-openapi';
import { publishConfigVersion } from '#services/domain/configuration/publish-config-version.ts';
import { ConfigVersion, PublishConfigVersionBody } from '#services/domain/configuration/schema.ts';
import type { Api } from '../../environment.ts';
import { idempotencyKeyOf, markReplay } from '../../idempotency-key.ts';
import {
  actingAnswer,
  actingHeaders,
  forCallerWithJson,
  jsonInput,
  mount,
  refusals,
  signedIn,
} from '../../operation.ts';
import { versionExample } from './examples.ts';
import { VersionParams } from './params.ts';

export const publishConfigVersionRoute = createRoute({
  method: 'post',
  path: '/v1/config/versions/{version}/publish',
  operationId: 'publishConfigVersion',
  summary: 'Publish a version',
  description:
    'New cases use the version from that instant on; running ones keep theirs, but follow its calendar and org chart. An earlier version is published again to go back to it. Publishing for a layer above gives each child a candidate.',
  tags: ['Configuration'],
  security: signedIn,
  middleware: forCallerWithJson,
  parameters: actingHeaders,
  request: {
    params: VersionParams,
    body: jsonInput(PublishConfigVersionBody, {
      now: { summary: 'At once', value: {} },
      later: { summary: 'From the first of the month', value: { from: '2026-12-01T00:00:00+08:00' } },
    }),
  },
  responses: {
    200: actingAnswer(ConfigVersion, 'The version as it is published.', versionExample),
    ...refusals(
      'bad-request',
      'too-large',
      'unsupported-media-type',
      'not-found',
      'validation',
      'config/has-faults',
      'idempotency/key-invalid',
      'idempotency/key-reused',
    ),
  },
});

export function mountPublishConfigVersion(app: Api): void {
  mount(app, publishConfigVersionRoute, async (c) => {
    const input = { ...c.req.valid('json'), ...c.req.valid('param') };
    const answer = await publishConfigVersion(c.var.context, input, idempotencyKeyOf(c));
    markReplay(c, answer);
    return c.json(answer.body, 200);
  });
}
