import { describe, expect, test } from 'vitest';
import type { Budget, DurationUnit } from '../../definition/calendar.ts';
import { addBudget, extendFrom, remainingOf, resumeFrom } from './index.ts';
import { at, statutory } from './statutory-calendar.fixture.ts';

const started = (start: string, value: number, unit: DurationUnit) => {
  const budget: Budget = { value, unit };
  return { budget, ...addBudget(statutory, at(start), budget) };
};
const left = (deadline: ReturnType<typeof started>, pausedAt: string) => remainingOf(statutory, deadline, at(pausedAt));
const resumed = (value: number, unit: DurationUnit, resumedAt: string) =>
  resumeFrom(statutory, { value, unit }, at(resumedAt)).dueAt;

describe('what a pause leaves', () => {
  test.each<[string, Parameters<typeof started>, string, number, DurationUnit]>([
    ['plain seconds of hours', ['2026-03-02 10:00', 2, 'hours'], '2026-03-02 10:30:00.250', 5399.75, 'seconds'],
    [
      'office seconds of working hours',
      ['2026-03-02 10:00', 4, 'working_hours'],
      '2026-03-02 11:00',
      10_800,
      'working_seconds',
    ],
    ['all of it in closed time', ['2026-03-02 10:00', 4, 'working_hours'], '2026-03-02 13:00', 7200, 'working_seconds'],
    ['calendar days after the day of the pause', ['2026-03-02 10:00', 5, 'days'], '2026-03-04 23:59', 3, 'days'],
    ['all counted days on the day of the start', ['2026-03-02 10:00', 5, 'days'], '2026-03-02 18:00', 5, 'days'],
    [
      'working days after the day of the pause',
      ['2026-02-13 16:30', 3, 'working_days'],
      '2026-02-14 09:00',
      2,
      'working_days',
    ],
    ['the same all through a holiday', ['2026-02-13 16:30', 3, 'working_days'], '2026-02-20 09:00', 2, 'working_days'],
    ['none on the last day', ['2026-02-13 16:30', 3, 'working_days'], '2026-02-25 09:00', 0, 'working_days'],
    ['nothing when due', ['2026-03-02 10:00', 2, 'hours'], '2026-03-02 12:00', 0, 'seconds'],
    ['nothing after due', ['2026-03-02 10:00', 2, 'days'], '2026-03-09 12:00', 0, 'days'],
  ])('%s', (_, deadline, pausedAt, value, unit) => {
    expect(left(started(...deadline), pausedAt)).toEqual({ value, unit });
  });

  test('does not count the days a last day moved over', () => {
    const deadline = started('2026-03-02 10:00', 5, 'days');

    expect(left(deadline, '2026-03-06 12:00')).toEqual({ value: 1, unit: 'days' });
    expect(left(deadline, '2026-03-08 12:00')).toEqual({ value: 0, unit: 'days' });
  });

  test('takes the due day where the last counted day is not known', () => {
    const { budget, dueAt } = started('2026-03-02 10:00', 3, 'days');

    expect(remainingOf(statutory, { budget, dueAt }, at('2026-03-03 10:00'))).toEqual({ value: 2, unit: 'days' });
  });

  test('in days of an extended deadline counts from the extension', () => {
    const deadline = started('2026-03-02 10:00', 5, 'days');
    const extended = { ...deadline, ...extendFrom(statutory, deadline, { value: 5, unit: 'days' }) };

    expect(extended).toMatchObject({ dueAt: at('2026-03-17 00:00'), lastCounted: '2026-03-14' });
    expect(left(extended, '2026-03-13 10:00')).toEqual({ value: 1, unit: 'days' });
  });
});

