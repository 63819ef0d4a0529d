/**
 * Deadlines. One row is one start of one clock; its due instant is stored and changes only by pause, extension,
 * reclassification or a recorded calendar correction (handbook: every start, pause, stop and change with its cause).
 */
import type { Budget, DurationUnit } from '../../definition/calendar.ts';
import type { BudgetSource, DeadlineDef } from '../../definition/compiled-process.ts';
import { addBudget, endOfDate, extendFrom, fractionAt, measure, remainingOf, resumeFrom } from '../worktime/index.ts';
import type { Due } from '../worktime/index.ts';
import type { CaseRequest, Deadline, Track } from './case-state.ts';
import { holds } from './conditions.ts';
import { currentItem, tellClock } from './run.ts';
import type { Run } from './run.ts';

export interface ClockOwner {
  track?: Track;
  request?: CaseRequest;
}

export function defOf(run: Run, name: string): DeadlineDef {
  const def = run.process.deadlines.find((d) => d.name === name);
  if (!def) throw new Error(`process "${run.process.code}" has no deadline "${name}"`);
  return def;
}

export function isLive(deadline: Deadline): boolean {
  return deadline.state === 'running' || deadline.state === 'paused';
}

/** Still being watched: live, or breached and not yet done. */
export function isOpenClock(deadline: Deadline): boolean {
  return deadline.endedAt === null;
}

export function startClock(run: Run, def: DeadlineDef, owner: ClockOwner = {}): void {
  const track = owner.track ?? null;
  if (!holds({ ...run, track }, def.when)) return;
  const found = budgetOf(run, def.budget);
  if (found === null) return;
  const { budget, due } = found;
  const cap = def.notAfter === undefined ? null : dueOf(run, def.notAfter, track);
  const dueAt = cap === null ? due.dueAt : Math.min(due.dueAt, cap);
  const deadline: Deadline = {
    id: run.state.deadlines.length + 1,
    name: def.name,
    unit: track?.unit ?? null,
    track: track?.id ?? null,
    request: owner.request?.id ?? null,
    round: run.state.round,
    budget,
    startedAt: run.at,
    dueAt,
    remaining: null,
    lastCounted: due.lastCounted,
    state: 'running',
    provisional: due.provisional,
    extensions: 0,
    pauses: [],
    endedAt: null,
    rungs: [],
  };
  run.state.deadlines.push(deadline);
  planRungs(run, deadline);
  tellClock(run, { started: def.name, id: deadline.id, unit: deadline.unit, budget, dueAt });
}

/** The track's own clock of that name; an assisting unit, which has none, is held to the lead's. */
function dueOf(run: Run, name: string, track: Track | null): number | null {
  const live = run.state.deadlines.filter((d) => d.name === name && isLive(d));
  return (live.findLast((d) => d.track === (track?.id ?? null)) ?? live.at(-1))?.dueAt ?? null;
}

function budgetOf(run: Run, source: BudgetSource): { budget: Budget; due: Due } | null {
  if (source.kind === 'until_asked') return untilAsked(run);
  const budget = statedBudget(run, source);
  return budget && { budget, due: addBudget(run.rules.calendar, run.at, budget) };
}

/** A suspension ends with the day that was asked for and granted. */
function untilAsked(run: Run): { budget: Budget; due: Due } | null {
  const until = run.state.requests.findLast((request) => request.state === 'granted' && request.until !== null)?.until;
  if (until == null) return null;
  const dueAt = endOfDate(run.rules.calendar, until);
  const seconds = Math.max(1, Math.ceil((dueAt - run.at) / 1000));
  return {
    budget: { value: seconds, unit: 'seconds' },
    due: { dueAt, provisional: false, lastCounted: null, trace: [] },
  };
}

function statedBudget(run: Run, source: Exclude<BudgetSource, { kind: 'until_asked' }>): Budget | null {
  const { state, rules } = run;
  switch (source.kind) {
    case 'fixed':
      return source.budget;
    case 'item_limit':
      return currentItem(rules, state)?.limit ?? null;
    case 'by_level':
      return source.budgets[state.level] ?? null;
    case 'by_urgency': {
      const budget = source.budgets[state.urgency] ?? null;
      const limit = currentItem(rules, state)?.limit;
      const follows = source.officeTimeFollowsLimit.includes(state.urgency) && limit?.unit.startsWith('working_');
      return budget && follows ? { ...budget, unit: officeUnit(budget.unit) } : budget;
    }
  }
}

function officeUnit(unit: DurationUnit): DurationUnit {
  return unit.startsWith('working_') ? unit : (`working_${unit}` as DurationUnit);
}

/** Lays the unfired rungs out over the clock as it now runs; what has fired stays fired. */
export function planRungs(run: Run, deadline: Deadline): void {
  const fired = deadline.rungs.filter((rung) => rung.firedAt !== null);
  const { dueAt, extensions } = deadline;
  const done = (index: number, isFromDueOn: boolean): boolean =>
    fired.some((rung) => rung.index === index && (!isFromDueOn || rung.extensions === extensions));
  const ahead = defOf(run, deadline.name).ladder.flatMap((rung) => {
    const isFromDueOn = 'due' in rung.at;
    if (done(rung.index, isFromDueOn)) return [];
    const at = dueAt === null ? null : rungAt(run, deadline, dueAt, rung.at);
    return [{ index: rung.index, at, firedAt: null, extensions }];
  });
  deadline.rungs = [...fired, ...ahead];
}

