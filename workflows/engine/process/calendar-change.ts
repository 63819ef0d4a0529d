/** One clock under a calendar that has changed. */
import type { Calendar } from '../../definition/calendar.ts';
import { addBudget, remainingOf, resumeFrom } from '../worktime/index.ts';
import type { Due } from '../worktime/index.ts';
import type { Deadline } from './case-state.ts';
import { clearMarks, fromStart } from './clock-changes.ts';
import { isOpenClock } from './clocks.ts';
import { planRungs } from './rungs.ts';
import { defOf } from './run.ts';
import type { Run } from './run.ts';

/**
 * A clock that was neither stopped nor extended is counted anew from its start; another, and one whose new instant would be behind it
 * already, goes on with what was left of it by the old calendar: nobody can keep an instant that has passed before it was known.
 */
export function followCalendar(run: Run, deadline: Deadline, before: Calendar): void {
  const { dueAt } = deadline;
  if (dueAt === null || defOf(run, deadline.name).budget.kind === 'until_asked') return;
  const due = plainFromStart(run.rules.calendar, deadline, run.at) ?? goneOn(run, { ...deadline, dueAt }, before);
  const cap = capUnder(run, deadline, before, run.rules.calendar);
  Object.assign(deadline, {
    dueAt: cap !== null && cap > run.at ? Math.min(due.dueAt, cap) : due.dueAt,
    lastCounted: due.lastCounted,
    provisional: due.provisional,
  });
  planAhead(run, deadline);
}

/**
 * A breach that the new calendar excuses. Still undone, the clock runs again, its rungs from `due` on armed anew; done meanwhile and in
 * time, the breach stays on record and is marked as corrected. One that stands only has its further rungs moved.
 */
export function correctBreach(run: Run, deadline: Deadline, before: Calendar): void {
  if (deadline.correctedAt !== undefined) return;
  const due = excusedUntil(run, deadline, before);
  if (due === null) {
    if (isOpenClock(deadline)) planAhead(run, deadline);
    return;
  }
  clearMarks(run, deadline);
  if (!isOpenClock(deadline)) return void (deadline.correctedAt = run.at);
  const { dueAt, lastCounted, provisional } = due;
  Object.assign(deadline, { state: 'running', dueAt, lastCounted, provisional, extensions: deadline.extensions + 1 });
  planAhead(run, deadline);
}

/** Null where the breach stands, and where its instant cannot be told from the clock's start (another item was counted from later on). */
function excusedUntil(run: Run, deadline: Deadline, before: Calendar): Due | null {
  const was = wholeDue(
    { ...run, rules: { ...run.rules, calendar: before } },
    deadline,
    capUnder(run, deadline, before, before),
  );
  if (was === null || was.dueAt !== deadline.dueAt) return null;
  const due = wholeDue(run, deadline, capUnder(run, deadline, before, run.rules.calendar));
  return due !== null && due.dueAt > (deadline.endedAt ?? run.at) ? due : null;
}

function wholeDue(run: Run, deadline: Deadline, cap: number | null): Due | null {
  const due = fromStart(run, deadline, deadline.budget);
  return due && { ...due, dueAt: Math.min(due.dueAt, cap ?? due.dueAt) };
}

function plainFromStart(calendar: Calendar, deadline: Deadline, at: number): Due | null {
  if (deadline.pauses.length > 0 || deadline.extensions > 0) return null;
  const due = addBudget(calendar, deadline.startedAt, deadline.budget);
  return due.dueAt > at ? due : null;
}

function goneOn(run: Run, deadline: Deadline & { dueAt: number }, before: Calendar): Due {
  return resumeFrom(run.rules.calendar, remainingOf(before, deadline, run.at), run.at);
}

/**
 * The cap is fixed at the start of a clock (no track clock is due after `finish`), so it is what capped it then, counted by `calendar`.
 * Null for a clock that was not held by one.
 */
function capUnder(run: Run, deadline: Deadline, before: Calendar, calendar: Calendar): number | null {
  const { notAfter } = defOf(run, deadline.name);
  if (notAfter === undefined || deadline.dueAt === null) return null;
  const then = run.state.deadlines.filter(
    ({ name, startedAt, endedAt }) =>
      name === notAfter && startedAt <= deadline.startedAt && (endedAt === null || endedAt > deadline.startedAt),
  );
  const capping = then.findLast(({ track }) => track === deadline.track) ?? then.at(-1);
  if (!capping || stoodStill(capping, deadline.startedAt)) return null;
  if (dueAsOf(before, capping, deadline.startedAt) < deadline.dueAt) return null;
  return dueAsOf(calendar, capping, deadline.startedAt);
}

function stoodStill({ pauses }: Deadline, at: number): boolean {
  return pauses.some(({ from, to }) => from <= at && (to === null || to > at));
}

/** When a clock was due as it stood at an instant, extensions left out. */
function dueAsOf(calendar: Calendar, { startedAt, budget, pauses }: Deadline, at: number): number {
  let due = addBudget(calendar, startedAt, budget);
  for (const { from, to } of pauses)
    if (to !== null && to <= at) due = resumeFrom(calendar, remainingOf(calendar, { budget, ...due }, from), to);
  return due.dueAt;
}

/** Nothing falls due before it was decided. */
function planAhead(run: Run, deadline: Deadline): void {
  planRungs(run, deadline);
  for (const rung of deadline.rungs) if (rung.firedAt === null && rung.at !== null) rung.at = Math.max(rung.at, run.at);
}

export function isSameClock(a: Deadline, b: Deadline): boolean {
  const facts = ({ dueAt, lastCounted, provisional, state, correctedAt, rungs }: Deadline) =>
    JSON.stringify([
      ...[dueAt, lastCounted, provisional, state, correctedAt],
      ...rungs.map(({ index, at, firedAt, extensions }) => [index, at, firedAt, extensions]),
    ]);
  return facts(a) === facts(b);
}
