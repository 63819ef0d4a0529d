import { createRoute } from '@hono/zod-openapi';
import { calendarDue } from '#services/domain/calendar/calendar-due.ts';
import { CalendarDueAnswer, CalendarDueInput } from '#services/domain/calendar/schema.ts';
import type { Api } from '../../environment.ts';
import { answer, callerHeaders, forCaller, mount, refusals, signedIn } from '../../operation.ts';

export const calendarDueRoute = createRoute({
  method: 'get',
  path: '/v1/calendar/due',
  operationId: 'calendarDue',
  summary: 'When a span of time is used up',
  description:
    'Reckons by the tenant’s calendar in force and tells every step: days off, worked weekends, office hours.',
  tags: ['Rules'],
  security: signedIn,
  middleware: forCaller,
  parameters: callerHeaders,
  request: { query: CalendarDueInput },
  responses: {
    200: answer(CalendarDueAnswer, 'The instant, and how it was reached.', {
      dueAt: '2026-11-23T02:00:00Z',
      provisional: false,
      trace: [{ kind: 'due', at: '2026-11-23T02:00:00Z', text: 'due 2026-11-23 10:00' }],
    }),
    ...refusals('validation'),
  },
});

export function mountCalendarDue(app: Api): void {
  mount(app, calendarDueRoute, async (c) => c.json(await calendarDue(c.var.context, c.req.valid('query')), 200));
}
