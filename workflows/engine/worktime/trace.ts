import { dateOfDay, weekdayOf } from './dates.ts';
import type { CalendarIndex, OfficeDay } from './office-day.ts';

export type ClosedReason = 'weekend' | 'no_hours' | 'before_opening' | 'break' | 'after_closing';

/** How a deadline was reached. Numbers in `at`, `from`, `to` are instants; texts there and in `date` are local dates. */
export type TraceStep =
  | { kind: 'start'; at: number; date: string }
  /** The day of the start, which day units do not count. */
  | { kind: 'first_day'; date: string }
  | { kind: 'closed'; date: string; reason: ClosedReason }
  | { kind: 'day_off'; date: string; title: string; source: string; provisional?: true }
  | { kind: 'worked_weekend'; date: string; title: string; source: string; provisional?: true }
  | { kind: 'spent'; date: string; from: number; to: number; seconds: number }
  | { kind: 'counted_day'; date: string; n: number }
  /** Ordinary days in a row: how many of them were worked or counted, and the office time spent on them. */
  | { kind: 'run'; from: string; until: string; days: number; seconds: number }
  | { kind: 'moved'; from: string; to: string; why: 'weekend' | 'no_hours' | 'day_off' }
  /** The first day read that the calendar does not cover yet, or no longer. */
  | { kind: 'horizon'; date: string; side: 'before' | 'after'; coveredFrom: string; coveredUntil: string }
  | { kind: 'due'; at: number };

/** Steps being collected; `null` where nobody asked, so that the hot path builds nothing. */
export type Telling = { steps: TraceStep[]; sides: Set<'before' | 'after'> } | null;

export function beginTelling(wanted: boolean | undefined): Telling {
  return wanted ? { steps: [], sides: new Set() } : null;
}

/** Names what is out of the ordinary about a day that was read. */
export function tellDay(telling: Telling, index: CalendarIndex, read: OfficeDay): void {
  if (!telling) return;
  const date = dateOfDay(read.day);
  if (!read.isCovered) tellHorizon(telling, index, read.day);
  const entry = read.off ?? read.worked;
  if (entry) {
    const named = { date, title: entry.title, source: entry.source };
    const kind = read.off ? 'day_off' : 'worked_weekend';
    telling.steps.push(entry.provisional ? { kind, ...named, provisional: true } : { kind, ...named });
  } else if (!read.isWorking) telling.steps.push({ kind: 'closed', date, reason: restReason(read.day) });
}

/** Why a start in closed time of a working day waits. */
export function tellClosedStart(telling: Telling, read: OfficeDay, at: number): void {
  if (!telling || !read.isWorking || read.spans.some(([from, to]) => at >= from && at < to)) return;
  const reason = at < read.spans[0]![0] ? 'before_opening' : at >= read.spans.at(-1)![1] ? 'after_closing' : 'break';
  telling.steps.push({ kind: 'closed', date: dateOfDay(read.day), reason });
}

export function tellMoved(telling: Telling, from: OfficeDay, to: OfficeDay): void {
  if (!telling || from.day === to.day) return;
  const why = from.off ? 'day_off' : restReason(from.day);
  telling.steps.push({ kind: 'moved', from: dateOfDay(from.day), to: dateOfDay(to.day), why });
}

// Enough for a working week told span by span; beyond it nobody reads ordinary days one by one.
const STEPS_UNMERGED = 30;

/** A long story keeps every irregular day and merges the ordinary ones between them. */
export function endTelling(telling: Telling, dueAt: number): TraceStep[] {
  if (!telling) return [];
  const told: TraceStep[] = [...telling.steps, { kind: 'due', at: dueAt }];
  return told.length <= STEPS_UNMERGED ? told : mergeRuns(told);
}

function mergeRuns(steps: readonly TraceStep[]): TraceStep[] {
  const merged: TraceStep[] = [];
  let run: OrdinaryStep[] = [];
  const flush = () => {
    merged.push(...(run.length > 2 ? [runOf(run)] : run));
    run = [];
  };
  for (const step of steps) {
    if (isOrdinary(step)) run.push(step);
    else {
      flush();
      merged.push(step);
    }
  }
  flush();
  return merged;
}

type OrdinaryStep = Extract<TraceStep, { kind: 'spent' | 'counted_day' | 'closed' }>;

function isOrdinary(step: TraceStep): step is OrdinaryStep {
  return step.kind === 'spent' || step.kind === 'counted_day' || (step.kind === 'closed' && step.reason === 'weekend');
}

function runOf(run: readonly OrdinaryStep[]): TraceStep {
  const worked = run.filter((step) => step.kind !== 'closed');
  const seconds = run.reduce((sum, step) => sum + (step.kind === 'spent' ? step.seconds : 0), 0);
  const days = new Set(worked.map((step) => step.date)).size;
  return { kind: 'run', from: run[0]!.date, until: run.at(-1)!.date, days, seconds };
}

function tellHorizon(telling: NonNullable<Telling>, index: CalendarIndex, day: number): void {
  const side = day < index.coveredFrom ? 'before' : 'after';
  if (telling.sides.has(side)) return;
  telling.sides.add(side);
  telling.steps.push({
    kind: 'horizon',
    date: dateOfDay(day),
    side,
    coveredFrom: dateOfDay(index.coveredFrom),
    coveredUntil: dateOfDay(index.coveredUntil),
  });
}

function restReason(day: number): 'weekend' | 'no_hours' {
  const weekday = weekdayOf(day);
  return weekday === 'sat' || weekday === 'sun' ? 'weekend' : 'no_hours';
}
