import type { Budget, DurationUnit } from '../../definition/calendar.ts';
import { WorktimeError } from './worktime-error.ts';

/** Milliseconds of one unit; day units are counted in days and have none. */
const UNIT_MS: Readonly<Record<DurationUnit, number | null>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: null,
  working_seconds: 1000,
  working_minutes: 60_000,
  working_hours: 3_600_000,
  working_days: null,
};

export function isWorkingUnit(unit: DurationUnit): boolean {
  return unit.startsWith('working_');
}

export function isDayUnit(unit: DurationUnit): unit is 'days' | 'working_days' {
  return UNIT_MS[unit] === null;
}

/** `days` reads it too, for where its last day moves. */
export function needsCalendar(unit: DurationUnit): boolean {
  return isWorkingUnit(unit) || unit === 'days';
}

/** What the budget spends: days for day units, else milliseconds. */
export function amountOf({ value, unit }: Budget): number {
  return Math.round(value * (UNIT_MS[unit] ?? 1));
}

/** A budget that somebody sets is a whole number from 1; throws `invalid_budget`. */
export function checkBudget(budget: Budget): void {
  if (!Object.hasOwn(UNIT_MS, budget.unit))
    throw new WorktimeError('invalid_budget', `“${budget.unit}” is not a unit of time`);
  if (!Number.isInteger(budget.value) || budget.value < 1)
    throw new WorktimeError('invalid_budget', `a budget is a whole number from 1, not ${budget.value}`);
}

/** What a pause left may be nothing, and in seconds goes down to the millisecond; throws `invalid_budget`. */
export function checkRemaining({ value, unit }: Budget): void {
  if (!Object.hasOwn(UNIT_MS, unit)) throw new WorktimeError('invalid_budget', `“${unit}” is not a unit of time`);
  if (!(value >= 0) || (isDayUnit(unit) && !Number.isInteger(value)))
    throw new WorktimeError('invalid_budget', `${value} ${unit} cannot be what a pause left`);
}
