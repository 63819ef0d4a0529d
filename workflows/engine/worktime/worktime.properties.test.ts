import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Budget, Calendar, DurationUnit, Span } from '../../definition/calendar.ts';
import {
  addBudget,
  dateOf,
  endOfDate,
  extendFrom,
  fractionAt,
  isOpen,
  isWorkingDay,
  measure,
  remainingOf,
  resumeFrom,
} from './index.ts';

const DAY_MS = 86_400_000;
const dayUnits = ['days', 'working_days'] as const;
const officeClocks = ['working_seconds', 'working_minutes', 'working_hours'] as const;
const plainClocks = ['seconds', 'minutes', 'hours'] as const;
const anyUnit: fc.Arbitrary<DurationUnit> = fc.constantFrom(...dayUnits, ...officeClocks, ...plainClocks);

const time = fc.integer({ min: 0, max: 95 }).map((n) => quarter(n));
const span: fc.Arbitrary<Span> = fc
  .tuple(time, fc.integer({ min: 1, max: 96 }).map(quarter))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from, to }));
const spans = fc.array(span, { minLength: 1, maxLength: 3 });
const date = fc
  .integer({ min: 0, max: 500 })
  .map((n) => new Date(Date.UTC(2025, 9, 1) + n * DAY_MS).toISOString().slice(0, 10));
const entry = { title: '', source: '' };

const calendar: fc.Arbitrary<Calendar> = fc.record({
  zone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Beirut', 'Australia/Lord_Howe'),
  coveredFrom: fc.constant('2025-10-01'),
  coveredUntil: fc.constant('2026-12-31'),
  seasons: fc.tuple(spans, spans, fc.option(spans, { nil: undefined })).map(([winter, other, sat]) => [
    { code: 'winter', title: '', from: '11-01', to: '03-15', hours: { weekdays: winter } },
    { code: 'all_year', title: '', hours: { weekdays: other, ...(sat && { perDay: { sat } }) } },
  ]),
  daysOff: fc.array(
    date.map((on) => ({ date: on, ...entry })),
    { maxLength: 40 },
  ),
  daysWorked: fc.array(
    fc
      .tuple(date, fc.option(spans, { nil: undefined }))
      .map(([on, hours]) => ({ date: on, ...entry, ...(hours && { hours }) })),
    { maxLength: 20 },
  ),
});

// Around both clock changes of a year, and to the millisecond.
const instant = fc.integer({ min: Date.UTC(2025, 9, 5), max: Date.UTC(2026, 10, 30) });
const amount = fc.integer({ min: 1, max: 200 });

describe('for any calendar', () => {
  test('a later start is never due earlier', () => {
    fc.assert(
      fc.property(
        calendar,
        instant,
        fc.integer({ min: 0, max: 4 * DAY_MS }),
        amount,
        anyUnit,
        (c, start, later, value, unit) => {
          const budget = { value, unit };
          expect(addBudget(c, start + later, budget).dueAt).toBeGreaterThanOrEqual(addBudget(c, start, budget).dueAt);
        },
      ),
    );
  });

  test('a bigger budget is never due earlier, and later where it counts more open time', () => {
    fc.assert(
      fc.property(calendar, instant, amount, amount, anyUnit, (c, start, value, more, unit) => {
        const [small, big] = [value, value + more].map((each) => addBudget(c, start, { value: each, unit }).dueAt);
        if (unit === 'days') expect(big).toBeGreaterThanOrEqual(small!);
        else expect(big).toBeGreaterThan(small!);
      }),
    );
  });

  test('office time spent in two parts ends where the whole does', () => {
    fc.assert(
      fc.property(calendar, instant, amount, amount, fc.constantFrom(...officeClocks), (c, start, one, two, unit) => {
        const first = addBudget(c, start, { value: one, unit });
        const both = addBudget(c, start, { value: one + two, unit }).dueAt;
        expect(addBudget(c, first.dueAt, { value: two, unit }).dueAt).toBe(both);
        expect(extendFrom(c, { budget: { value: one, unit }, ...first }, { value: two, unit }).dueAt).toBe(both);
      }),
    );
  });

  test('office time ends in open time or at its closing edge, after exactly that much of it', () => {
    const ms = { working_seconds: 1000, working_minutes: 60_000, working_hours: 3_600_000 };
    fc.assert(
      fc.property(calendar, instant, amount, fc.constantFrom(...officeClocks), (c, start, value, unit) => {
        const { dueAt } = addBudget(c, start, { value, unit });
        expect(isOpen(c, dueAt - 1)).toBe(true);
        expect(measure(c, unit, start, dueAt)).toBe(value * ms[unit]);
      }),
    );
  });

  test('measured office time is what a walk from minute to minute finds open', () => {
    const minute = 60_000;
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 0, max: 3 * 1440 }), (c, near, minutes) => {
        const start = Math.floor(near / minute) * minute;
        let open = 0;
        for (let at = start; at < start + minutes * minute; at += minute) if (isOpen(c, at)) open += minute;
        expect(measure(c, 'working_hours', start, start + minutes * minute)).toBe(open);
      }),
    );
  });

  test('working days are as many as their number, and end when the last one closes', () => {
    fc.assert(
      fc.property(calendar, instant, amount, (c, start, value) => {
        const { dueAt } = addBudget(c, start, { value, unit: 'working_days' });
        const last = dateOf(c, dueAt - 1);
        expect(datesBetween(dateOf(c, start), last).filter((each) => isWorkingDay(c, each))).toHaveLength(value);
        expect(isOpen(c, dueAt - 1)).toBe(true);
        expect(measure(c, 'working_days', dueAt, endOfDate(c, last))).toBe(0);
      }),
    );
  });

  test('days end at 24:00 of the first working day from their number on', () => {
    fc.assert(
      fc.property(calendar, instant, amount, (c, start, value) => {
        const { dueAt, lastCounted } = addBudget(c, start, { value, unit: 'days' });
        const last = dateOf(c, dueAt - 1);
        expect(datesBetween(dateOf(c, start), lastCounted!)).toHaveLength(value);
        expect(dueAt).toBe(endOfDate(c, last));
        expect(last >= lastCounted!).toBe(true);
        expect(datesBetween(lastCounted!, last, true).map((each) => isWorkingDay(c, each))).toEqual(
          datesBetween(lastCounted!, last, true).map((each) => each === last),
        );
      }),
    );
  });
});

