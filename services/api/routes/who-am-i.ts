import { createRoute } from '@hono/zod-openapi';
import { Me } from '#services/domain/people/schema.ts';
import { whoAmI } from '#services/domain/people/who-am-i.ts';
import type { Api } from '../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../operation.ts';

export const whoAmIRoute = createRoute({
  method: 'get',
  path: '/v1/me',
  operationId: 'whoAmI',
  summary: 'Who I am',
  description: 'The caller’s account, tenant, posts of today, and what they permit.',
  tags: ['Account'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  responses: {
    200: answer(Me, 'The caller.', {
      id: 'demo/centre',
      kind: 'person',
      name: '李明',
      tenant: { code: 'demo', title: '示例县', kind: 'county', trial: true },
      posts: [{ role: 'centre', unit: null, title: null }],
      may: ['case.report', 'case.read', 'case.submit_action', 'attachment.create', 'case.reveal', 'case.simulate'],
    }),
    ...refusals(),
  },
});

export function mountWhoAmI(app: Api): void {
  mount(app, whoAmIRoute, async (c) => c.json(await whoAmI(c.var.context), 200));
}
