import { z } from 'zod';
import { isDate, parseInstant } from '#workflows/engine/worktime/instant.ts';
import {
  lengthOf,
  lengthSeen,
  lineFault,
  proseFault,
  tidyLine,
  tidyProse,
  type TextFault,
} from '#workflows/text/plain-text.ts';
import { readPhone, readPhoneEnd } from '#workflows/text/phone.ts';
import type { Text } from './problem.ts';

/** The values that inputs and answers share. What zod cannot say by itself is said here in both languages. */

/** Adds a fault with our own words; the place is the value itself unless a path below it is given. */
export function addFault(ctx: z.core.ParsePayload, text: Text, path: PropertyKey[] = []): void {
  ctx.issues.push({ code: 'custom', params: { text }, path, input: ctx.value });
}

/** Why a text is none. Its length is told by whoever says how long it may be. */
export const unfitTexts: Record<TextFault, Text> = {
  blank: { en: 'Only blanks; write what it is.', zh: '只有空白，请填写内容。' },
  line_break: { en: 'One line is wanted here; take the line break out.', zh: '此处只能写一行，请去掉换行。' },
  control_character: { en: 'Has a control character in it; type it again.', zh: '含有控制字符，请重新输入。' },
  half_character: {
    en: 'Contains half a character (an unpaired surrogate); send the whole one.',
    zh: '含有不完整的字符（单独的代理项），请发送完整字符。',
  },
};

/** Tidied as it comes in; at least `min` characters that can be seen, at most `max` of any kind. */
function written(min: number, max: number, { tidy, faultOf }: { tidy: typeof tidyLine; faultOf: typeof lineFault }) {
  return z
    .string()
    .overwrite(tidy)
    .check((ctx) => {
      const { value: input } = ctx;
      const [length, visible, fault] = [lengthOf(input), lengthSeen(input), faultOf(input)];
      if (visible === 0 && min > 0) addFault(ctx, unfitTexts.blank);
      else if (fault !== null) addFault(ctx, unfitTexts[fault]);
      else if (visible < min)
        addFault(ctx, {
          en: `Too short: ${visible} characters, at least ${min}.`,
          zh: `太短：${visible} 个字符，至少 ${min} 个。`,
        });
      else if (length > max)
        ctx.issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input });
    })
    .meta({ minLength: min, maxLength: max });
}

const [firstYear, lastYear] = [1970, 2199];

/** By a date's or an instant's first four characters. Before and after, clocks, calendars and PostgreSQL's texts mean other things. */
export const isKnownYear = (text: string) =>
  Number(text.slice(0, 4)) >= firstYear && Number(text.slice(0, 4)) <= lastYear;

function requireKnownYear(ctx: z.core.ParsePayload<string>): void {
  if (!isKnownYear(ctx.value))
    addFault(ctx, {
      en: `Must lie between ${firstYear} and ${lastYear}.`,
      zh: `须在 ${firstYear} 年至 ${lastYear} 年之间。`,
    });
}

/** One line of text: a name, a title, a code. */
export function characters(min: number, max: number) {
  return written(min, max, { tidy: tidyLine, faultOf: lineFault });
}

/** Text that may have several lines. */
export function prose(min: number, max: number) {
  return written(min, max, { tidy: tidyProse, faultOf: proseFault });
}

/** A telephone number as people write it; kept as written, `readPhone` says what was meant. */
export const PhoneInput = z
  .string()
  .overwrite(tidyLine)
  .check((ctx) => {
    if (readPhone(ctx.value) === null)
      addFault(ctx, {
        en: 'Not a telephone number. Write it with its area code, for example 13844510012, 0435-8220110 or 0435-8220110 ext. 806.',
        zh: '不是有效的电话号码。固定电话请写区号，例如 13844510012、0435-8220110 或 0435-8220110转806。',
      });
  })
  .meta({ minLength: 3, maxLength: 60 });

/** A telephone number that is looked for: written in any way, or its end. */
export const PhoneSought = z
  .string()
  .overwrite(tidyLine)
  .check((ctx) => {
    if (readPhone(ctx.value) === null && readPhoneEnd(ctx.value) === null)
      addFault(ctx, {
        en: 'Neither a telephone number (13844510012, 0435-8220110) nor its last 4 digits.',
        zh: '既不是电话号码（13844510012、0435-8220110），也不是号码的后 4 位。',
      });
  })
  .meta({ minLength: 3, maxLength: 60 });

/** An instant as it comes in: any offset. Kept as text; parseInstant makes it milliseconds. */
export const InstantInput = z
  .string()
  .check((ctx) => {
    const example = '2026-11-23T09:00:00+08:00';
    if (parseInstant(ctx.value) !== null) requireKnownYear(ctx);
    else
      addFault(ctx, {
        en: `Not an instant. Write date, time and offset, for example ${example}.`,
        zh: `不是有效的时刻。请写明日期、时间和时区，例如 ${example}。`,
      });
  })
  .meta({ format: 'date-time' });

/** An instant as it goes out: UTC, a fraction only when it is not zero. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/)
  .meta({ format: 'date-time', description: 'RFC 3339, UTC.', examples: ['2026-11-23T01:00:00Z'] });

/** A day in the tenant's zone or an instant. */
export const DateOrInstant = z.string().check((ctx) => {
  if (isDate(ctx.value) || parseInstant(ctx.value) !== null) requireKnownYear(ctx);
  else
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

/** What PostgreSQL keeps as `integer`, counted from 0. */
export const Count = z.number().int().min(0).max(2_147_483_647);

/** A whole number in a query, where everything is text: the digits 0 to 9 and nothing else, so that `0x10` and `1e3` are no numbers. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .check((ctx) => {
      if (!/^\d{1,16}$/.test(ctx.value) || Number(ctx.value) < min || Number(ctx.value) > max)
        addFault(ctx, {
          en: `Must be a whole number from ${min} to ${max}, written with the digits 0 to 9.`,
          zh: `须为 ${min} 至 ${max} 的整数，以数字 0 至 9 书写。`,
        });
    })
    .transform(Number)
    .meta({ type: 'integer', minimum: min, maximum: max });
}

export const Limit = wholeNumber(1, 200).meta({ description: 'How many at most.', examples: [50] });

export const NextCursor = z
  .string()
  .nullable()
  .meta({ description: 'Hand it back as `cursor` for the next page; null at the end.', examples: [null] });
