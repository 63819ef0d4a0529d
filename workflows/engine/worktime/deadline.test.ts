import { describe, expect, test } from 'vitest';
import type { Budget, Calendar, DurationUnit } from '../../definition/calendar.ts';
import { addBudget } from './index.ts';
import { at, statutory } from './statutory-calendar.fixture.ts';

const due = (start: string, value: number, unit: DurationUnit, calendar: Calendar = statutory) =>
  addBudget(calendar, at(start), { value, unit });

describe('the check values of the handbook', () => {
  test.each<[string, number, DurationUnit, string]>([
    ['2026-03-02 10:00', 5, 'days', '2026-03-10 00:00'],
    ['2026-02-13 16:30', 4, 'working_hours', '2026-02-14 10:30'],
    ['2026-02-13 16:30', 3, 'working_days', '2026-02-25 18:00'],
    ['2026-02-17 23:30', 2, 'hours', '2026-02-18 01:30'],
    ['2026-09-30 10:00', 5, 'working_days', '2026-10-13 18:00'],
    ['2026-09-30 17:00', 4, 'working_hours', '2026-10-08 11:00'],
    ['2026-05-08 12:30', 8, 'working_hours', '2026-05-09 12:00'],
    ['2026-10-10 19:00', 1, 'working_days', '2026-10-12 18:00'],
  ])('%s + %i %s → %s', (start, value, unit, expected) => {
    expect(due(start, value, unit)).toMatchObject({ dueAt: at(expected), provisional: false });
  });
});

describe('office time', () => {
  test.each<[string, string, number, DurationUnit, string]>([
    ['begins at the next opening when started before it', '2026-03-02 06:00', 1, 'working_hours', '2026-03-02 09:00'],
    ['ends at noon when used up there, not at two', '2026-03-02 10:00', 2, 'working_hours', '2026-03-02 12:00'],
    [
      'starts after the break when started at noon exactly',
      '2026-03-02 12:00',
      1,
      'working_minutes',
      '2026-03-02 14:01',
    ],
    [
      'starts next morning when started at closing exactly',
      '2026-03-02 18:00',
      30,
      'working_minutes',
      '2026-03-03 08:30',
    ],
    ['ends at the evening closing exactly', '2026-03-02 08:00', 8, 'working_hours', '2026-03-02 18:00'],
    ['goes over a weekend', '2026-03-06 17:30', 1, 'working_hours', '2026-03-09 08:30'],
    ['starts on a day of rest at the next opening', '2026-03-07 10:00', 90, 'working_minutes', '2026-03-09 09:30'],
    ['counts seconds', '2026-03-02 11:59:59', 2, 'working_seconds', '2026-03-02 14:00:01'],
    ['keeps milliseconds', '2026-03-02 11:59:59.250', 1, 'working_seconds', '2026-03-02 14:00:00.250'],
  ])('%s', (_, start, value, unit, expected) => {
    expect(due(start, value, unit).dueAt).toBe(at(expected));
  });
});

describe('days', () => {
  test.each<[string, string, number, DurationUnit, string]>([
    [
      'do not count the day of the start, also before opening',
      '2026-03-02 06:00',
      1,
      'working_days',
      '2026-03-03 18:00',
    ],
    ['take a day of rest as the first day', '2026-03-07 10:00', 1, 'working_days', '2026-03-09 18:00'],
    ['count a worked Saturday', '2026-02-27 10:00', 1, 'working_days', '2026-02-28 18:00'],
    ['count calendar days over a weekend', '2026-03-06 23:59', 3, 'days', '2026-03-10 00:00'],
    ['move a last day inside a long holiday to its end', '2026-02-10 10:00', 5, 'days', '2026-02-25 00:00'],
    ['leave a last day on a worked Saturday', '2026-02-26 10:00', 2, 'days', '2026-03-01 00:00'],
    ['start at midnight with the new day', '2026-03-02 00:00', 1, 'days', '2026-03-04 00:00'],
  ])('%s', (_, start, value, unit, expected) => {
    expect(due(start, value, unit).dueAt).toBe(at(expected));
  });

  test('tell the last counted day apart from where it moved', () => {
    expect(due('2026-03-02 10:00', 5, 'days').lastCounted).toBe('2026-03-07');
    expect(due('2026-03-02 10:00', 5, 'working_days').lastCounted).toBeNull();
  });
});

