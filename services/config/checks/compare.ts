import type { Budget, DurationUnit } from '#workflows/definition/calendar.ts';

import { isBudget } from '../compile/settings.ts';

type Family = 'clock' | 'days' | 'office' | 'office_days';

const families: Record<DurationUnit, [Family, number]> = {
  seconds: ['clock', 1],
  minutes: ['clock', 60],
  hours: ['clock', 3600],
  days: ['days', 1],
  working_seconds: ['office', 1],
  working_minutes: ['office', 60],
  working_hours: ['office', 3600],
  working_days: ['office_days', 1],
};

/**
 * Whether `limit` can never be due after `bound` started at the same moment, whatever the calendar. Within one family
 * that is arithmetic. Across families only what holds on every calendar counts: office time is never shorter than as
 * much clock time, a working day has an hour at least and closes at noon at the earliest, and n days, moved to a
 * working day, end before the next working day closes. Everything else depends on nights and days off.
 */
export function isAtMost(limit: Budget, bound: Budget): boolean | 'depends' {
  const [family, size] = families[limit.unit];
  const [boundFamily, boundSize] = families[bound.unit];
  const amount = limit.value * size;
  const most = bound.value * boundSize;
  if (family === boundFamily) return amount <= most;
  switch (`${family} in ${boundFamily}` as const) {
    case 'clock in office':
      return amount <= most || 'depends';
    case 'clock in office_days':
      return amount <= most * 12 * 3600 || 'depends';
    case 'office in office_days':
      return amount <= most * 3600 || 'depends';
    case 'days in office_days':
      return amount < most || 'depends';
    // the day of the start does not count: n days last more than n - 1 times 24 hours, and n times at the longest start
    case 'clock in days':
      return amount <= (most - 1) * 86_400 || 'depends';
    default:
      return 'depends';
  }
}

/** A setting against one bound; lists and truth values have none. Durations of different clocks are not within. */
export function settingWithin(value: unknown, side: 'at_least' | 'at_most', bound: Budget | number): boolean {
  if (typeof value === 'number' && typeof bound === 'number')
    return side === 'at_most' ? value <= bound : value >= bound;
  if (!isBudget(value) || !isBudget(bound)) return true;
  return (side === 'at_most' ? isAtMost(value, bound) : isAtMost(bound, value)) === true;
}
