import { z } from 'zod';
import { durationUnits, Instant, InstantInput, wholeNumber } from '../values.ts';

export const CalendarDueInput = z.strictObject({
  start: InstantInput.meta({ description: 'When the budget starts.', examples: ['2026-02-13T16:30:00+08:00'] }),
  value: wholeNumber(1, 1_000_000_000).meta({ description: 'How many of the unit.', examples: [4] }),
  unit: z.enum(durationUnits).meta({
    description:
      'Plain time (`days` end at 24:00 and move off days of rest), or `working_*`: office time of the tenant.',
    examples: ['working_hours'],
  }),
});
export type CalendarDueInput = z.infer<typeof CalendarDueInput>;

const date = z.string().meta({ format: 'date', examples: ['2026-02-14'] });
const text = z.string().meta({ description: 'The step in words, in the reader’s language.' });
const named = { date, title: z.string(), source: z.string(), provisional: z.boolean(), text };

export const TraceEntry = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('start'), at: Instant, date, text }),
    z.strictObject({ kind: z.literal('first_day'), date, text }),
    z.strictObject({
      kind: z.literal('closed'),
      date,
      reason: z.enum(['weekend', 'no_hours', 'before_opening', 'break', 'after_closing']),
      text,
    }),
    z.strictObject({ kind: z.literal('day_off'), ...named }),
    z.strictObject({ kind: z.literal('worked_weekend'), ...named }),
    z.strictObject({ kind: z.literal('spent'), date, from: Instant, to: Instant, seconds: z.number(), text }),
    z.strictObject({ kind: z.literal('counted_day'), date, n: z.number().int(), text }),
    z.strictObject({
      kind: z.literal('run'),
      from: date,
      until: date,
      days: z.number().int(),
      seconds: z.number(),
      text,
    }),
    z.strictObject({
      kind: z.literal('moved'),
      from: date,
      to: date,
      why: z.enum(['weekend', 'no_hours', 'day_off']),
      text,
    }),
    z.strictObject({
      kind: z.literal('horizon'),
      date,
      side: z.enum(['before', 'after']),
      coveredFrom: date,
      coveredUntil: date,
      text,
    }),
    z.strictObject({ kind: z.literal('due'), at: Instant, text }),
  ])
  .meta({ id: 'CalendarTraceEntry', description: 'One step of how a deadline was reached.' });
export type TraceEntry = z.infer<typeof TraceEntry>;

export const CalendarDueAnswer = z
  .strictObject({
    dueAt: Instant,
    provisional: z
      .boolean()
      .meta({ description: 'A day was counted that the calendar does not cover, so it may still change.' }),
    trace: z.array(TraceEntry),
  })
  .meta({ id: 'CalendarDue', description: 'When a budget is used up, and how that was reached.' });
export type CalendarDueAnswer = z.infer<typeof CalendarDueAnswer>;
