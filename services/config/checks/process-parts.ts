import { withinKeys, type RungFile } from '#workflows/definition/schema/process-deadline.ts';
import type { ConditionFile } from '#workflows/definition/schema/process-condition.ts';
import type { ActionFile, ProcessFile } from '#workflows/definition/schema/process-file.ts';
import type { EffectFile, MoveFile } from '#workflows/definition/schema/process-move.ts';

import type { Path } from '../tree.ts';

export type Fields = NonNullable<ActionFile['fields']>;
type Within = NonNullable<ProcessFile['states'][string]['within']>;
type DeadlineEntry = NonNullable<ProcessFile['deadlines']>[string];

/** A place of the file where something may change the case: where it stands and what its conditions may ask. */
export interface WrittenMove {
  path: Path;
  move: MoveFile;
  fields: Fields;
}

/** A deadline of a state (`within`) or of the list, under its name. */
export interface WrittenDeadline {
  name: string;
  path: Path;
  budgetPath: Path;
  state?: string;
  entry: Omit<Within, string> & Partial<DeadlineEntry> & { budget?: DeadlineEntry['budget'] };
}

export function allMoves(file: ProcessFile): WrittenMove[] {
  const list = (moves: MoveFile[] | undefined, path: Path, fields: Fields): WrittenMove[] =>
    (moves ?? []).map((move, index) => ({ path: [...path, index], move, fields }));
  const decided = Object.assign({}, ...decidingActions(file).map((action) => action.fields ?? {})) as Fields;
  return [
    ...Object.entries(file.states).flatMap(([name, { goes }]) => list(goes, ['states', name, 'goes'], {})),
    ...Object.entries(file.actions).flatMap(([name, action]) => {
      const path = ['actions', name];
      if (Array.isArray(action.goes)) return list(action.goes, [...path, 'goes'], action.fields ?? {});
      const { to, outcome } = action;
      return to === undefined && outcome === undefined ? [] : [{ path, move: { to, outcome }, fields: {} }];
    }),
    ...Object.entries(file.requests ?? {}).flatMap(([name, { granted, refused }]) => [
      ...list(granted, ['requests', name, 'granted'], decided),
      ...list(refused, ['requests', name, 'refused'], decided),
    ]),
  ];
}

function decidingActions(file: ProcessFile): ActionFile[] {
  return Object.values(file.actions).filter((action) => action.do?.includes('decide_request'));
}

export function allDeadlines(file: ProcessFile): WrittenDeadline[] {
  const ofStates = Object.entries(file.states).flatMap(([state, { within }]) =>
    nameOfWithin(within)
      .slice(0, 1)
      .map((name): WrittenDeadline => {
        const path = ['states', state, 'within'];
        return {
          name,
          path,
          budgetPath: [...path, name],
          state,
          entry: { ...within, budget: within?.[name] } as never,
        };
      }),
  );
  const listed = Object.entries(file.deadlines ?? {}).map(([name, entry]): WrittenDeadline => {
    const path = ['deadlines', name];
    return { name, path, budgetPath: [...path, 'budget'], entry };
  });
  return [...ofStates, ...listed];
}

/** The keys of a `within` that are no others: the deadline's name, when it is written as it should be. */
export function nameOfWithin(within: Within | undefined): string[] {
  return Object.keys(within ?? {}).filter((key) => !withinKeys.includes(key));
}

/** Every rung, of named ladders and of those written in place. */
export function allRungs(file: ProcessFile): { path: Path; rung: RungFile }[] {
  const list = (rungs: RungFile[], path: Path) => rungs.map((rung, index) => ({ path: [...path, index], rung }));
  return [
    ...Object.entries(file.ladders ?? {}).flatMap(([name, rungs]) => list(rungs, ['ladders', name])),
    ...allDeadlines(file).flatMap(({ path, entry }) =>
      Array.isArray(entry.then) ? list(entry.then, [...path, 'then']) : [],
    ),
  ];
}

export function rungsOf(file: ProcessFile, { entry }: WrittenDeadline): RungFile[] {
  return (typeof entry.then === 'string' ? file.ladders?.[entry.then] : entry.then) ?? [];
}

export function allConditions(file: ProcessFile): { path: Path; when: ConditionFile; fields: Fields }[] {
  const found = (when: ConditionFile | undefined, path: Path, fields: Fields = {}) =>
    when ? [{ path, when, fields }] : [];
  return [
    ...allMoves(file).flatMap(({ path, move, fields }) => found(move.when, [...path, 'when'], fields)),
    ...Object.entries(file.actions).flatMap(([name, { when, attempt, fields = {} }]) => [
      ...found(when, ['actions', name, 'when']),
      ...found(attempt?.when, ['actions', name, 'attempt', 'when'], fields),
      ...Object.entries(fields).flatMap(([field, { when: asked }]) =>
        found(asked, ['actions', name, 'fields', field, 'when'], fields),
      ),
    ]),
    ...Object.entries(file.requests ?? {}).flatMap(([name, { unless }]) => found(unless, ['requests', name, 'unless'])),
    ...allDeadlines(file).flatMap(({ path, entry }) => found(entry.when, [...path, 'when'])),
  ];
}

/** Every effect with its place: of moves, actions and rungs. */
export function allEffects(file: ProcessFile): { path: Path; effect: EffectFile }[] {
  const list = (effects: EffectFile[] | undefined, path: Path) =>
    (effects ?? []).map((effect, index) => ({ path: [...path, 'do', index], effect }));
  return [
    ...allMoves(file).flatMap(({ path, move }) => list(move.do, path)),
    ...Object.entries(file.actions).flatMap(([name, action]) => list(action.do, ['actions', name])),
    ...allRungs(file).flatMap(({ path, rung }) => list(rung.do, path)),
  ];
}

/** Who may do what, in states and on tracks. */
export function allPermissions(file: ProcessFile): { path: Path; action: string }[] {
  const list = (may: Record<string, string[] | undefined> | undefined, path: Path) =>
    Object.entries(may ?? {}).flatMap(([who, actions]) =>
      (actions ?? []).map((action, index) => ({ path: [...path, 'may', who, index], action })),
    );
  return [
    ...Object.entries(file.states).flatMap(([name, { may }]) => list(may, ['states', name])),
    ...Object.entries(trackStatesOf(file)).flatMap(([name, { may }]) => list(may, ['track', name])),
  ];
}

export function trackStatesOf(file: ProcessFile) {
  const { step: _step, acts_in: _actsIn, ...states } = file.track;
  return states;
}

/** Actions that a state offers to somebody, those of the tracks included where units act. */
export function offeredIn(file: ProcessFile, state: string): string[] {
  const own = listed(file.states[state]?.may);
  const ofTracks = file.track.acts_in.includes(state)
    ? Object.values(trackStatesOf(file)).flatMap(({ may }) => listed(may))
    : [];
  return [...own, ...ofTracks];
}

function listed(may: Record<string, string[] | undefined> | undefined): string[] {
  return Object.values(may ?? {}).flatMap((actions) => actions ?? []);
}
