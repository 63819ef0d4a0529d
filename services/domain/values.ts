import { z } from 'zod';
import { isDate, parseInstant } from '#workflows/engine/worktime/instant.ts';
import type { Text } from './problem.ts';

/** The values that inputs and answers share. What zod cannot say by itself is said here in both languages. */

/** Adds a fault with our own words; the place is the value itself unless a path below it is given. */
export function addFault(ctx: z.core.ParsePayload, text: Text, path: PropertyKey[] = []): void {
  ctx.issues.push({ code: 'custom', params: { text }, path, input: ctx.value });
}

const counted = (text: string) => [...text].length;

/** Text measured in characters as people count them: one emoji or rare hanzi is one (JSON Schema counts the same way). */
export function characters(min: number, max: number) {
  return z
    .string()
    .check((ctx) => {
      // No text has fewer characters than half its code units, so most need no counting.
      const isClear = ctx.value.length >= 2 * min && ctx.value.length <= max;
      const length = isClear ? ctx.value.length : counted(ctx.value);
      const size = { origin: 'string' as const, inclusive: true, input: ctx.value };
      if (length < min || (min > 0 && ctx.value.trim() === ''))
        ctx.issues.push({ code: 'too_small', minimum: min, ...size });
      else if (length > max) ctx.issues.push({ code: 'too_big', maximum: max, ...size });
    })
    .meta({ minLength: min, maxLength: max });
}

/** An instant as it comes in: any offset. Kept as text; parseInstant makes it milliseconds. */
export const InstantInput = z
  .string()
  .check((ctx) => {
    const at = parseInstant(ctx.value);
    const example = '2026-11-23T09:00:00+08:00';
    if (at === null)
      addFault(ctx, {
        en: `Not an instant. Write date, time and offset, for example ${example}.`,
        zh: `不是有效的时刻。请写明日期、时间和时区，例如 ${example}。`,
      });
    else if (at < Date.UTC(1970, 0) || at >= Date.UTC(2200, 0))
      addFault(ctx, { en: 'Must lie between 1970 and 2199.', zh: '须在 1970 年至 2199 年之间。' });
  })
  .meta({ format: 'date-time' });

/** An instant as it goes out: UTC, a fraction only when it is not zero. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/)
  .meta({ format: 'date-time', description: 'RFC 3339, UTC.', examples: ['2026-11-23T01:00:00Z'] });

/** A day in the tenant's zone or an instant. */
export const DateOrInstant = z.string().check((ctx) => {
  if (!isDate(ctx.value) && parseInstant(ctx.value) === null)
    addFault(ctx, {
      en: 'Neither a date (2026-11-23) nor an instant (2026-11-23T09:00:00+08:00).',
      zh: '既不是日期（2026-11-23），也不是时刻（2026-11-23T09:00:00+08:00）。',
    });
});

export const durationUnits = [
  'seconds',
  'minutes',
  'hours',
  'days',
  'working_minutes',
  'working_hours',
  'working_days',
] as const;

export const Budget = z
  .strictObject({
    value: z.number().meta({ description: 'How many of the unit.', examples: [4] }),
    unit: z.enum([...durationUnits, 'working_seconds']).meta({
      description:
        'Plain time, or `working_*`: office time of the tenant. `working_seconds` occurs only in what remains.',
      examples: ['working_hours'],
    }),
  })
  .meta({ description: 'A span of time.' });

export const UnitCode = characters(1, 64).meta({
  description: 'Code of a unit of the org chart.',
  examples: ['chengguan'],
});

export const Uuid = z.guid();

/** The end of a list is `nextCursor: null`. */
export const Cursor = characters(1, 500).meta({ description: '`nextCursor` of the page before.' });

export const Limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(200)
  .meta({ description: 'How many at most.', examples: [50] });

export const NextCursor = z
  .string()
  .nullable()
  .meta({ description: 'Hand it back as `cursor` for the next page; null at the end.', examples: [null] });
