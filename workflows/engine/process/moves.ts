import type { Effect, Move } from '../../definition/compiled-process.ts';
import { endClock, isLive, isMetByAction, pauseClock, resumeClock, startClock } from './clocks.ts';
import { holds } from './conditions.ts';
import { TRIAGE } from './well-known.ts';
import { defOf, emit } from './run.ts';
import type { Run } from './run.ts';
import { overtake } from './tracks.ts';

/** More steps in one go than any sane process has: the compiler refuses loops, this keeps a missed one from hanging. */
const MOST_MOVES = 20;

export function applyEffects(run: Run, effects: Effect[]): void {
  for (const effect of effects) run.apply(run, effect);
}

/** Takes the first move whose condition holds; true when there was one. */
export function takeFirst(run: Run, moves: Move[]): boolean {
  const move = moves.find((m) => holds(run, m.when));
  if (!move) return false;
  applyEffects(run, move.do);
  if (move.to !== undefined) enterState(run, move.to, move.outcome ?? null);
  return true;
}

/** Follows `goes` of the present state until it holds still, then lets clocks pause or run as the outcome asks. */
export function settleDown(run: Run): void {
  for (let i = 0; ; i += 1) {
    if (i > MOST_MOVES) throw new Error(`process "${run.process.code}" does not come to rest in ${run.state.state}`);
    const before = run.state.state;
    const state = run.process.states[before];
    if (!state || !takeFirst(run, state.goes) || run.state.state === before) break;
  }
  alignPauses(run);
}

export function enterState(run: Run, to: string, outcome: string | null): void {
  const { state, process } = run;
  const from = state.state;
  const target = process.states[to];
  if (!target) throw new Error(`process "${process.code}" has no state "${to}"`);
  if (from === to) {
    if (target.ends && outcome !== state.outcome) correctOutcome(run, outcome);
    return;
  }
  leaveState(run, from);
  state.state = to;
  state.outcome = target.ends ? outcome : null;
  state.closedAt = target.ends ? run.at : null;
  if (to === TRIAGE || target.ends) overtake(run, () => true);
  for (const def of process.deadlines) {
    if (def.metIn.includes(to)) endNamed(run, def.name, 'met');
    if (def.starts.on === 'state' && def.starts.state === to) startClock(run, def);
  }
  if (!target.ends) return;
  for (const deadline of state.deadlines) endClock(run, deadline, 'cancelled');
  emit(run, 'closed', { from, outcome });
}

/** A call-back after an unrated end: what became of it changes, when it ended does not. */
function correctOutcome(run: Run, outcome: string | null): void {
  const before = run.state.outcome;
  run.state.outcome = outcome;
  emit(run, 'outcome_changed', { before, outcome });
}

function leaveState(run: Run, from: string): void {
  for (const def of run.process.deadlines)
    if (def.starts.on === 'state' && def.starts.state === from)
      endNamed(run, def.name, isMetByAction(run, def) ? 'met' : 'cancelled');
}

function endNamed(run: Run, name: string, as: 'met' | 'cancelled'): void {
  for (const deadline of run.state.deadlines) if (deadline.name === name) endClock(run, deadline, as);
}

/** A clock waits where its definition says so, and while a request waits that would make it pointless. */
export function alignPauses(run: Run): void {
  for (const deadline of run.state.deadlines) {
    if (!isLive(deadline)) continue;
    const waits =
      defOf(run, deadline.name).pausesIn.includes(run.state.state) ||
      run.state.requests.some(
        (request) =>
          request.state === 'pending' &&
          request.track === deadline.track &&
          run.process.requests[request.kind]?.whileWaiting.pause.includes(deadline.name),
      );
    if (waits) pauseClock(run, deadline);
    else resumeClock(run, deadline);
  }
}