describe('provisional', () => {
  test.each<[string, string, number, DurationUnit, boolean]>([
    ['the last covered day is certain', '2026-12-30 10:00', 1, 'working_days', false],
    ['the day after it is not', '2026-12-31 10:00', 1, 'working_days', true],
    ['office time that ends on the last covered day is certain', '2026-12-31 10:00', 6, 'working_hours', false],
    ['office time that looks past it is not', '2026-12-31 10:00', 7, 'working_hours', true],
    ['plain hours never read the calendar', '2026-12-31 10:00', 48, 'hours', false],
    ['days read it at their last day only', '2026-12-20 10:00', 11, 'days', false],
    ['days that end past it', '2026-12-20 10:00', 12, 'days', true],
    ['before the first covered day', '2024-12-30 10:00', 1, 'working_hours', true],
    ['the first covered day is certain, though nothing before it is', '2024-12-31 18:00', 1, 'working_days', false],
    ['days that begin before it and end within', '2024-12-30 10:00', 4, 'days', false],
  ])('%s', (_, start, value, unit, expected) => {
    expect(due(start, value, unit).provisional).toBe(expected);
  });

  test('is what rests on a provisional day inside the coverage', () => {
    const calendar: Calendar = {
      ...statutory,
      daysOff: [{ date: '2026-03-03', title: '待定', source: 'calendar.yaml:3', provisional: true }],
      daysWorked: [{ date: '2026-03-07', title: '待定', source: 'calendar.yaml:4', provisional: true }],
    };

    expect(due('2026-03-02 17:00', 2, 'working_hours', calendar)).toMatchObject({
      dueAt: at('2026-03-04 09:00'),
      provisional: true,
    });
    expect(due('2026-03-06 10:00', 1, 'days', calendar)).toMatchObject({
      dueAt: at('2026-03-08 00:00'),
      provisional: true,
    });
    expect(due('2026-03-04 10:00', 1, 'working_days', calendar).provisional).toBe(false);
  });
});

describe('what cannot be reached or meant', () => {
  const closed: Calendar = { ...statutory, seasons: [], daysWorked: [] };

  test.each<DurationUnit>(['working_hours', 'working_days', 'days'])('%s without any open time is refused', (unit) => {
    expect(() => due('2026-03-02 10:00', 1, unit, closed)).toThrow(expect.objectContaining({ code: 'no_open_time' }));
  });

  test.each<DurationUnit>(['seconds', 'hours', 'days', 'working_seconds', 'working_hours', 'working_days'])(
    '9 007 199 254 740 991 %s are too far',
    (unit) => {
      const huge = { value: Number.MAX_SAFE_INTEGER, unit };
      expect(() => addBudget(statutory, 0, huge)).toThrow(expect.objectContaining({ code: 'too_far' }));
    },
  );

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('a budget of %d days is refused', (value) => {
    const code = 'invalid_budget';
    expect(() => due('2026-03-02 10:00', value, 'days')).toThrow(expect.objectContaining({ code }));
  });

  test('an unknown unit is refused, also one that every object has', () => {
    for (const unit of ['weeks', 'toString'] as unknown as DurationUnit[])
      expect(() => due('2026-03-02 10:00', 1, unit)).toThrow(expect.objectContaining({ code: 'invalid_budget' }));
  });

  test.each([Number.NaN, 0.5, 1e300, -1e14])('%d is not an instant', (start) => {
    const budget: Budget = { value: 1, unit: 'hours' };
    expect(() => addBudget(statutory, start, budget)).toThrow(expect.objectContaining({ code: 'out_of_range' }));
  });
});
