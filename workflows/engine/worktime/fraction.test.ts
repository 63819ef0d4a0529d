import { describe, expect, test } from 'vitest';
import type { Budget } from '../../definition/calendar.ts';
import { addBudget, extendFrom, fractionAt, measure, remainingOf, resumeFrom } from './index.ts';
import { at, statutory } from './statutory-calendar.fixture.ts';

function running(start: string, budget: Budget) {
  const { dueAt } = addBudget(statutory, at(start), budget);
  return { budgetUnit: budget.unit, segmentStartedAt: at(start), spentMs: 0, dueAt };
}

test.each<[string, string, Budget, number, string]>([
  ['half of plain hours', '2026-03-02 10:00', { value: 2, unit: 'hours' }, 0.5, '2026-03-02 11:00'],
  [
    'half of office hours, over the break',
    '2026-03-02 10:00',
    { value: 6, unit: 'working_hours' },
    0.5,
    '2026-03-02 15:00',
  ],
  [
    'a part that ends at a closing ends there',
    '2026-03-02 10:00',
    { value: 4, unit: 'working_hours' },
    0.5,
    '2026-03-02 12:00',
  ],
  [
    'half of working days, in office time from the start',
    '2026-03-02 14:00',
    { value: 1, unit: 'working_days' },
    0.5,
    '2026-03-03 10:00',
  ],
  [
    'half of days, in plain time to where they moved',
    '2026-03-07 00:00',
    { value: 1, unit: 'days' },
    0.5,
    '2026-03-08 12:00',
  ],
  ['a part that binary fractions miss', '2026-03-02 10:00', { value: 10, unit: 'hours' }, 0.7, '2026-03-02 17:00'],
  ['none is the start', '2026-03-02 10:00', { value: 10, unit: 'hours' }, 0, '2026-03-02 10:00'],
])('%s', (_, start, budget, fraction, expected) => {
  expect(fractionAt(statutory, running(start, budget), fraction)).toBe(at(expected));
});

test('the whole is the due instant, also where that lies in closed time', () => {
  const untilMidnight = {
    ...running('2026-03-02 10:00', { value: 1, unit: 'working_days' }),
    dueAt: at('2026-03-08 00:00'),
  };

  expect(fractionAt(statutory, untilMidnight, 1)).toBe(at('2026-03-08 00:00'));
});

test('paused time is left out', () => {
  const budget: Budget = { value: 8, unit: 'working_hours' };
  const deadline = { budget, ...addBudget(statutory, at('2026-03-02 08:00'), budget) };
  const [pausedAt, resumedAt] = [at('2026-03-02 10:00'), at('2026-03-04 16:00')];
  const { dueAt } = resumeFrom(statutory, remainingOf(statutory, deadline, pausedAt), resumedAt);
  const spentMs = measure(statutory, budget.unit, at('2026-03-02 08:00'), pausedAt);
  const segment = { budgetUnit: budget.unit, segmentStartedAt: resumedAt, spentMs, dueAt };

  expect(fractionAt(statutory, segment, 0.5)).toBe(at('2026-03-04 18:00'));
  expect(fractionAt(statutory, segment, 0.25)).toBe(resumedAt);
  expect(fractionAt(statutory, segment, 0.1)).toBe(resumedAt);
});

test('an extension moves a part later', () => {
  const budget: Budget = { value: 2, unit: 'hours' };
  const segment = running('2026-03-02 10:00', budget);
  const { dueAt } = extendFrom(statutory, { budget, dueAt: segment.dueAt }, budget);

  expect(fractionAt(statutory, { ...segment, dueAt }, 0.5)).toBe(at('2026-03-02 12:00'));
});

describe('measure', () => {
  test('is office time for working units and plain time for all others', () => {
    const [from, to] = [at('2026-03-06 17:00'), at('2026-03-09 09:30')];

    expect(measure(statutory, 'working_days', from, to)).toBe(2.5 * 3_600_000);
    expect(measure(statutory, 'days', from, to)).toBe(64.5 * 3_600_000);
    expect(() => measure(statutory, 'working_hours', from, at('2100-01-01 00:00'))).toThrow(
      expect.objectContaining({ code: 'too_far' }),
    );
    expect([measure(statutory, 'hours', to, from), measure(statutory, 'working_hours', to, from)]).toEqual([0, 0]);
  });
});