describe('a pause', () => {
  const running = (c: Calendar, start: number, budget: Budget) => ({ budget, ...addBudget(c, start, budget) });
  const length = fc.integer({ min: 0, max: 20 * DAY_MS });

  test('before due, of clock time or office time, moves the due instant by exactly what it took of that time', () => {
    const unit = fc.constantFrom(...officeClocks, ...plainClocks);
    fc.assert(
      fc.property(
        calendar,
        instant,
        amount,
        unit,
        fc.double({ min: 0, max: 1, noNaN: true }),
        length,
        (c, start, value, unit, part, length) => {
          const deadline = running(c, start, { value, unit });
          const pausedAt = start + Math.floor((deadline.dueAt - 1 - start) * part);
          const resumed = resumeFrom(c, remainingOf(c, deadline, pausedAt), pausedAt + length);
          expect(measure(c, unit, start, resumed.dueAt)).toBe(
            measure(c, unit, start, deadline.dueAt) + measure(c, unit, pausedAt, pausedAt + length),
          );
          if (needsOpen(unit)) expect(isOpen(c, resumed.dueAt - 1)).toBe(true);
        },
      ),
    );
  });

  test('before the last day moves the last counted day by as many days as it took', () => {
    fc.assert(
      fc.property(
        calendar,
        instant,
        amount,
        fc.constantFrom(...dayUnits),
        fc.nat(1000),
        length,
        (c, start, value, unit, on, length) => {
          const deadline = running(c, start, { value, unit });
          const counted = datesBetween(dateOf(c, start), deadline.lastCounted ?? dateOf(c, deadline.dueAt - 1), true);
          const pausedOn = counted[on % (counted.length - 1)]!;
          const pausedAt = Math.max(start, endOfDate(c, pausedOn) - 1 - (on % 3_600_000));
          const resumedAt = pausedAt + length;
          const taken = datesBetween(pausedOn, dateOf(c, resumedAt)).filter(
            (each) => unit === 'days' || isWorkingDay(c, each),
          );
          const { dueAt } = resumeFrom(c, remainingOf(c, deadline, pausedAt), resumedAt);
          expect(dueAt).toBe(addBudget(c, start, { value: value + taken.length, unit }).dueAt);
        },
      ),
    );
  });

  test('that is over at once changes nothing, whenever it comes before due', () => {
    fc.assert(
      fc.property(
        calendar,
        instant,
        amount,
        anyUnit,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (c, start, value, unit, part) => {
          const deadline = running(c, start, { value, unit });
          const pausedAt = start + Math.floor((deadline.dueAt - 1 - start) * part);
          expect(resumeFrom(c, remainingOf(c, deadline, pausedAt), pausedAt).dueAt).toBe(deadline.dueAt);
        },
      ),
    );
  });
});

test('a bigger part of a deadline is never reached earlier, the whole at due, each part after its share of time', () => {
  const fraction = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
  fc.assert(
    fc.property(
      calendar,
      instant,
      amount,
      anyUnit,
      fraction,
      fraction,
      fc.nat(DAY_MS),
      (c, start, value, unit, a, b, spentMs) => {
        const { dueAt } = addBudget(c, start, { value, unit });
        const segment = { budgetUnit: unit, segmentStartedAt: start, spentMs, dueAt };
        const reached = fractionAt(c, segment, a);
        expect(fractionAt(c, segment, Math.max(a, b))).toBeGreaterThanOrEqual(reached);
        expect(reached).toBeLessThanOrEqual(dueAt);
        const whole = spentMs + measure(c, unit, start, dueAt);
        expect(measure(c, unit, start, reached)).toBe(Math.max(0, Math.round(whole * a) - spentMs));
      },
    ),
  );
});

function needsOpen(unit: DurationUnit): boolean {
  return unit.startsWith('working_');
}

/** Dates after `from`, or from it on, up to and with `until`. */
function datesBetween(from: string, until: string, withFirst = false): string[] {
  const dates: string[] = [];
  for (let ms = Date.parse(from) + (withFirst ? 0 : DAY_MS); ms <= Date.parse(until); ms += DAY_MS)
    dates.push(new Date(ms).toISOString().slice(0, 10));
  return dates;
}

function quarter(n: number): string {
  return `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`;
}
