/** What a merge does to the other cases: to the one that is merged into, and to those that had been merged before. */
import type { CaseState, EventActor, ParentCase, Rules } from './case-state.ts';
import { applyEffect } from './effects.ts';
import { emit, isOpenTrack, startRun, type Run } from './run.ts';
import type { Settled } from './settle.ts';

interface By {
  actor: EventActor;
  at: number;
}

/** The parent goes on as it was; its units are told that the same matter was reported once more. */
export function joinedBy(
  rules: Rules,
  parent: CaseState,
  child: { id: string; number: string; children: string[] },
  by: By,
): Settled {
  const run = quietRun(rules, parent, by);
  const units = parent.tracks.filter((track) => isOpenTrack(track) && track.state !== 'submitted').map((t) => t.unit);
  run.state.children = [...run.state.children, child.id, ...child.children].toSorted();
  emit(run, 'child_joined', { child: child.id, number: child.number, tell: ['unit'], units });
  return { state: run.state, events: run.events };
}

/** A child of a case that is itself merged moves along, so that no chain of merges comes about. */
export function movedAlong(rules: Rules, child: CaseState, to: { id: string; parent: ParentCase }, by: By): Settled {
  const run = quietRun(rules, child, by);
  emit(run, 'moved_along', { from: child.mergedInto, into: to.id, number: to.parent.number });
  Object.assign(run.state, { mergedInto: to.id, parent: to.parent });
  return { state: run.state, events: run.events };
}

export function asParent(number: string, { state, outcome, round }: CaseState): ParentCase {
  return { number, state, outcome, round };
}

function quietRun(rules: Rules, state: CaseState, { actor, at }: By): Run {
  const run = startRun(rules, state, at, { actor, standing: { relations: [], units: [] } }, applyEffect);
  run.action = 'merge';
  run.state.updatedAt = at;
  return run;
}
