import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../definition/calendar.ts';
import { addBudget, dateOf, isOpen, isWorkingDay, needsCalendar, seasonOf } from './index.ts';
import { at, statutory } from './statutory-calendar.fixture.ts';

const seasonal: Calendar = {
  ...statutory,
  seasons: [
    {
      code: 'winter',
      title: '冬季',
      from: '11-01',
      to: '02-29',
      hours: { weekdays: [{ from: '09:00', to: '16:00' }] },
    },
    {
      code: 'all_year',
      title: '全年',
      hours: {
        weekdays: [
          { from: '14:00', to: '18:00' },
          { from: '08:00', to: '12:00' },
        ],
        perDay: { fri: [{ from: '08:00', to: '11:00' }], sat: [{ from: '09:00', to: '10:00' }] },
      },
    },
  ],
  daysWorked: [
    { date: '2026-02-28', title: '调休上班', source: 'calendar.yaml:40' },
    { date: '2026-05-09', title: '调休上班', source: 'calendar.yaml:41' },
    { date: '2026-09-20', title: '值班', source: 'calendar.yaml:42', hours: [{ from: '20:00', to: '24:00' }] },
  ],
};

describe('office hours', () => {
  test('open at the opening and closed at the closing', () => {
    const open = (local: string) => isOpen(statutory, at(local));

    expect([open('2026-03-02 07:59:59.999'), open('2026-03-02 08:00')]).toEqual([false, true]);
    expect([open('2026-03-02 11:59:59.999'), open('2026-03-02 12:00')]).toEqual([true, false]);
    expect([open('2026-03-07 10:00'), open('2026-02-16 10:00'), open('2026-02-14 10:00')]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('follow the season, also over the turn of the year', () => {
    const season = (local: string) => seasonOf(seasonal, at(local))?.code;

    expect(['2026-10-31 23:59', '2026-11-01 00:00', '2027-01-15 10:00'].map(season)).toEqual([
      'all_year',
      'winter',
      'winter',
    ]);
    expect(['2026-02-28 10:00', '2028-02-29 10:00', '2026-03-01 00:00'].map(season)).toEqual([
      'winter',
      'winter',
      'all_year',
    ]);
    expect(isOpen(seasonal, at('2026-11-02 13:00'))).toBe(true);
    expect(isOpen(seasonal, at('2026-10-30 13:00'))).toBe(false);
    expect(seasonOf({ ...seasonal, seasons: seasonal.seasons.slice(0, 1) }, at('2026-06-01 10:00'))).toBeNull();
  });

  test('may be none for months', () => {
    const winterOnly: Calendar = { ...seasonal, seasons: seasonal.seasons.slice(0, 1), daysWorked: [] };

    expect(addBudget(winterOnly, at('2026-06-01 10:00'), { value: 1, unit: 'working_hours' }).dueAt).toBe(
      at('2026-11-02 10:00'),
    );
  });

  test('follow a weekday of its own', () => {
    expect(isOpen(seasonal, at('2026-03-06 10:59'))).toBe(true);
    expect(isOpen(seasonal, at('2026-03-06 11:00'))).toBe(false);
    expect(isWorkingDay(seasonal, '2026-03-07')).toBe(true);
    expect(isWorkingDay(seasonal, '2026-03-08')).toBe(false);
  });

  test('a season to a day that its month does not have ends with the month', () => {
    const toJune = [{ ...seasonal.seasons[0]!, code: 'half', from: '01-01', to: '06-31' }];
    const code = (local: string) => seasonOf({ ...seasonal, seasons: toJune }, at(local))?.code;
    expect(['2026-06-30 10:00', '2026-07-01 10:00'].map(code)).toEqual(['half', undefined]);
  });

  test('on a worked weekend are the weekday pattern of the season, or its own', () => {
    const dueAfterOneDay = (start: string) => addBudget(seasonal, at(start), { value: 1, unit: 'working_days' }).dueAt;

    expect(dueAfterOneDay('2026-02-27 10:00')).toBe(at('2026-02-28 16:00'));
    expect(dueAfterOneDay('2026-05-08 10:00')).toBe(at('2026-05-09 18:00'));
    expect(dueAfterOneDay('2026-09-19 10:00')).toBe(at('2026-09-21 00:00'));
  });

  test('that touch have no closing between them', () => {
    const through: Calendar = {
      ...statutory,
      seasons: [
        {
          ...statutory.seasons[0]!,
          hours: { weekdays: [span('10:00', '12:00'), span('08:00', '10:00'), span('08:30', '09:30')] },
        },
      ],
    };
    const twoHours = addBudget(through, at('2026-03-02 09:00'), { value: 2, unit: 'working_hours' }, { trace: true });

    expect(twoHours.dueAt).toBe(at('2026-03-02 11:00'));
    expect(twoHours.trace.filter((step) => step.kind === 'spent')).toHaveLength(1);
  });
});

describe('entries', () => {
  test('a date both off and worked is worked, and the later of two entries counts', () => {
    const entry = { title: '', source: '' };
    const calendar: Calendar = {
      ...statutory,
      daysOff: [{ date: '2026-03-03', ...entry }],
      daysWorked: [
        { date: '2026-03-03', ...entry },
        { date: '2026-03-03', ...entry, hours: [span('08:00', '09:00')] },
      ],
    };

    expect(addBudget(calendar, at('2026-03-02 10:00'), { value: 1, unit: 'working_days' }).dueAt).toBe(
      at('2026-03-03 09:00'),
    );
  });

  test('dates are those of the tenant', () => {
    expect(dateOf(statutory, Date.parse('2026-02-14T15:59:59.999Z'))).toBe('2026-02-14');
    expect(dateOf(statutory, Date.parse('2026-02-14T16:00:00Z'))).toBe('2026-02-15');
  });

  test.each<[string, Partial<Calendar>, string]>([
    ['an unknown zone', { zone: 'Asia/Nowhere' }, 'unknown_zone'],
    ['a day that does not exist', { coveredUntil: '2026-02-30' }, 'invalid_date'],
    ['hours that end before they begin', { daysWorked: [worked(span('12:00', '08:00'))] }, 'invalid_calendar'],
    ['a time that does not exist', { daysWorked: [worked(span('08:00', '24:30'))] }, 'invalid_time'],
  ])('%s is refused', (_, fault, code) => {
    expect(() => isWorkingDay({ ...statutory, ...fault }, '2026-03-02')).toThrow(expect.objectContaining({ code }));
  });
});

test('only plain clock units do without the calendar', () => {
  expect((['seconds', 'minutes', 'hours'] as const).some(needsCalendar)).toBe(false);
  expect((['days', 'working_seconds', 'working_hours', 'working_days'] as const).every(needsCalendar)).toBe(true);
});

function span(from: string, to: string) {
  return { from, to };
}

function worked(...hours: { from: string; to: string }[]) {
  return { date: '2026-03-07', title: '', source: '', hours };
}
