import type { Calendar, DurationUnit } from '../../definition/calendar.ts';
import { measure } from './deadline.ts';
import { indexOf } from './office-day.ts';
import { afterOfficeTime } from './reach.ts';
import { isWorkingUnit } from './units.ts';

export interface RunningSegment {
  budgetUnit: DurationUnit;
  /** The start of the deadline, or its last resumption. */
  segmentStartedAt: number;
  /** `measure` over the segments before this one; pauses between them do not count. */
  spentMs: number;
  /** The due instant now, extensions included. */
  dueAt: number;
}

/**
 * The instant at which a part (0.5 = 50 %) of a deadline's whole running time is over: office time for `working_*`,
 * plain time for all others. The start of the segment where that lies behind it, never later than due.
 */
export function fractionAt(calendar: Calendar, segment: RunningSegment, fraction: number): number {
  const { budgetUnit, segmentStartedAt, spentMs, dueAt } = segment;
  if (fraction >= 1) return dueAt;
  const wholeMs = spentMs + measure(calendar, budgetUnit, segmentStartedAt, dueAt);
  const aheadMs = Math.round(wholeMs * fraction) - spentMs;
  if (aheadMs <= 0) return segmentStartedAt;
  if (!isWorkingUnit(budgetUnit)) return segmentStartedAt + aheadMs;
  return afterOfficeTime(indexOf(calendar), segmentStartedAt, aheadMs, null).at;
}
