import { createRoute } from '@hono/zod-openapi';
import { revealReporter } from '#services/domain/cases/reveal-reporter.ts';
import { RevealAnswer, RevealBody } from '#services/domain/cases/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCallerWithJson, jsonInput, mount, refusals, signedIn } from '../../operation.ts';
import { CaseParams } from './params.ts';

export const revealReporterRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{caseId}/reveal',
  operationId: 'revealReporter',
  summary: 'See personal data in full',
  description: 'Answers the full values of what is masked elsewhere. Who saw what and why is kept in the audit log.',
  tags: ['Cases'],
  security: signedIn,
  middleware: forCallerWithJson,
  parameters: callerHeaders,
  request: {
    params: CaseParams,
    body: jsonInput(RevealBody, {
      phone: { summary: 'To call back', value: { fields: ['reporter.phone'], reason: '回访核实现场情况' } },
    }),
  },
  responses: {
    200: answer(RevealAnswer, 'The values asked for.', {
      caseId: '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a',
      reporter: { phone: '13844510012' },
    }),
    ...refusals('bad-request', 'too-large', 'unsupported-media-type', 'not-found', 'validation'),
  },
});

export function mountRevealReporter(app: Api): void {
  mount(app, revealReporterRoute, async (c) => {
    const input = { ...c.req.valid('json'), ...c.req.valid('param') };
    return c.json(await revealReporter(c.var.context, input), 200);
  });
}
