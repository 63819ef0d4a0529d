import { formatInstant } from '../worktime/instant.ts';
import type { Rung } from '../../definition/compiled-process.ts';
import type { CaseState, Deadline, EventDraft, Rules } from './case-state.ts';
import { endClock, isOpenClock } from './clocks.ts';
import { applyEffect, raiseLevel, setFlag } from './effects.ts';
import { applyEffects, enterState, settleDown } from './moves.ts';
import { defOf, emit, owingTracks, startRun, system } from './run.ts';
import type { Run } from './run.ts';

export interface Settled {
  state: CaseState;
  events: EventDraft[];
}

/** An instant that waits: a rung, or the due instant of a clock whose ladder has no rung there. */
interface Instant {
  at: number;
  deadline: Deadline;
  /** Its place in the ladder; the bare due instant comes before any rung. */
  index: number;
}

/** No case has this many instants between two looks; a process that makes them itself must not hang its worker. */
const MOST_INSTANTS = 10_000;

/**
 * Works through what fell due at or before `at`, in order, as if every timer had been exact: the history is the same
 * whether this runs at each instant or once, late. Ties: start of the deadline, then place in the ladder. `recordedAt` is
 * for who settles up to an instant that has passed.
 */
export function settle(rules: Rules, state: CaseState, at: number, recordedAt = at): Settled {
  const first = earliest(state);
  if (first === null || first.at > at) return { state, events: [] };
  const run = startRun(rules, state, at, { actor: system, standing: { relations: [], units: [] } }, applyEffect);
  run.recordedAt = recordedAt;
  for (let i = 0; i < MOST_INSTANTS; i += 1) {
    const next = earliest(run.state);
    if (next === null || next.at > at) {
      run.state.updatedAt = at;
      return { state: run.state, events: run.events };
    }
    run.at = next.at;
    run.dueAt = next.at;
    const from = run.state.state;
    const told = run.events.length;
    fire(run, next);
    settleDown(run);
    if (run.state.state !== from) Object.assign(run.events[told]?.data ?? {}, { from, to: run.state.state });
  }
  throw new Error(`process "${state.process}" makes more than ${MOST_INSTANTS} instants`);
}

/** Epoch ms of the earliest instant that waits; null when nothing does. */
export function nextInstant(state: CaseState): number | null {
  return earliest(state)?.at ?? null;
}

function earliest(state: CaseState): Instant | null {
  let found: Instant | null = null;
  for (const deadline of state.deadlines) {
    if (!isOpenClock(deadline) || deadline.state === 'paused') continue;
    if (deadline.state === 'running' && deadline.dueAt !== null)
      found = sooner(found, { at: deadline.dueAt, deadline, index: -1 });
    for (const rung of deadline.rungs)
      if (rung.at !== null && rung.firedAt === null)
        found = sooner(found, { at: rung.at, deadline, index: rung.index });
  }
  return found;
}

function sooner(a: Instant | null, b: Instant): Instant {
  if (a === null) return b;
  const order =
    a.at - b.at || a.deadline.startedAt - b.deadline.startedAt || a.deadline.id - b.deadline.id || a.index - b.index;
  return order <= 0 ? a : b;
}

function fire(run: Run, { deadline, index, at }: Instant): void {
  const def = defOf(run, deadline.name);
  const base = {
    deadline: deadline.id,
    name: deadline.name,
    unit: deadline.unit,
    due: formatInstant(deadline.dueAt ?? at),
  };
  if (index >= 0)
    return fireRung(
      run,
      deadline,
      at,
      def.ladder.find((rung) => rung.index === index),
      base,
    );
  // The due instant. A rung there tells the same event, so that one passing instant is one line of history.
  const atDue = deadline.rungs.find((r) => r.firedAt === null && r.at === at && isDueRung(def.ladder, r.index));
  const rung = def.ladder.find((r) => r.index === atDue?.index);
  if (atDue) atDue.firedAt = run.recordedAt;
  emit(run, def.expiresAs === 'met' ? 'deadline_expired' : 'deadline_breached', {
    ...base,
    ...told(run, deadline, rung),
  });
  if (def.expiresAs === 'met') endClock(run, deadline, 'met');
  else deadline.state = 'breached';
  if (rung) climb(run, rung);
}

function isDueRung(ladder: Rung[], index: number): boolean {
  const at = ladder.find((rung) => rung.index === index)?.at;
  return at !== undefined && 'due' in at && at.plus === undefined;
}

function fireRung(
  run: Run,
  deadline: Deadline,
  at: number,
  rung: Rung | undefined,
  base: Record<string, unknown>,
): void {
  const planned = deadline.rungs.find((r) => r.index === rung?.index && r.firedAt === null && r.at === at);
  if (!rung || !planned) throw new Error(`no rung waits at ${at} of deadline "${deadline.name}"`);
  planned.firedAt = run.recordedAt;
  emit(run, 'due' in rung.at ? 'deadline_escalated' : 'deadline_reminded', { ...base, ...told(run, deadline, rung) });
  climb(run, rung);
}

/** A clock of the case is that of every unit still at work on it; one of a track names its unit already. */
function told(run: Run, { unit }: Deadline, rung: Rung | undefined): Record<string, unknown> {
  if (!rung) return {};
  const isForUnits = [...rung.remind, ...rung.tell].some((to) => to === 'unit' || to === 'unit_head');
  return {
    rung: rung.label,
    ...(unit === null && isForUnits ? { units: owingTracks(run.state).map((track) => track.unit) } : {}),
    ...(rung.remind.length > 0 ? { remind: rung.remind } : {}),
    ...(rung.tell.length > 0 ? { tell: rung.tell } : {}),
    ...(rung.mark === undefined ? {} : { mark: rung.mark }),
    ...(rung.raise === undefined ? {} : { raise: rung.raise }),
    ...(rung.listFor === undefined ? {} : { listFor: rung.listFor }),
  };
}

/** Expiry may remind, raise, mark or move along a stated safe path; the compiler refuses one that approves. */
function climb(run: Run, rung: Rung): void {
  if (rung.mark !== undefined) setFlag(run, rung.mark);
  if (rung.raise !== undefined) raiseLevel(run);
  if (rung.listFor !== undefined) setFlag(run, rung.listFor);
  applyEffects(run, rung.do);
  if (rung.to !== undefined) enterState(run, rung.to, rung.outcome ?? null);
}
