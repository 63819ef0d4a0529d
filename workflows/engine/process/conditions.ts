import type { Condition, Process, Relation } from '../../definition/compiled-process.ts';
import { pathUp } from '../routing/org-tree.ts';
import type { CaseState, Rules, Track } from './case-state.ts';
import { currentItem, isOpenTrack, leadOf } from './run.ts';

/** What a condition may look at. */
export interface Scope {
  rules: Rules;
  process: Process;
  state: CaseState;
  fields: Record<string, unknown>;
  track: Track | null;
  /** In which relation to the case it is done. */
  relation: Relation | null;
}

type Test<K extends keyof Condition> = (scope: Scope, wanted: NonNullable<Condition[K]>) => boolean;

const isTrue =
  (fact: (scope: Scope) => boolean) =>
  (scope: Scope, wanted: boolean): boolean =>
    fact(scope) === wanted;
const isOneOf =
  (fact: (scope: Scope) => string) =>
  (scope: Scope, wanted: string[]): boolean =>
    wanted.includes(fact(scope));

const tests: { [K in keyof Required<Condition>]: Test<K> } = {
  kind: isOneOf(({ state }) => state.kind),
  urgency: isOneOf(({ state }) => state.urgency),
  state: isOneOf(({ state }) => state.state),
  outcome: isOneOf(({ state }) => state.outcome ?? 'none'),
  reporter: isOneOf(({ state }) => state.reporter.type),
  approved: isTrue(({ state }) => state.approved),
  confirmed: isTrue(({ state }) => state.confirmed),
  classified: isTrue(({ state }) => state.item !== null),
  secret: isTrue(({ state }) => state.reporter.secret),
  visit: isTrue(needsVisit),
  roundsLeft: isTrue(({ state, process }) => state.round < Number(process.settings['rounds_at_most'] ?? 1)),
  leadSigned: isTrue(({ state }) => isSigned(leadOf(state))),
  everSigned: isTrue(({ state }) => state.everSigned),
  everDispatched: isTrue(({ state }) => state.everDispatched),
  allSubmitted: isTrue(
    ({ state }) =>
      leadOf(state) !== undefined && state.tracks.every((track) => !isOpenTrack(track) || track.state === 'submitted'),
  ),
  finalOwner: isTrue(({ state }) => state.finalOwner),
  hasLead: isTrue(({ state }) => leadOf(state) !== undefined),
  hasAssist: isTrue(({ state }) => state.tracks.some((track) => track.role === 'assist' && isOpenTrack(track))),
  readyToSubmit: isTrue((scope) => scope.track?.state === 'arrived' || !needsVisit(scope)),
  unitAbove: isTrue(({ rules, state }) => unitAbove(rules, state) !== null),
  parent: isOneOf(({ state }) => state.parent?.state ?? 'none'),
  evaluatedWithParent: isTrue(({ state }) => state.evaluations.some(({ round }) => round === state.parent?.round)),
  merged: isTrue(({ state }) => state.mergedInto !== null),
  hasChildren: isTrue(({ state }) => state.children.length > 0),
  forRequester: isTrue(({ relation }) => relation === 'for_requester'),
  requestPending: isTrue(({ state }) => state.requests.some((request) => request.state === 'pending')),
  fields: ({ fields }, wanted) =>
    Object.entries(wanted).every(([name, want]) => {
      const value = fields[name];
      if (!Array.isArray(want)) return (value !== undefined && value !== null && value !== '') === want.given;
      return want.includes(value as string | number | boolean);
    }),
};

export function holds(scope: Scope, condition: Condition): boolean {
  for (const key in condition) {
    const wanted = condition[key as keyof Condition];
    if (wanted === undefined) continue;
    const test = tests[key as keyof Condition] as Test<keyof Condition>;
    if (!test(scope, wanted)) return false;
  }
  return true;
}

function needsVisit({ rules, state }: Scope): boolean {
  return currentItem(rules, state)?.visit !== 'not_needed';
}

function isSigned(track: Track | undefined): boolean {
  return track !== undefined && track.signedAt !== null;
}

/** The nearest unit above the lead that is part of the levels; null at the top. */
export function unitAbove(rules: Rules, state: CaseState): string | null {
  const lead = leadOf(state);
  if (!lead) return null;
  return (
    pathUp(rules.org, lead.unit).find((code) => code !== lead.unit && rules.org.units[code]?.level != null) ?? null
  );
}
