import type { Budget, Calendar, DurationUnit } from '../../definition/calendar.ts';
import { checkInstant, dateOfDay, dayOfDate } from './dates.ts';
import { indexOf, type CalendarIndex } from './office-day.ts';
import {
  afterDays,
  afterOfficeTime,
  afterPlainTime,
  afterWorkingDays,
  endOfWorkingDay,
  officeTimeBetween,
  workingDaysBetween,
  type Reach,
} from './reach.ts';
import { beginTelling, endTelling, type Telling, type TraceStep } from './trace.ts';
import { amountOf, checkBudget, checkRemaining, isDayUnit, isWorkingUnit } from './units.ts';
import { localDayOf } from './zone.ts';

export interface Due {
  /** Epoch milliseconds, exact. */
  dueAt: number;
  /** The calendar was read outside its coverage, or at a provisional day: the deadline may still change. */
  provisional: boolean;
  /**
   * For `days`: the last counted day, before it moved to a working day; null for other units. Keep it beside `dueAt`
   * and hand it to `remainingOf`: a due instant alone does not tell the counted days from those it moved over.
   */
  lastCounted: string | null;
  /** Empty unless asked for. */
  trace: TraceStep[];
}

export interface RunningDeadline {
  budget: Budget;
  dueAt: number;
  lastCounted?: string | null;
}

export interface TraceOption {
  trace?: boolean;
}

/**
 * When a budget that starts at `start` is used up: by hours from the moment, by days without the day of the start
 * (Civil Code art. 201, 203). Throws WorktimeError: `invalid_budget`, `out_of_range`, `no_open_time`, `too_far`.
 */
export function addBudget(calendar: Calendar, start: number, budget: Budget, option?: TraceOption): Due {
  checkBudget(budget);
  const index = indexOf(calendar);
  return reach(index, checkInstant(start), localDayOf(index.zone, start), budget, option);
}

/**
 * What a pause leaves, in the budget's own unit: seconds for clock units, office seconds for working time, for day
 * units the counted days still to come after the day of the pause. Nothing is left once the deadline is due.
 */
export function remainingOf(calendar: Calendar, deadline: RunningDeadline, pausedAt: number): Budget {
  const index = indexOf(calendar);
  const { unit } = deadline.budget;
  checkInstant(pausedAt);
  checkInstant(deadline.dueAt);
  if (!isDayUnit(unit)) {
    const leftMs = isWorkingUnit(unit)
      ? officeTimeBetween(index, pausedAt, deadline.dueAt)
      : Math.max(0, deadline.dueAt - pausedAt);
    return { value: leftMs / 1000, unit: isWorkingUnit(unit) ? 'working_seconds' : 'seconds' };
  }
  const pauseDay = localDayOf(index.zone, pausedAt);
  if (unit === 'working_days')
    return { value: workingDaysBetween(index, pauseDay, lastDayOf(index, deadline.dueAt)), unit };
  const last = deadline.lastCounted ? dayOfDate(deadline.lastCounted) : lastDayOf(index, deadline.dueAt);
  return { value: Math.max(0, last - pauseDay), unit };
}

/**
 * When what a pause left is used up, counted from the resumption as from a start. With no seconds left that is the
 * resumption itself, with no days left the end of the first working day not yet over.
 */
export function resumeFrom(calendar: Calendar, remaining: Budget, resumedAt: number, option?: TraceOption): Due {
  checkRemaining(remaining);
  const index = indexOf(calendar);
  return reach(index, checkInstant(resumedAt), localDayOf(index.zone, resumedAt), remaining, option);
}

/**
 * When a deadline is due that gets `added` on top: the addition starts at the old due instant, in day units at the old
 * last day, which for one due at 24:00 is the day that ends there.
 */
export function extendFrom(calendar: Calendar, deadline: RunningDeadline, added: Budget, option?: TraceOption): Due {
  checkBudget(added);
  const index = indexOf(calendar);
  checkInstant(deadline.dueAt);
  return reach(index, deadline.dueAt, lastDayOf(index, deadline.dueAt), added, option);
}

/** Running time between two instants as the unit's clock sees it, in ms: office time for `working_*`, else plain. */
export function measure(calendar: Calendar, unit: DurationUnit, from: number, to: number): number {
  checkInstant(from);
  checkInstant(to);
  return isWorkingUnit(unit) ? officeTimeBetween(indexOf(calendar), from, to) : Math.max(0, to - from);
}

function reach(index: CalendarIndex, start: number, startDay: number, budget: Budget, option?: TraceOption): Due {
  const telling = beginTelling(option?.trace);
  telling?.steps.push({ kind: 'start', at: start, date: dateOfDay(startDay) });
  const amount = amountOf(budget);
  const { at, provisional } = spend(index, start, startDay, budget.unit, amount, telling);
  const lastCounted = budget.unit === 'days' ? dateOfDay(startDay + amount) : null;
  return { dueAt: at, provisional, lastCounted, trace: endTelling(telling, at) };
}

function spend(
  index: CalendarIndex,
  start: number,
  startDay: number,
  unit: DurationUnit,
  amount: number,
  telling: Telling,
): Reach {
  if (!isDayUnit(unit))
    return isWorkingUnit(unit)
      ? afterOfficeTime(index, start, amount, telling)
      : { at: afterPlainTime(start, amount), provisional: false };
  const endsAtClose = unit === 'working_days';
  if (amount === 0) return endOfWorkingDay(index, start, endsAtClose, telling);
  return (endsAtClose ? afterWorkingDays : afterDays)(index, startDay, amount, telling);
}

/** A due instant belongs to the time before it: 24:00 is the end of a day, not the start of the next. */
function lastDayOf(index: CalendarIndex, dueAt: number): number {
  return localDayOf(index.zone, dueAt - 1);
}
