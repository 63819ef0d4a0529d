import type { Action, Relation } from '../../definition/compiled-process.ts';
import { addBudget } from '../worktime/index.ts';
import { offeredFields } from './asked-fields.ts';
import type { CaseState, Offered, Rules, Standing, Track } from './case-state.ts';
import { holds } from './conditions.ts';
import type { Scope } from './conditions.ts';
import { isWithheld, mayAsk } from './requests.ts';
import { isOpenTrack, processOf } from './run.ts';

export interface Choice {
  action: Action;
  track: Track | null;
  relation: Relation;
}

/** What somebody who stands so to the case may do now, as the console draws it and a refusal lists it. */
export function offered(rules: Rules, state: CaseState, standing: Standing): Offered[] {
  return choices(rules, state, standing).map(({ action, track, relation }) => {
    const scope: Scope = { rules, process: processOf(rules, state.process), state, fields: {}, track, relation };
    const notBefore = againFrom(rules, state, action);
    return {
      action: action.code,
      unit: track?.unit ?? null,
      title: action.title,
      fields: offeredFields(scope, action),
      ...(notBefore === null ? {} : { notBefore }),
    };
  });
}

/** From when on it may be done again; null where nothing bounds it or it was never done. */
export function againFrom({ calendar }: Rules, { times }: CaseState, action: Action): number | null {
  const last = times[action.event]?.lastAt;
  return action.againAfter === undefined || last === undefined
    ? null
    : addBudget(calendar, last, action.againAfter).dueAt;
}

export function choices(rules: Rules, state: CaseState, standing: Standing): Choice[] {
  const process = processOf(rules, state.process);
  const onCase: Scope = { rules, process, state, fields: {}, track: null, relation: null };
  const present = process.states[state.state];
  const found: Choice[] = [];
  for (const relation of standing.relations)
    for (const code of present?.may[relation] ?? []) {
      const action = process.actions[code];
      const isNew = !found.some((choice) => choice.action.code === code);
      if (action && isNew && holds({ ...onCase, relation }, action.when)) found.push({ action, track: null, relation });
    }
  if (!process.track.actsIn.includes(state.state)) return found;
  for (const track of state.tracks)
    if (isOpenTrack(track) && standing.units.includes(track.unit))
      for (const action of trackActions(onCase, track)) found.push({ action, track, relation: track.role });
  return found;
}

function trackActions(onCase: Scope, track: Track): Action[] {
  const { process } = onCase;
  const scope = { ...onCase, track, relation: track.role };
  return (process.track.states[track.state]?.may[track.role] ?? [])
    .map((code) => process.actions[code])
    .filter((action) => action !== undefined)
    .filter((action) => holds(scope, action.when) && !isWithheld(scope, track, action.code))
    .filter((action) =>
      action.do.every((effect) => {
        const kind = effect.effect === 'open_request' ? process.requests[effect.request] : undefined;
        return kind === undefined || mayAsk(scope, track, kind);
      }),
    );
}

/** Whether somebody in this position could take the action in any state: "never yours" differs from "not now". */
export function isEverTheirs(rules: Rules, state: CaseState, standing: Standing, code: string): boolean {
  const process = processOf(rules, state.process);
  const onCase = Object.values(process.states).some((s) => standing.relations.some((r) => s.may[r]?.includes(code)));
  const roles = state.tracks.filter((track) => standing.units.includes(track.unit)).map((track) => track.role);
  return onCase || Object.values(process.track.states).some((s) => roles.some((role) => s.may[role]?.includes(code)));
}
