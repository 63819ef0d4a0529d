export { addBudget, extendFrom, measure, remainingOf, resumeFrom } from './deadline.ts';
export type { Due, RunningDeadline, TraceOption } from './deadline.ts';
export { fractionAt } from './fraction.ts';
export type { RunningSegment } from './fraction.ts';
export { dateOf, endOfDate, instantOf, isOpen, isWorkingDay, seasonOf } from './questions.ts';
export type { ClosedReason, TraceStep } from './trace.ts';
export { needsCalendar } from './units.ts';
export { WorktimeError } from './worktime-error.ts';
export type { WorktimeErrorCode } from './worktime-error.ts';
