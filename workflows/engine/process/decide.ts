import type { Action } from '../../definition/compiled-process.ts';
import { withDefaults } from './asked-fields.ts';
import type { Act, CaseState, Decision, Refused, Rules } from './case-state.ts';
import { endClock, isMetByAction } from './clocks.ts';
import { effectFaults } from './effect-faults.ts';
import { applyEffect } from './effects.ts';
import { fieldFaults, tidyFields } from './fields.ts';
import { holds } from './conditions.ts';
import { applyEffects, settleDown, takeFirst } from './moves.ts';
import { againFrom, choices, isEverTheirs, offered, type Choice } from './offered.ts';
import { emit, owingTracks, listField, processOf, startRun, textField } from './run.ts';
import type { Run } from './run.ts';
import { settle } from './settle.ts';
import { moveTrack } from './tracks.ts';

/**
 * What an act changes, or why it is refused. The caller has settled the case to `at` before: acting at the due instant
 * is late.
 */
export function decide(rules: Rules, state: CaseState, act: Act, at: number): Decision {
  const chosen = choose(rules, state, act);
  if (!('action' in chosen)) return chosen;
  const { action, track, relation } = chosen;
  const again = againFrom(rules, state, action);
  if (again !== null && at < again) return { ok: false, code: 'too-soon', again };
  const scope = {
    rules,
    process: processOf(rules, state.process),
    state,
    fields: tidyFields(action, act.fields),
    track,
    relation,
  };
  const given = { ...scope, fields: withDefaults(scope, action), at };
  const faults = fieldFaults(action, given);
  const isFaulty = new Set(faults.map((fault) => fault.pointer));
  faults.push(...effectFaults(action, given).filter((fault) => !isFaulty.has(fault.pointer)));
  if (faults.length > 0) return { ok: false, code: 'invalid', faults };

  const run = startRun(rules, state, at, act, applyEffect);
  run.action = action.code;
  run.fields = given.fields;
  run.relation = relation;
  run.into = act.into ?? null;
  run.track = track === null ? null : (run.state.tracks.find((t) => t.id === track.id) ?? null);
  perform(run, action, act);
  run.state.updatedAt = at;
  // An act may bring an instant about that is over already, such as an extension granted too late to help.
  const settled = settle(rules, run.state, at);
  return { ok: true, state: settled.state, events: [...run.events, ...settled.events] };
}

function choose(rules: Rules, state: CaseState, act: Act): Choice | Refused {
  const all = choices(rules, state, act.standing).filter((choice) => choice.action.code === act.action);
  const isOnTracks = all.some((choice) => choice.track !== null);
  const fitting = all.filter((c) => act.unit === undefined || c.track === null || c.track.unit === act.unit);
  const [first, second] = fitting;
  if (first && !second) return first;
  if (first && isOnTracks)
    return { ok: false, code: 'unit-ambiguous', units: fitting.flatMap((c) => c.track?.unit ?? []) };
  if (!isEverTheirs(rules, state, act.standing, act.action)) return { ok: false, code: 'action-not-yours' };
  return { ok: false, code: 'action-not-offered', offered: offered(rules, state, act.standing) };
}

function perform(run: Run, action: Action, { comment, onWordOf }: Act): void {
  const from = run.state.state;
  const unit = run.track?.unit;
  const data: Record<string, unknown> = {
    ...run.fields,
    ...(unit === undefined ? {} : { unit }),
    ...(comment === undefined ? {} : { comment }),
    ...(run.relation === 'for_requester' ? { onWordOf: 'requester' } : {}),
    ...(onWordOf === undefined ? {} : { onWordOf }),
    ...toldBy(run, action),
  };
  const attempt = action.attempt && holds(run, action.attempt.when) ? action.attempt : null;
  const event = attempt?.event ?? action.event;
  emit(run, event, data, run.track ? run.process.track.step : undefined);
  if (attempt || action.counted) countOnce(run, event);
  if (attempt) return;
  applyEffects(run, action.do);
  if (run.track && action.trackGoes !== undefined) {
    if (action.trackGoes === 'submitted')
      run.track.result = { text: textField(run, 'result'), photos: listField(run, 'photos') };
    moveTrack(run, run.track, action.trackGoes);
  }
  stopClocks(run, action.code);
  takeFirst(run, action.goes);
  settleDown(run);
  if (run.state.state !== from) Object.assign(data, { from, to: run.state.state });
}

/** Whom the act asks to be told, as a rung does; units are those that still owe an answer. */
function toldBy(run: Run, { remind, tell }: Action): Record<string, unknown> {
  if (remind === undefined && tell === undefined) return {};
  const isForUnits = [...(remind ?? []), ...(tell ?? [])].some((who) => who === 'unit' || who === 'unit_head');
  return {
    ...(remind === undefined ? {} : { remind }),
    ...(tell === undefined ? {} : { tell }),
    ...(isForUnits ? { units: owingTracks(run.state).map((track) => track.unit) } : {}),
  };
}

function countOnce(run: Run, event: string): void {
  run.state.times[event] = { n: (run.state.times[event]?.n ?? 0) + 1, lastAt: run.at };
}

/**
 * The clocks that this action answers: of the acting track, else of the case. Those of a state end when it is left, those
 * of a request with the request.
 */
function stopClocks(run: Run, action: string): void {
  for (const def of run.process.deadlines) {
    if (def.starts.on === 'state' || def.starts.on === 'request') continue;
    const isMet = isMetByAction(run, def);
    if (!isMet && !def.cancelledBy.includes(action)) continue;
    for (const deadline of run.state.deadlines)
      if (
        deadline.name === def.name &&
        (run.track === null || deadline.track === null || deadline.track === run.track.id)
      )
        endClock(run, deadline, isMet ? 'met' : 'cancelled');
  }
}
