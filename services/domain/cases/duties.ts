import type { Action, Process, Relation, TrackRole } from '#workflows/definition/compiled-process.ts';

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
  /** Kinds of request that withhold the action while they wait. */
  withheldBy: string[];
  /** Only where no account can take the requester's part, because the centre took the report down for a caller. */
  withoutRequester: boolean;
}

/** Read by the work list for each configuration version that cases are pinned to. */
export function dutiesOf(process: Process): Duty[] {
  return [...clockDuties(process), ...flagDuties(process)];
}

function clockDuties(process: Process): Duty[] {
  return process.deadlines.flatMap((deadline) => {
    const ownState = deadline.starts.on === 'state' ? deadline.starts.state : null;
    return deadline.metBy.flatMap(({ action: code }, rank) => {
      const action = process.actions[code];
      if (!action) return [];
      const found =
        action.on === 'track'
          ? trackDuties(process, action, deadline.name)
          : caseDuties(process, action, deadline.name, ownState).map((duty) => ({ ...duty, rank }));
      return found.map((duty) => ({ ...duty, classified: action.when.classified ?? null }));
    });
  });
}

function trackDuties(process: Process, action: Action, deadline: string): Duty[] {
  return Object.entries(process.track.states).flatMap(([trackState, { may }]) =>
    (['lead', 'assist'] as const)
      .filter((role) => may[role]?.includes(action.code))
      .flatMap((role) =>
        process.track.actsIn.map((state) => ({
          ...empty,
          state,
          action: action.code,
          relation: role,
          deadline,
          rank: may[role]!.indexOf(action.code),
          trackState,
          trackRole: role,
          withheldBy: withholding(process, action.code),
        })),
      ),
  );
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

const empty = {
  rank: 0,
  classified: null,
  deadline: null,
  flag: null,
  trackState: null,
  trackRole: null,
  withheldBy: [] as string[],
  withoutRequester: false,
};
