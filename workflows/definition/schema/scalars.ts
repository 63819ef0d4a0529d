import { z } from 'zod';

import type { Budget, DurationUnit } from '../calendar.ts';
import type { TrackRole, Urgency } from '../compiled-process.ts';
import { isBlank, lengthOf, lineFault, proseFault, tidyLine, tidyProse } from '../../text/plain-text.ts';

/**
 * What every field of the language carries, for the person who edits the YAML: hover and reference show both languages.
 * A message of a schema here is the code of a fault; `services/config` turns it into words with place and remedy.
 */
export function about(description: string, zh: string, ...examples: unknown[]) {
  return examples.length > 0 ? { description, zh, examples } : { description, zh };
}

export const urgencies = ['emergency', 'urgent', 'normal', 'long_term'] as const satisfies readonly Urgency[];
export const trackRoles = ['lead', 'assist'] as const satisfies readonly TrackRole[];
export const reporterTypes = [
  'street',
  'grid_worker',
  'resident',
  'party_deputy',
  'peoples_deputy',
  'cppcc_member',
  'department',
  'system',
] as const;
export const channels = ['app', 'grid_app', 'hotline', 'window', 'camera', 'sensor', 'api', 'deputy'] as const;
export const durationUnits = [
  'seconds',
  'minutes',
  'hours',
  'days',
  'working_seconds',
  'working_minutes',
  'working_hours',
  'working_days',
] as const satisfies readonly DurationUnit[];

export const Code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'value/code')
  .meta(
    about(
      'A short name that others refer to: letters, digits, `-`, `_`. Digits alone go in quotes.',
      '代码，供别处引用：字母、数字、- 和 _；全是数字的要加引号',
    ),
  );

/** Text as people write it: tidied, and a fault where it shows nothing, breaks a line that must not break, or is too long. */
function written(most: number, { tidy, faultOf }: { tidy: typeof tidyLine; faultOf: typeof lineFault }) {
  return z
    .string()
    .overwrite(tidy)
    .check((ctx) => {
      const fault = faultOf(ctx.value);
      const say = (message: string) => ctx.issues.push({ code: 'custom', message, input: ctx.value });
      if (isBlank(ctx.value)) say('value/empty');
      else if (fault !== null) say(fault === 'line_break' ? 'value/one-line' : 'value/unreadable-character');
      else if (lengthOf(ctx.value) > most) say('value/too-long');
    })
    .meta({ minLength: 1, maxLength: most });
}

export const Title = written(200, { tidy: tidyLine, faultOf: lineFault }).meta(
  about('What people read.', '给人看的名称'),
);

export const Note = written(1000, { tidy: tidyProse, faultOf: proseFault });

const durationPattern = new RegExp(`^([1-9]\\d{0,5}) (${durationUnits.join('|')})$`);

export const Duration = z
  .string()
  .regex(durationPattern, 'value/duration')
  .transform(toBudget)
  .meta(
    about(
      'A whole number and its unit. `hours` run day and night; `working_hours` and `working_days` count office time only.',
      '时长，数字加单位。hours 是连续小时，含夜间和节假日；working_hours、working_days 只算上班时间',
      '2 hours',
      '4 working_hours',
      '3 working_days',
    ),
  );

/** Reads `2 working_hours`; the text must fit `Duration`. */
export function toBudget(text: string): Budget {
  const [value, unit] = text.split(' ') as [string, DurationUnit];
  return { value: Number(value), unit };
}

export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'value/date', abort: true })
  .refine(isDay, 'value/date')
  .meta(about('A day, year-month-day.', '日期，年-月-日', '2026-02-17'));

const mostDays = 366;

/** One day, or `first..last` with both included. */
export const Days = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(\.\.\d{4}-\d{2}-\d{2})?$/, { error: 'value/days', abort: true })
  .refine((text) => text.split('..').every(isDay), { error: 'value/days', abort: true })
  .refine((text) => lengthInDays(text) > 0, { error: 'value/days-order', abort: true })
  .refine((text) => lengthInDays(text) <= mostDays, 'value/days')
  .meta(about('A day, or the first and the last of several.', '一天，或首尾两天', '2026-10-01..2026-10-07'));

function lengthInDays(text: string): number {
  const [first = '', last = first] = text.split('..');
  return (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
}

function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

export const DayOfYear = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: 'value/day-of-year', abort: true })
  .refine((text) => isDay(`2024-${text}`), 'value/day-of-year')
  .meta(about('A day of any year, month-day.', '每年的某一天，月-日', '10-25'));

export const Span = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'value/span', abort: true })
  .refine((text) => text.slice(0, 5) < text.slice(6), 'value/span-order')
  .transform((text) => ({ from: text.slice(0, 5), to: text.slice(6) }))
  .meta(about('Opening and closing time of one stretch of a day.', '一段上班时间，开始-结束', '08:00-12:00'));

export const LocalTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} (([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'value/local-time', abort: true })
  .refine((text) => isDay(text.slice(0, 10)), 'value/local-time')
  .meta(about("A moment on the tenant's own clock.", '当地时间，年-月-日 时:分', '2026-02-17 23:30'));

/** One, or a list of several. */
export function oneOrMore<T extends z.ZodType<unknown, unknown>>(one: T) {
  return z.union([one, z.array(one)]).transform((value): z.output<T>[] => (Array.isArray(value) ? value : [value]));
}
