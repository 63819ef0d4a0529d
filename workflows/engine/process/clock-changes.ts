/** What moves a clock that was started already: an extension, a cured breach, another item. */
import type { Budget } from '../../definition/calendar.ts';
import type { RequestKind } from '../../definition/compiled-process.ts';
import { addBudget, extendFrom, remainingOf, resumeFrom } from '../worktime/index.ts';
import type { Due } from '../worktime/index.ts';
import { statedBudget } from './budgets.ts';
import type { Deadline } from './case-state.ts';
import { capOf, endClock, isLive, isOpenClock, resumeClock } from './clocks.ts';
import { holds } from './conditions.ts';
import { planRungs } from './rungs.ts';
import { currentItem, defOf, tellClock } from './run.ts';
import type { Run } from './run.ts';

/**
 * An extension is asked before the deadline and may be granted after it: a breach that came in between is cured
 * (the history keeps both). Rungs from `due` on are armed again, reminders that fired stay fired.
 */
export function extendClock(run: Run, deadline: Deadline, by: Budget): void {
  // A clock that waits is extended from where it would go on; it is stopped again once things have settled.
  resumeClock(run, deadline);
  if (!isOpenClock(deadline) || deadline.dueAt === null) return;
  const due = extendFrom(run.rules.calendar, { ...deadline, dueAt: deadline.dueAt }, by);
  const isCured = deadline.state === 'breached';
  if (isCured) clearMarks(run, deadline);
  // Granted so late that the new instant is behind it too, it runs out once more, then.
  Object.assign(deadline, { state: 'running', dueAt: due.dueAt, lastCounted: due.lastCounted });
  deadline.extensions += 1;
  deadline.provisional ||= due.provisional;
  planRungs(run, deadline);
  tellClock(run, { extended: deadline.name, id: deadline.id, unit: deadline.unit, by, dueAt: due.dueAt, isCured });
}

/**
 * A clock that ran out while a request waited that would have stopped it stands still from the asking on, as if the
 * grant had come at once. Its rungs from `due` on are armed again, as by an extension.
 */
export function cureClock(run: Run, deadline: Deadline, askedAt: number): void {
  if (deadline.state !== 'breached' || !isOpenClock(deadline) || deadline.dueAt === null || deadline.dueAt <= askedAt)
    return;
  clearMarks(run, deadline);
  const remaining = remainingOf(run.rules.calendar, { ...deadline, dueAt: deadline.dueAt }, askedAt);
  Object.assign(deadline, { state: 'paused', dueAt: null, remaining, extensions: deadline.extensions + 1 });
  deadline.pauses.push({ from: askedAt, to: null });
  planRungs(run, deadline);
  tellClock(run, { paused: deadline.name, id: deadline.id, unit: deadline.unit, remaining, isCured: true });
}

/** The flags that a breach set on the case, unless another breach has set them too. */
export function clearMarks(run: Run, cured: Deadline): void {
  const others = run.state.deadlines.filter(
    (deadline) => deadline !== cured && deadline.state === 'breached' && deadline.correctedAt === undefined,
  );
  const kept = new Set(others.flatMap((deadline) => marksOf(run, deadline)));
  const cleared = marksOf(run, cured).filter((mark) => !kept.has(mark));
  run.state.flags = run.state.flags.filter((flag) => !cleared.includes(flag));
}

function marksOf(run: Run, deadline: Deadline): string[] {
  const fired = new Set(deadline.rungs.filter((rung) => rung.firedAt !== null).map((rung) => rung.index));
  return defOf(run, deadline.name)
    .ladder.filter((rung) => fired.has(rung.index))
    .flatMap((rung) => [rung.mark ?? [], rung.listFor ?? []].flat());
}

/** Another item: what runs or waits is counted anew, `finish` before what it caps. */
export function recomputeClocks(run: Run): void {
  const live = run.state.deadlines.filter(isLive);
  const isCapped = (deadline: Deadline): boolean => defOf(run, deadline.name).notAfter !== undefined;
  for (const deadline of live) if (!isCapped(deadline)) recomputeClock(run, deadline);
  for (const deadline of live) if (isCapped(deadline)) recomputeClock(run, deadline);
}

/**
 * The clock runs as if it had been started for the new item, with its extensions and less its pauses; an instant that
 * would already be past is counted from the action. What the new item does not need at all is cancelled.
 */
function recomputeClock(run: Run, deadline: Deadline): void {
  const def = defOf(run, deadline.name);
  const track = run.state.tracks.find((t) => t.id === deadline.track) ?? null;
  if (track && !holds({ ...run, track }, def.when)) return endClock(run, deadline, 'cancelled');
  if (def.budget.kind === 'until_asked' || def.budget.kind === 'fixed') return;
  const budget = statedBudget(run, def.budget, deadline.unit);
  if (budget === null) return;
  const calendar = run.rules.calendar;
  const pausedAt = deadline.state === 'paused' ? (deadline.pauses.at(-1)?.from ?? run.at) : null;
  const asStarted = fromStart(run, deadline, budget);
  const isPast = asStarted === null || asStarted.dueAt <= (pausedAt ?? run.at);
  const due = isPast ? addBudget(calendar, run.at, budget) : asStarted;
  const left = pausedAt === null ? null : remainingOf(calendar, { budget, ...due }, isPast ? run.at : pausedAt);
  const dueAt = pausedAt === null ? Math.min(due.dueAt, capOf(run, def, track) ?? due.dueAt) : null;
  Object.assign(deadline, {
    budget,
    dueAt,
    remaining: left,
    lastCounted: due.lastCounted,
    provisional: due.provisional,
  });
  planRungs(run, deadline);
  const told = left === null ? { dueAt } : { remaining: left };
  tellClock(run, { recomputed: deadline.name, id: deadline.id, unit: deadline.unit, budget, ...told });
}

/** When the budget is used up, pauses left out; null when that was so before a pause began. */
export function fromStart(run: Run, deadline: Deadline, budget: Budget): Due | null {
  const calendar = run.rules.calendar;
  let due = addBudget(calendar, deadline.startedAt, budget);
  const limit = currentItem(run.rules, run.state)?.limit ?? budget;
  for (let i = 0; i < extensionsOf(run, deadline); i += 1) due = extendFrom(calendar, { budget, ...due }, limit);
  for (const pause of deadline.pauses) {
    if (due.dueAt <= pause.from) return null;
    if (pause.to !== null) due = resumeFrom(calendar, remainingOf(calendar, { budget, ...due }, pause.from), pause.to);
  }
  return due;
}

/** Counted by grants: `extensions` of a deadline also counts cured breaches. */
function extensionsOf(run: Run, deadline: Deadline): number {
  if (defOf(run, deadline.name).starts.on !== 'round') return 0;
  return run.state.requests.filter(
    ({ kind, state, track, decidedAt }) =>
      state === 'granted' &&
      track === deadline.track &&
      (decidedAt ?? 0) >= deadline.startedAt &&
      extendsClock(run.process.requests[kind]),
  ).length;
}

export function extendsClock(kind: RequestKind | undefined): boolean {
  return kind?.granted.some((move) => move.do.some((effect) => effect.effect === 'extend')) ?? false;
}
