import { entryOf } from '../entry-of.ts';
import type { CaseState, Deadline, Rules, Track } from './case-state.ts';
import { dutiesOf, type Duty } from './duties.ts';
import { currentItem, isOpenTrack } from './run.ts';

export interface Awaited {
  /** A unit's code, or the relation in which somebody stands to the case. */
  who: string;
  action: string;
}

/**
 * Whom an open case waits for, each with what is expected of them first: what the work lists of all people together show of it, for a case
 * whose requester has an account. By relation: who holds the posts is not the engine's to know.
 */
export function waitsFor(rules: Rules, state: CaseState): Awaited[] {
  const process = entryOf(rules.config.processes, state.process);
  if (!process) return [];
  const visit = currentItem(rules, state)?.visit !== 'not_needed';
  const here = dutiesOf(process).filter(
    (duty) =>
      duty.state === state.state &&
      !duty.withoutRequester &&
      duty.relation !== 'for_requester' &&
      (duty.classified === null || duty.classified === (state.item !== null)) &&
      (duty.visit === null || duty.visit === visit),
  );
  const found = [...ofTracks(state, here), ...ofCase(state, here)];
  const first = new Map<string, Awaited>();
  for (const one of found) if (!first.has(one.who)) first.set(one.who, one);
  return [...first.values()];
}

const byDueAndRank = (a: { deadline: Deadline; duty: Duty }, b: { deadline: Deadline; duty: Duty }) =>
  (a.deadline.dueAt ?? Infinity) - (b.deadline.dueAt ?? Infinity) || a.duty.rank - b.duty.rank;

/** Still watched: running, or run out and not done yet. */
function ticking(state: CaseState, name: string | null): Deadline[] {
  return state.deadlines.filter(
    (one) => one.name === name && (one.state === 'running' || one.state === 'breached') && one.endedAt === null,
  );
}

function ofTracks(state: CaseState, duties: readonly Duty[]): Awaited[] {
  if (state.closedAt !== null) return [];
  return state.tracks.filter(isOpenTrack).flatMap((track) => {
    const [first] = duties
      .filter(
        (duty) => duty.trackState === track.state && duty.trackRole === track.role && !isWithheld(state, track, duty),
      )
      .flatMap((duty) =>
        ticking(state, duty.deadline)
          .filter((deadline) => deadline.track === track.id || deadline.track === null)
          .map((deadline) => ({ deadline, duty })),
      )
      .toSorted(byDueAndRank);
    return first ? [{ who: track.unit, action: first.duty.action }] : [];
  });
}

function isWithheld(state: CaseState, track: Track, { withheldBy }: Duty): boolean {
  return state.requests.some(
    (request) => request.track === track.id && request.state === 'pending' && withheldBy.includes(request.kind),
  );
}

function ofCase(state: CaseState, duties: readonly Duty[]): Awaited[] {
  const byClock = duties
    .filter((duty) => duty.trackRole === null && duty.deadline !== null && state.closedAt === null)
    .flatMap((duty) => ticking(state, duty.deadline).map((deadline) => ({ deadline, duty })))
    .toSorted(byDueAndRank);
  const byFlag = duties.filter(({ flag }) => flag !== null && state.flags.includes(flag));
  const asMerged = duties.filter(
    ({ parent }) =>
      parent !== null &&
      parent === state.parent?.state &&
      !state.evaluations.some(({ round }) => round === state.parent?.round),
  );
  return [...byClock.map(({ duty }) => duty), ...byFlag, ...asMerged].map(({ relation, action }) => ({
    who: relation,
    action,
  }));
}
