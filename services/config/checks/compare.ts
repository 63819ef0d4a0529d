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
 * that is arithmetic; clock time never outlasts as much office time; every other pair depends on nights and days off.
 */
export function isAtMost(limit: Budget, bound: Budget): boolean | 'depends' {
  const [family, size] = families[limit.unit];
  const [boundFamily, boundSize] = families[bound.unit];
  const amount = limit.value * size;
  const most = bound.value * boundSize;
  if (family === boundFamily) return amount <= most;
  if (family === 'clock' && boundFamily === 'office') return amount <= most ? true : 'depends';
  // the day of the start does not count, so a budget of n days lasts more than n - 1 times 24 hours
  if (family === 'clock' && boundFamily === 'days') return amount <= most * 86_400;
  if (family === 'days' && boundFamily === 'clock') return amount * 86_400 <= most ? 'depends' : false;
  return 'depends';
}

/** A setting against one bound; lists and truth values have none. Durations of different clocks are not within. */
export function settingWithin(value: unknown, side: 'at_least' | 'at_most', bound: Budget | number): boolean {
  if (typeof value === 'number' && typeof bound === 'number')
    return side === 'at_most' ? value <= bound : value >= bound;
  if (!isBudget(value) || !isBudget(bound)) return true;
  return (side === 'at_most' ? isAtMost(value, bound) : isAtMost(bound, value)) === true;
}