function rungAt(run: Run, deadline: Deadline, dueAt: number, at: { fraction: number } | { due: true; plus?: Budget }) {
  const calendar = run.rules.calendar;
  // Counted as an extension is: after a deadline that ended at 24:00 the next working day is the first.
  if ('due' in at) return at.plus ? extendFrom(calendar, { ...deadline, dueAt }, at.plus).dueAt : dueAt;
  const { unit } = deadline.budget;
  const segmentStartedAt = deadline.pauses.at(-1)?.to ?? deadline.startedAt;
  const paused = deadline.pauses.reduce((sum, p) => sum + measure(calendar, unit, p.from, p.to ?? p.from), 0);
  const spentMs = measure(calendar, unit, deadline.startedAt, segmentStartedAt) - paused;
  return fractionAt(calendar, { budgetUnit: unit, segmentStartedAt, spentMs, dueAt }, at.fraction);
}

export function pauseClock(run: Run, deadline: Deadline): void {
  if (deadline.state !== 'running' || deadline.dueAt === null) return;
  deadline.remaining = remainingOf(run.rules.calendar, { ...deadline, dueAt: deadline.dueAt }, run.at);
  deadline.dueAt = null;
  deadline.state = 'paused';
  deadline.pauses.push({ from: run.at, to: null });
  planRungs(run, deadline);
  tellClock(run, { paused: deadline.name, id: deadline.id, unit: deadline.unit, remaining: deadline.remaining });
}

export function resumeClock(run: Run, deadline: Deadline): void {
  const pause = deadline.pauses.at(-1);
  if (deadline.state !== 'paused' || deadline.remaining === null || !pause) return;
  const due = resumeFrom(run.rules.calendar, deadline.remaining, run.at);
  pause.to = run.at;
  Object.assign(deadline, { state: 'running', dueAt: due.dueAt, lastCounted: due.lastCounted, remaining: null });
  deadline.provisional ||= due.provisional;
  planRungs(run, deadline);
  tellClock(run, { resumed: deadline.name, id: deadline.id, unit: deadline.unit, dueAt: deadline.dueAt });
}

/** Whether the action that is being performed is one of those the clock waits for. */
export function isMetByAction(run: Run, def: DeadlineDef): boolean {
  return def.metBy.some(
    (by) =>
      by.action === run.action &&
      Object.entries(by.fields ?? {}).every(([name, values]) => values.includes(run.fields[name] as string)),
  );
}

/** A clock that ran out before stays breached, also when the work is done late; then only its rungs stop. */
export function endClock(run: Run, deadline: Deadline, as: 'met' | 'cancelled'): void {
  if (!isOpenClock(deadline)) return;
  const pause = deadline.pauses.at(-1);
  if (pause && pause.to === null) pause.to = run.at;
  if (deadline.state !== 'breached') deadline.state = as;
  deadline.endedAt = run.at;
  deadline.remaining = null;
  deadline.rungs = deadline.rungs.filter((rung) => rung.firedAt !== null);
  tellClock(run, { ended: deadline.name, id: deadline.id, unit: deadline.unit, state: deadline.state });
}

/**
 * An extension is asked before the deadline and may be granted after it: a breach that came in between is cured
 * (the history keeps both). Rungs from `due` on are armed again, reminders that fired stay fired.
 */
export function extendClock(run: Run, deadline: Deadline, by: Budget): void {
  // A clock that waits is extended from where it would go on; it is stopped again once things have settled.
  resumeClock(run, deadline);
  if (!isOpenClock(deadline) || deadline.dueAt === null) return;
  const due = extendFrom(run.rules.calendar, { ...deadline, dueAt: deadline.dueAt }, by);
  const isCured = deadline.state === 'breached' && due.dueAt > run.at;
  Object.assign(deadline, { dueAt: due.dueAt, lastCounted: due.lastCounted, extensions: deadline.extensions + 1 });
  if (isCured) deadline.state = 'running';
  deadline.provisional ||= due.provisional;
  planRungs(run, deadline);
  tellClock(run, { extended: deadline.name, id: deadline.id, unit: deadline.unit, by, dueAt: due.dueAt, isCured });
}

/**
 * Reclassified: a clock that was started for the old item runs as if it had been started for the new one, less its
 * pauses; an instant that would already be past is counted from the action.
 */
export function recomputeClock(run: Run, deadline: Deadline): void {
  const def = defOf(run, deadline.name);
  if (!isLive(deadline) || def.budget.kind === 'until_asked' || def.budget.kind === 'fixed') return;
  const budget = statedBudget(run, def.budget);
  if (budget === null) return;
  const calendar = run.rules.calendar;
  let due = addBudget(calendar, deadline.startedAt, budget);
  deadline.budget = budget;
  for (const pause of deadline.pauses) {
    const left = remainingOf(calendar, { budget, dueAt: due.dueAt, lastCounted: due.lastCounted }, pause.from);
    if (pause.to === null) {
      deadline.remaining = left;
      planRungs(run, deadline);
      tellClock(run, { recomputed: deadline.name, id: deadline.id, unit: deadline.unit, remaining: left });
      return;
    }
    due = resumeFrom(calendar, left, pause.to);
  }
  if (due.dueAt <= run.at) due = addBudget(calendar, run.at, budget);
  const track = run.state.tracks.find((t) => t.id === deadline.track) ?? null;
  const cap = def.notAfter === undefined ? null : dueOf(run, def.notAfter, track);
  deadline.dueAt = cap === null ? due.dueAt : Math.min(due.dueAt, cap);
  Object.assign(deadline, { lastCounted: due.lastCounted, provisional: due.provisional });
  planRungs(run, deadline);
  tellClock(run, { recomputed: deadline.name, id: deadline.id, unit: deadline.unit, budget, dueAt: deadline.dueAt });
}