describe('a resumption', () => {
  test.each<[string, number, DurationUnit, string, string]>([
    ['counts hours from the moment', 5399.75, 'seconds', '2026-03-07 22:00', '2026-03-07 23:29:59.750'],
    ['keeps milliseconds that binary fractions miss', 1.001, 'seconds', '2026-03-07 22:00', '2026-03-07 22:00:01.001'],
    ['counts office time from the moment', 7200, 'working_seconds', '2026-03-06 17:00', '2026-03-09 09:00'],
    ['counts days as from a start', 3, 'days', '2026-03-10 09:00', '2026-03-14 00:00'],
    ['counts working days as from a start', 2, 'working_days', '2026-03-06 09:00', '2026-03-10 18:00'],
    ['with no seconds left is due at once', 0, 'seconds', '2026-03-07 22:00', '2026-03-07 22:00'],
    ['with no office time left is due at once', 0, 'working_seconds', '2026-03-07 22:00', '2026-03-07 22:00'],
    ['with no days left is due at the end of that day', 0, 'days', '2026-03-06 22:00', '2026-03-07 00:00'],
    ['or of the next working day', 0, 'days', '2026-03-07 09:00', '2026-03-10 00:00'],
    [
      'with no working days left is due at the close of business',
      0,
      'working_days',
      '2026-03-06 17:59',
      '2026-03-06 18:00',
    ],
    ['or, when that is reached, at the next', 0, 'working_days', '2026-03-06 18:00', '2026-03-09 18:00'],
    ['also after a day of rest', 0, 'working_days', '2026-03-07 09:00', '2026-03-09 18:00'],
  ])('%s', (_, value, unit, resumedAt, expected) => {
    expect(resumed(value, unit, resumedAt)).toBe(at(expected));
  });

  test('that reads past the coverage is provisional', () => {
    const isProvisional = (value: number, unit: DurationUnit, resumedAt: string) =>
      resumeFrom(statutory, { value, unit }, at(resumedAt)).provisional;

    expect(isProvisional(0, 'working_days', '2026-12-31 17:00')).toBe(false);
    expect(isProvisional(0, 'working_days', '2026-12-31 18:00')).toBe(true);
    expect(isProvisional(0, 'days', '2026-12-31 18:00')).toBe(false);
    expect(isProvisional(0, 'days', '2027-01-01 18:00')).toBe(true);
    expect(isProvisional(0, 'seconds', '2027-01-01 18:00')).toBe(false);
  });

  test('after the close of a provisional worked day is provisional, because that day might have had longer hours', () => {
    const entry = { date: '2026-03-07', title: '', source: '', provisional: true };
    const calendar = { ...statutory, daysWorked: [entry] };
    const resumption = resumeFrom(calendar, { value: 0, unit: 'working_days' }, at('2026-03-07 18:00'));

    expect(resumption).toMatchObject({ dueAt: at('2026-03-09 18:00'), provisional: true });
  });

  test('with no days left stays without through a further pause', () => {
    const resumption = resumeFrom(statutory, { value: 0, unit: 'days' }, at('2026-03-07 09:00'));
    const deadline = { budget: { value: 5, unit: 'days' } as const, ...resumption };

    expect(remainingOf(statutory, deadline, at('2026-03-08 09:00'))).toEqual({ value: 0, unit: 'days' });
  });

  test.each<[number, DurationUnit]>([
    [-1, 'seconds'],
    [Number.NaN, 'working_seconds'],
    [0.5, 'days'],
    [1, 'weeks' as DurationUnit],
  ])('of %d %s is refused', (value, unit) => {
    expect(() => resumed(value, unit, '2026-03-02 10:00')).toThrow(expect.objectContaining({ code: 'invalid_budget' }));
  });
});

describe('an extension', () => {
  test.each<[string, Parameters<typeof started>, number, DurationUnit, string]>([
    ['in hours starts at the old due instant', ['2026-03-02 10:00', 2, 'hours'], 1, 'hours', '2026-03-02 13:00'],
    [
      'in office time starts at the old closing',
      ['2026-03-02 10:00', 2, 'working_hours'],
      1,
      'working_hours',
      '2026-03-02 15:00',
    ],
    ['in days starts at the day that ended at 24:00', ['2026-03-02 10:00', 2, 'days'], 1, 'days', '2026-03-06 00:00'],
    ['in working days likewise', ['2026-03-02 10:00', 2, 'days'], 1, 'working_days', '2026-03-05 18:00'],
    [
      'in working days starts at the old last day',
      ['2026-03-02 10:00', 2, 'working_days'],
      3,
      'working_days',
      '2026-03-09 18:00',
    ],
    ['in days starts where the last day moved to', ['2026-03-02 10:00', 5, 'days'], 1, 'days', '2026-03-11 00:00'],
    ['in hours after 24:00 starts there', ['2026-03-02 10:00', 2, 'days'], 1, 'hours', '2026-03-05 01:00'],
  ])('%s', (_, deadline, value, unit, expected) => {
    expect(extendFrom(statutory, started(...deadline), { value, unit }).dueAt).toBe(at(expected));
  });

  test('of nothing is refused', () => {
    const deadline = started('2026-03-02 10:00', 2, 'hours');
    const nothing = { value: 0, unit: 'hours' } as const;
    expect(() => extendFrom(statutory, deadline, nothing)).toThrow(expect.objectContaining({ code: 'invalid_budget' }));
  });
});
