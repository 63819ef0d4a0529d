import { describe, expect, test } from 'vitest';
import type { Calendar, Span } from '../../definition/calendar.ts';
import { addBudget, dateOf, endOfDate, instantOf, isWorkingDay, measure } from './index.ts';
import { at, statutory } from './statutory-calendar.fixture.ts';

function inZone(zone: string, ...everyDay: Span[]): Calendar {
  const hours = { weekdays: everyDay, perDay: { sat: everyDay, sun: everyDay } };
  return { ...statutory, zone, daysOff: [], daysWorked: [], seasons: [{ code: 'all_year', title: '', hours }] };
}

const newYork = inZone('America/New_York', { from: '00:00', to: '24:00' });
const berlin = inZone('Europe/Berlin', { from: '01:00', to: '05:00' });

describe('a clock that goes forward', () => {
  test('makes a day of 23 hours, so days end at local midnight', () => {
    const due = addBudget(newYork, at('2026-03-07 10:00', '-05:00'), { value: 1, unit: 'days' });

    expect(due.dueAt).toBe(at('2026-03-09 00:00', '-04:00'));
    expect(endOfDate(newYork, '2026-03-08') - endOfDate(newYork, '2026-03-07')).toBe(23 * 3_600_000);
  });

  test('shortens the office hours it falls in', () => {
    const [opens, closes] = [at('2026-03-29 01:00', '+01:00'), at('2026-03-29 05:00', '+02:00')];

    expect(measure(berlin, 'working_hours', opens, closes)).toBe(3 * 3_600_000);
    expect(addBudget(berlin, opens, { value: 3, unit: 'working_hours' }).dueAt).toBe(closes);
    expect(addBudget(berlin, opens, { value: 1, unit: 'working_days' }).dueAt).toBe(at('2026-03-30 05:00', '+02:00'));
  });

  test('skips times, which then mean the change itself, and closes offices that would open in them only', () => {
    expect(instantOf(berlin, '2026-03-29', '02:30')).toBe(at('2026-03-29 03:00', '+02:00'));
    const skipped = inZone('Europe/Berlin', { from: '02:10', to: '02:50' });

    expect(isWorkingDay(skipped, '2026-03-29')).toBe(false);
    expect(addBudget(skipped, at('2026-03-28 12:00', '+01:00'), { value: 40, unit: 'working_minutes' }).dueAt).toBe(
      at('2026-03-30 02:50', '+02:00'),
    );
  });

  test('at midnight makes the day begin at one', () => {
    const beirut = inZone('Asia/Beirut', { from: '00:00', to: '02:00' });
    const begins = at('2026-03-29 01:00', '+03:00');

    expect(instantOf(beirut, '2026-03-29', '00:00')).toBe(begins);
    expect(endOfDate(beirut, '2026-03-28')).toBe(begins);
    expect([dateOf(beirut, begins - 1), dateOf(beirut, begins)]).toEqual(['2026-03-28', '2026-03-29']);
  });
});

describe('a clock that goes back', () => {
  test('makes a day of 25 hours and lengthens the office hours it falls in', () => {
    const [opens, closes] = [at('2026-10-25 01:00', '+02:00'), at('2026-10-25 05:00', '+01:00')];

    expect(endOfDate(berlin, '2026-10-25') - endOfDate(berlin, '2026-10-24')).toBe(25 * 3_600_000);
    expect(addBudget(berlin, opens, { value: 5, unit: 'working_hours' }).dueAt).toBe(closes);
  });

  test('shows a time twice; the first is meant', () => {
    expect(instantOf(berlin, '2026-10-25', '02:30')).toBe(at('2026-10-25 02:30', '+02:00'));
    expect(instantOf(newYork, '2026-11-01', '01:30')).toBe(at('2026-11-01 01:30', '-04:00'));
  });

  test('at midnight ends the day at the second one', () => {
    const beirut = inZone('Asia/Beirut', { from: '22:00', to: '24:00' });

    expect(endOfDate(beirut, '2026-10-24')).toBe(at('2026-10-25 00:00', '+02:00'));
    expect(dateOf(beirut, at('2026-10-24 23:30', '+02:00'))).toBe('2026-10-24');
    expect(measure(beirut, 'working_hours', at('2026-10-24 12:00', '+03:00'), at('2026-10-25 12:00', '+02:00'))).toBe(
      3 * 3_600_000,
    );
  });
});

test('plain hours pay no attention to clock changes', () => {
  expect(addBudget(newYork, at('2026-03-07 10:00', '-05:00'), { value: 24, unit: 'hours' }).dueAt).toBe(
    at('2026-03-08 11:00', '-04:00'),
  );
});

test.each(['Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe'])(
  'all year in %s is where Intl says',
  (zone) => {
    const calendar = inZone(zone);
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    for (let instant = at('2026-01-01 00:00'); instant < at('2027-01-01 00:00'); instant += 45 * 60_000) {
      const [date, time] = format.format(instant).split(' ') as [string, string];
      expect(dateOf(calendar, instant)).toBe(date);
      const found = instantOf(calendar, date, time);
      // In an overlap the first of the two instants is found; in a gap no instant shows the time.
      if (found !== instant) expect([format.format(found), found < instant]).toEqual([`${date} ${time}`, true]);
    }
  },
);
