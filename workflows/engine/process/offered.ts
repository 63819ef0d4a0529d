import type { Action } from '../../definition/compiled-process.ts';
import type { CaseState, Offered, Rules, Standing, Track } from './case-state.ts';
import { holds } from './conditions.ts';
import type { Scope } from './conditions.ts';
import { isWithheld, mayAsk } from './requests.ts';
import { isOpenTrack, processOf } from './run.ts';

interface Choice {
  action: Action;
  track: Track | null;
}

/** What somebody who stands so to the case may do now, as the console draws it and a refusal lists it. */
export function offered(rules: Rules, state: CaseState, standing: Standing): Offered[] {
  return choices(rules, state, standing).map(({ action, track }) => ({
    action: action.code,
    unit: track?.unit ?? null,
    title: action.title,
    fields: Object.entries(action.fields).map(([name, field]) => ({ name, ...field })),
  }));
}

export function choices(rules: Rules, state: CaseState, standing: Standing): Choice[] {
  const process = processOf(rules, state.process);
  const scope: Scope = { rules, process, state, fields: {}, track: null };
  const present = process.states[state.state];
  const found: Choice[] = [];
  for (const relation of standing.relations)
    for (const code of present?.may[relation] ?? []) {
      const action = process.actions[code];
      const isNew = !found.some((choice) => choice.action.code === code);
      if (action && isNew && holds(scope, action.when)) found.push({ action, track: null });
    }
  if (!process.track.actsIn.includes(state.state)) return found;
  for (const track of state.tracks)
    if (isOpenTrack(track) && standing.units.includes(track.unit))
      for (const action of trackActions(scope, track)) found.push({ action, track });
  return found;
}

function trackActions(onCase: Scope, track: Track): Action[] {
  const { process } = onCase;
  const scope = { ...onCase, track };
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
