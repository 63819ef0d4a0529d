import { createRoute } from '@hono/zod-openapi';
import { reportCase } from '#services/domain/cases/report-case.ts';
import { CaseSnapshot, ReportCaseInput } from '#services/domain/cases/schema.ts';
import type { Api } from '../../environment.ts';
import { idempotencyKeyOf, markReplay } from '../../idempotency-key.ts';
import {
  actingHeaders,
  createdAnswer,
  forCallerWithJson,
  jsonInput,
  mount,
  refusals,
  signedIn,
} from '../../operation.ts';
import { snapshotExample } from '../examples.ts';

export const reportCaseRoute = createRoute({
  method: 'post',
  path: '/v1/cases',
  operationId: 'reportCase',
  summary: 'Report a case',
  description:
    'Records the report and answers the case as it now stands, normally already dispatched. A missing photo is flagged, never refused; without an item the centre classifies.',
  tags: ['Cases'],
  security: signedIn,
  middleware: forCallerWithJson,
  parameters: actingHeaders,
  request: {
    body: jsonInput(ReportCaseInput, {
      daily: {
        summary: 'A grid worker reports stalls on a pavement',
        value: {
          process: 'whistle',
          kind: 'daily',
          item: 'E03',
          description: '兴工路口多家摊贩占道经营，非机动车无法通行',
          location: { unit: 'dongfeng-xinggong', address: '兴工路与爱国街交叉口', lon: 126.0432, lat: 42.6851 },
          channel: 'grid_app',
          reporter: { name: '王芳', phone: '13844510012', secret: false },
        },
      },
      unclassified: {
        summary: 'A resident reports something without knowing the item',
        value: {
          description: '楼道里一直有焦糊味，不知道找谁',
          location: { lon: 126.0432, lat: 42.6851 },
          channel: 'app',
        },
      },
    }),
  },
  responses: {
    201: createdAnswer(CaseSnapshot, 'The case as it now stands.', snapshotExample),
    ...refusals(
      'bad-request',
      'too-large',
      'unsupported-media-type',
      'validation',
      'idempotency/key-invalid',
      'idempotency/key-reused',
    ),
  },
});

export function mountReportCase(app: Api): void {
  mount(app, reportCaseRoute, async (c) => {
    const answer = await reportCase(c.var.context, c.req.valid('json'), idempotencyKeyOf(c));
    markReplay(c, answer);
    c.header('Location', `/v1/cases/${answer.body.id}`);
    return c.json(answer.body, 201);
  });
}
