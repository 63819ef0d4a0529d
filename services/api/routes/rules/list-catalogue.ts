import { createRoute } from '@hono/zod-openapi';
import { listCatalogue } from '#services/domain/catalogue/list-catalogue.ts';
import { CatalogueList, ListCatalogueInput } from '#services/domain/catalogue/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';

export const listCatalogueRoute = createRoute({
  method: 'get',
  path: '/v1/catalogue',
  operationId: 'listCatalogue',
  summary: 'The catalogue of items',
  description:
    'The items that a report on a day would choose from: who leads, within what, and what evidence is asked for; all of them unless `limit` is given.',
  tags: ['Rules'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: { query: ListCatalogueInput },
  responses: {
    200: answer(CatalogueList, 'The items of the edition in force.', {
      edition: { edition: 1, code: 'first', title: '第一批事项', from: '2026-01-01' },
      data: [
        {
          code: 'E03',
          title: '占道经营',
          titleEn: 'Street trading on public ways',
          category: 'city.order',
          urgency: 'urgent',
          limit: { value: 4, unit: 'working_hours' },
          lead: { unit: 'chengguan', title: '城管执法局' },
          assist: [],
          visit: 'needed',
          fileWhen: null,
          doneWhen: null,
          ask: null,
          evidence: { report: ['photo'], submit: ['photo'] },
          variants: [],
          example: true,
        },
      ],
      nextCursor: null,
    }),
    ...refusals('validation'),
  },
});

export function mountListCatalogue(app: Api): void {
  mount(app, listCatalogueRoute, async (c) => c.json(await listCatalogue(c.var.context, c.req.valid('query')), 200));
}
