import { expect, test } from 'vitest';
import type { Budget } from '../../definition/calendar.ts';
import { addBudget, resumeFrom } from './index.ts';
import { at, statutory } from './statutory-calendar.fixture.ts';

const source = 'calendar.yaml:12';
const trace = (start: string, budget: Budget) => addBudget(statutory, at(start), budget, { trace: true }).trace;

test('nothing is told unless asked', () => {
  expect(addBudget(statutory, at('2026-03-02 10:00'), { value: 1, unit: 'hours' }).trace).toEqual([]);
});

test('office time is told span by span, with why a start waits and what a worked weekend is', () => {
  expect(trace('2026-02-13 18:30', { value: 5, unit: 'working_hours' })).toEqual([
    { kind: 'start', at: at('2026-02-13 18:30'), date: '2026-02-13' },
    { kind: 'closed', date: '2026-02-13', reason: 'after_closing' },
    { kind: 'worked_weekend', date: '2026-02-14', title: '调休上班', source: 'calendar.yaml:40' },
    { kind: 'spent', date: '2026-02-14', from: at('2026-02-14 08:00'), to: at('2026-02-14 12:00'), seconds: 14_400 },
    { kind: 'spent', date: '2026-02-14', from: at('2026-02-14 14:00'), to: at('2026-02-14 15:00'), seconds: 3600 },
    { kind: 'due', at: at('2026-02-14 15:00') },
  ]);
});

test.each([
  ['2026-03-02 07:00', 'before_opening'],
  ['2026-03-02 12:00', 'break'],
  ['2026-03-02 18:00', 'after_closing'],
  ['2026-03-07 10:00', 'weekend'],
])('a start at %s waits: %s', (start, reason) => {
  expect(trace(start, { value: 1, unit: 'working_hours' })[1]).toEqual({
    kind: 'closed',
    date: start.slice(0, 10),
    reason,
  });
});

test('working days name each day off', () => {
  expect(trace('2026-06-18 10:00', { value: 1, unit: 'working_days' })).toEqual([
    { kind: 'start', at: at('2026-06-18 10:00'), date: '2026-06-18' },
    { kind: 'first_day', date: '2026-06-18' },
    { kind: 'day_off', date: '2026-06-19', title: '端午节', source },
    { kind: 'day_off', date: '2026-06-20', title: '端午节', source },
    { kind: 'day_off', date: '2026-06-21', title: '端午节', source },
    { kind: 'counted_day', date: '2026-06-22', n: 1 },
    { kind: 'due', at: at('2026-06-22 18:00') },
  ]);
});

test('days tell where the last one moved and why', () => {
  expect(trace('2026-03-02 10:00', { value: 5, unit: 'days' })).toEqual([
    { kind: 'start', at: at('2026-03-02 10:00'), date: '2026-03-02' },
    { kind: 'first_day', date: '2026-03-02' },
    { kind: 'run', from: '2026-03-03', until: '2026-03-06', days: 4, seconds: 0 },
    { kind: 'counted_day', date: '2026-03-07', n: 5 },
    { kind: 'closed', date: '2026-03-07', reason: 'weekend' },
    { kind: 'closed', date: '2026-03-08', reason: 'weekend' },
    { kind: 'moved', from: '2026-03-07', to: '2026-03-09', why: 'weekend' },
    { kind: 'due', at: at('2026-03-10 00:00') },
  ]);
  expect(trace('2026-06-18 10:00', { value: 1, unit: 'days' })).toContainEqual({
    kind: 'moved',
    from: '2026-06-19',
    to: '2026-06-22',
    why: 'day_off',
  });
});

test('the horizon is told once, and provisional days are marked', () => {
  expect(trace('2026-12-31 10:00', { value: 2, unit: 'working_days' }).slice(2)).toEqual([
    { kind: 'horizon', date: '2027-01-01', side: 'after', coveredFrom: '2025-01-01', coveredUntil: '2026-12-31' },
    { kind: 'day_off', date: '2027-01-01', title: '元旦', source, provisional: true },
    { kind: 'closed', date: '2027-01-02', reason: 'weekend' },
    { kind: 'closed', date: '2027-01-03', reason: 'weekend' },
    { kind: 'counted_day', date: '2027-01-04', n: 1 },
    { kind: 'counted_day', date: '2027-01-05', n: 2 },
    { kind: 'due', at: at('2027-01-05 18:00') },
  ]);
});

test('a resumption with no days left tells the day that is already over', () => {
  const { trace } = resumeFrom(statutory, { value: 0, unit: 'working_days' }, at('2026-03-02 18:00'), { trace: true });

  expect(trace).toEqual([
    { kind: 'start', at: at('2026-03-02 18:00'), date: '2026-03-02' },
    { kind: 'closed', date: '2026-03-02', reason: 'after_closing' },
    { kind: 'due', at: at('2026-03-03 18:00') },
  ]);
});

test('a long story keeps every irregular day and merges the ordinary ones', () => {
  const told = trace('2025-12-31 17:00', { value: 1900, unit: 'working_hours' });
  const irregular = (kind: string) => told.filter((step) => step.kind === kind).length;

  expect(irregular('day_off')).toBe(33);
  expect(irregular('worked_weekend')).toBe(6);
  expect(told.length).toBeLessThan(80);
  const seconds = told.map((step) => (step.kind === 'spent' || step.kind === 'run' ? step.seconds : 0));
  expect(seconds.reduce((sum, each) => sum + each)).toBe(1900 * 3600);
  expect(told).toContainEqual({ kind: 'run', from: '2026-01-04', until: '2026-02-13', days: 31, seconds: 31 * 28_800 });
});

test('eighteen years of working days still fit on a page', () => {
  expect(trace('2026-03-02 10:00', { value: 4_500, unit: 'working_days' }).length).toBeLessThan(100);
});
