import { describe, expect, test } from 'vitest';
import { aTenant } from '../testing.ts';
import { calendarDue } from './calendar-due.ts';
import { CalendarDueAnswer, CalendarDueInput } from './schema.ts';

const shared = aTenant();
const due = async (start: string, value: number, unit: string, locale: 'zh' | 'en' = 'en') => {
  const input = CalendarDueInput.parse({ start: `${start}+08:00`, value: String(value), unit });
  const answer = await calendarDue(await (await shared).person('resident', { locale }), input);
  return CalendarDueAnswer.parse(answer);
};

describe('when a budget is used up', () => {
  test.each([
    [5, 'days', '2026-03-02T10:00:00', '2026-03-10T00:00:00'],
    [4, 'working_hours', '2026-02-13T16:30:00', '2026-02-14T10:30:00'],
    [3, 'working_days', '2026-02-13T16:30:00', '2026-02-25T18:00:00'],
    [2, 'hours', '2026-02-17T23:30:00', '2026-02-18T01:30:00'],
    [5, 'working_days', '2026-09-30T10:00:00', '2026-10-13T18:00:00'],
    [4, 'working_hours', '2026-09-30T17:00:00', '2026-10-08T11:00:00'],
    [8, 'working_hours', '2026-05-08T12:30:00', '2026-05-09T12:00:00'],
    [1, 'working_days', '2026-10-10T19:00:00', '2026-10-12T18:00:00'],
  ])('%i %s from %s is %s (check values of the rules)', async (value, unit, start, expected) => {
    const { dueAt, provisional } = await due(start, value, unit);
    expect([Date.parse(dueAt), provisional]).toEqual([Date.parse(`${expected}+08:00`), false]);
  });

  test('is told step by step, in the reader’s language', async () => {
    const { trace } = await due('2026-02-13T16:30:00', 4, 'working_hours');
    expect(trace.map((step) => step.text)).toEqual([
      'starts 2026-02-13 16:30',
      '2026-02-13 16:30–18:00, 1 h 30 min',
      expect.stringMatching(/^2026-02-14 worked: /),
      '2026-02-14 08:00–10:30, 2 h 30 min',
      'due 2026-02-14 10:30',
    ]);
    const inChinese = (await due('2026-02-13T16:30:00', 4, 'working_hours', 'zh')).trace;
    expect(inChinese.at(1)?.text).toBe('2026-02-13 16:30–18:00，计 1 小时 30 分');
  });

  test('every kind of step has words in both languages', async () => {
    const kinds = new Set<string>();
    for (const locale of ['en', 'zh'] as const)
      for (const [start, value, unit] of [
        ['2026-02-13T12:30:00', 3, 'working_hours'],
        ['2026-03-02T10:00:00', 5, 'days'],
        ['2026-09-30T17:00:00', 200, 'working_days'],
      ] as const)
        for (const step of (await due(start, value, unit, locale)).trace) {
          kinds.add(step.kind);
          expect(step.text).not.toMatch(/undefined|NaN/);
        }
    expect([...kinds].sort()).toEqual([
      ...['closed', 'counted_day', 'day_off', 'due', 'first_day', 'horizon'],
      ...['moved', 'run', 'spent', 'start', 'worked_weekend'],
    ]);
  });

  test('beyond what the calendar covers is provisional', async () => {
    expect((await due('2027-03-01T10:00:00', 3, 'working_days')).provisional).toBe(true);
  });

  test('too far away is refused with the place of the fault', async () => {
    await expect(due('2026-03-02T10:00:00', 1_000_000_000, 'working_days')).rejects.toMatchObject({
      code: 'validation',
      extra: { errors: [{ pointer: '/value', in: 'query' }] },
    });
  });
});
