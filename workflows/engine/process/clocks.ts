/**
 * Deadlines. One row is one start of one clock; its due instant is stored and changes only by pause, extension,
 * reclassification or a recorded calendar correction (handbook: every start, pause, stop and change with its cause).
 */
import type { DeadlineDef } from '../../definition/compiled-process.ts';
import { remainingOf, resumeFrom } from '../worktime/index.ts';
import { budgetOf } from './budgets.ts';
import type { CaseRequest, Deadline, Track } from './case-state.ts';
import { holds } from './conditions.ts';
import { planRungs } from './rungs.ts';
import { tellClock } from './run.ts';
import type { Run } from './run.ts';

export interface ClockOwner {
  track?: Track;
  request?: CaseRequest;
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
  const found = budgetOf(run, def.budget, track?.unit ?? null);
  if (found === null) return;
  const { budget, due } = found;
  const cap = capOf(run, def, track);
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

/**
 * The instant that caps a clock (no track clock is due after `finish`): that of the track's own clock of the capping
 * name; an assisting unit, which has none, is held to the lead's. Null once that one is breached, paused or over.
 */
export function capOf(run: Run, def: DeadlineDef, track: Track | null): number | null {
  if (def.notAfter === undefined) return null;
  const live = run.state.deadlines.filter((d) => d.name === def.notAfter && isLive(d));
  return (live.findLast((d) => d.track === (track?.id ?? null)) ?? live.at(-1))?.dueAt ?? null;
}

/** What has run out is not paused any more: it is breached as soon as the case is looked at. */
export function pauseClock(run: Run, deadline: Deadline): void {
  if (deadline.state !== 'running' || deadline.dueAt === null || deadline.dueAt <= run.at) return;
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
