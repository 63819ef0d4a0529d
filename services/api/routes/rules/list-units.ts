import { createRoute } from '@hono/zod-openapi';
import { listUnits } from '#services/domain/units/list-units.ts';
import { ListUnitsInput, UnitList } from '#services/domain/units/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';

export const listUnitsRoute = createRoute({
  method: 'get',
  path: '/v1/units',
  operationId: 'listUnits',
  summary: 'The org chart',
  description:
    'Every unit of the tenant as it stands on a day, with the names it goes by and the unit above it; all of them unless `limit` is given.',
  tags: ['Rules'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: { query: ListUnitsInput },
  responses: {
    200: answer(UnitList, 'The units.', {
      data: [
        {
          code: 'dongfeng-xinggong',
          title: '兴工社区',
          aliases: [],
          kind: 'community',
          level: 'community',
          levelTitle: '社区',
          parent: 'dongfeng',
        },
      ],
      nextCursor: null,
    }),
    ...refusals('validation'),
  },
});

export function mountListUnits(app: Api): void {
  mount(app, listUnitsRoute, async (c) => c.json(await listUnits(c.var.context, c.req.valid('query')), 200));
}
