import type { Action, DeadlineDef, Process, Relation, TrackRole } from '../../definition/compiled-process.ts';

/**
 * One way in which a case waits for somebody, read off its process: while this clock runs (or this flag stands) in this
 * state, whoever stands in this relation is expected to take this action. The work list joins these rows with the records.
 */
export interface Duty {
  state: string;
  action: string;
  relation: Relation;
  deadline: string | null;
  flag: string | null;
  trackState: string | null;
  trackRole: TrackRole | null;
  /** Of actions that would end the same clock, or are due at the same instant, the lower is expected first. */
  rank: number;
  /** Only for cases with an item (true) or without one (false). */
  classified: boolean | null;
  /** Only for cases whose item needs somebody to go there (true) or does not (false). */
  visit: boolean | null;
  /** Only for cases merged into one that is in this state. */
  parent: string | null;
  /** Kinds of request that withhold the action while they wait. */
  withheldBy: string[];
  /** Only where no account can take the requester's part, because the centre took the report down for a caller. */
  withoutRequester: boolean;
}

/** Read by the work list for each configuration version that cases are pinned to. */
export function dutiesOf(process: Process): Duty[] {
  return [...clockDuties(process), ...flagDuties(process), ...mergedDuties(process)];
}

function clockDuties(process: Process): Duty[] {
  return process.deadlines.flatMap((deadline) => {
    const ownState = deadline.starts.on === 'state' ? deadline.starts.state : null;
    return expectedFor(process, deadline, ownState).flatMap((code, rank) => {
      const action = process.actions[code];
      if (!action) return [];
      const found =
        action.on === 'track'
          ? trackDuties(process, action, deadline, ownState)
          : caseDuties(process, action, deadline.name, ownState).map((duty) => ({ ...duty, rank }));
      return found.map((duty) => ({ ...duty, classified: action.when.classified ?? null }));
    });
  });
}

/** A state's clock that no action of the party meets is over when the state is left: whatever they may do there is expected. */
function expectedFor(process: Process, { metBy }: DeadlineDef, ownState: string | null): string[] {
  const met = metBy.map(({ action }) => action);
  if (ownState === null) return met;
  const theirs = actionsOfTurn(process, ownState);
  return met.some((action) => theirs.includes(action)) ? met : [...met, ...theirs];
}

/** What the party whose turn it is may do in a state, in the order of the file. */
function actionsOfTurn(process: Process, code: string): string[] {
  const state = process.states[code];
  if (!state || state.turn === null) return [];
  if (state.turn !== 'units') return state.may[state.turn] ?? [];
  if (!process.track.actsIn.includes(code)) return [];
  return Object.values(process.track.states).flatMap(({ may }) => [...(may.lead ?? []), ...(may.assist ?? [])]);
}

/** A state's own clock is that of every unit which acts there, if it is the units' turn. */
function trackDuties(process: Process, action: Action, deadline: DeadlineDef, ownState: string | null): Duty[] {
  const isTheirs = ownState === null || process.states[ownState]?.turn === 'units';
  const states = process.track.actsIn.filter((state) => ownState === null || (isTheirs && state === ownState));
  return Object.entries(process.track.states).flatMap(([trackState, { may }]) =>
    (['lead', 'assist'] as const).flatMap((role) =>
      stepsTowards(process, action, trackState, role).flatMap(({ step, visit }) =>
        states.map((state) => ({
          ...empty,
          ...{ state, action: step, relation: role, deadline: deadline.name, visit, trackState, trackRole: role },
          rank: may[role]!.indexOf(step),
          withheldBy: withholding(process, step),
        })),
      ),
    ),
  );
}

/** What a unit does next towards an action: the action itself, or what it must have done before (somebody sent back arrives again). */
function stepsTowards(process: Process, { code, when }: Action, trackState: string, role: TrackRole) {
  const may = process.track.states[trackState]?.may[role] ?? [];
  if (!may.includes(code)) return [];
  const visit = when.visit ?? null;
  if (when.readyToSubmit !== true || trackState === ARRIVED) return [{ step: code, visit }];
  const before = may.filter((one) => process.actions[one]?.trackGoes === ARRIVED);
  return [{ step: code, visit: false }, ...before.map((step) => ({ step, visit: true }))];
}

/** A state's own clock waits for whose turn it is; other clocks (a request, an emergency) for whoever may end them. */
function caseDuties(process: Process, action: Action, deadline: string, ownState: string | null): Duty[] {
  return mayTake(process, action.code).flatMap(([state, relation]) => {
    if (ownState !== null && ownState !== state) return [];
    const turn = process.states[state]?.turn ?? null;
    const withoutRequester = turn === 'requester' && relation === 'centre';
    if (ownState !== null && relation !== turn && !withoutRequester) return [];
    return [{ ...empty, state, action: action.code, relation, deadline, withoutRequester }];
  });
}

/** A flag that an action takes away is a task for whoever may take that action; the first in the process is what is asked for. */
function flagDuties(process: Process): Duty[] {
  return Object.values(process.actions).flatMap((action, rank) =>
    action.do.flatMap((effect) =>
      effect.effect === 'unflag'
        ? mayTake(process, action.code).map(([state, relation]) => ({
            ...empty,
            ...{ state, action: action.code, relation, flag: effect.flag, rank },
          }))
        : [],
    ),
  );
}

/** What may be done on a merged case only while the one it went into waits for it. */
function mergedDuties(process: Process): Duty[] {
  return Object.values(process.actions).flatMap((action) =>
    (action.when.parent ?? [])
      .filter((parent) => parent !== 'none')
      .flatMap((parent) =>
        mayTake(process, action.code)
          .filter(([state]) => process.states[state]?.ends)
          .map(([state, relation]) => ({
            ...empty,
            ...{ state, action: action.code, relation, parent, withoutRequester: relation === 'centre' },
          })),
      ),
  );
}

/** Where everybody may do something, nobody in particular is waited for. */
function mayTake(process: Process, action: string): [string, Relation][] {
  return Object.entries(process.states).flatMap(([state, { may }]) =>
    Object.entries(may)
      .filter(([relation, actions]) => relation !== 'anyone' && actions.includes(action))
      .map(([relation]): [string, Relation] => [state, relation as Relation]),
  );
}

function withholding(process: Process, action: string): string[] {
  return Object.values(process.requests).flatMap(({ code, whileWaiting }) =>
    whileWaiting.withhold.includes(action) ? [code] : [],
  );
}

/** Where `ready_to_submit` holds also for what needs a visit. */
const ARRIVED = 'arrived';

const empty = {
  rank: 0,
  classified: null,
  visit: null,
  deadline: null,
  flag: null,
  parent: null,
  trackState: null,
  trackRole: null,
  withheldBy: [] as string[],
  withoutRequester: false,
};
