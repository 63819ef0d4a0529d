import type { Action, Field, Kind, Process, RequestKind, State } from '#workflows/definition/compiled-process.ts';
import type { ActionFile, ProcessFile, RequestFile, StateFile } from '#workflows/definition/schema/process-file.ts';

import type { Bundle } from '../assemble.ts';
import { compileCondition } from './condition.ts';
import { compileDeadlines } from './deadlines.ts';
import { defined } from './defined.ts';
import { compileEffects, compileMoves, movesOfAction } from './moves.ts';
import { budgetOf, settingsOf, type Settings } from './settings.ts';

export function compileProcess(bundle: Bundle, file: ProcessFile): Process {
  const settings = settingsOf(bundle, file);
  const { step: trackStep, acts_in: actsIn, ...trackStates } = file.track;
  const onTrack = new Set(
    Object.values(trackStates).flatMap(({ may }) => [...(may?.lead ?? []), ...(may?.assist ?? [])]),
  );
  return {
    code: file.process,
    title: file.title,
    steps: Object.entries(file.steps).map(([code, title]) => ({ code, title })),
    outcomes: mapValues(file.outcomes, (title) => ({ title })),
    settings,
    settingBounds: mapValues(file.settings ?? {}, ({ at_least: atLeast, at_most: atMost }) =>
      defined({ atLeast, atMost }),
    ),
    startLevel: file.starts_at_level,
    kinds: mapValues(file.kinds, ({ title, from, approved_by, urgency }): Kind =>
      defined({ title, from, approvedBy: approved_by, urgency }),
    ),
    begins: file.begins,
    states: mapValues(file.states, compileState),
    track: {
      step: trackStep,
      actsIn,
      states: mapValues(trackStates, ({ title, may }) => ({ title, may: defined(may ?? {}) })),
    },
    actions: mapValues(file.actions, (action, name) =>
      compileAction({ file, settings }, name, action, onTrack.has(name)),
    ),
    requests: mapValues(file.requests ?? {}, (request, name) => compileRequest(name, request, settings)),
    deadlines: compileDeadlines(file, settings),
  };
}

function compileState({ title, step, turn, may, goes, ends }: StateFile): State {
  return { title, step, turn: turn ?? null, may: defined(may ?? {}), goes: compileMoves(goes), ends: ends ?? false };
}

interface Within {
  file: ProcessFile;
  settings: Settings;
}

function compileAction({ file, settings }: Within, name: string, action: ActionFile, isOnTrack: boolean): Action {
  const { attempt, counted, again_after: againAfter, remind, tell } = action;
  return defined({
    code: name,
    title: action.title ?? name,
    event: action.event ?? name,
    on: isOnTrack ? ('track' as const) : ('case' as const),
    fields: mapValues(action.fields ?? {}, compileField),
    when: compileCondition(action.when),
    trackGoes: action.track_goes,
    goes: movesOfAction(file.actions, name),
    do: compileEffects(action.do),
    attempt: attempt && { when: compileCondition(attempt.when), event: attempt.event },
    counted: againAfter === undefined ? counted : (true as const),
    againAfter: againAfter === undefined ? undefined : budgetOf(againAfter, settings),
    remind,
    tell,
  });
}

function compileField(field: NonNullable<ActionFile['fields']>[string], name: string): Field {
  const { type, title, required, of: choices, at_least, min, max, when, default: given } = field;
  return defined({
    ...{ type, title: title ?? name, required: required ?? false, of: choices, atLeast: at_least, min, max },
    when: when && compileCondition(when),
    default: given,
  });
}

function compileRequest(name: string, request: RequestFile, settings: Settings): RequestKind {
  const atMost = typeof request.at_most === 'string' ? settings[request.at_most] : request.at_most;
  return defined({
    code: name,
    title: request.title ?? name,
    by: request.by,
    unless: request.unless && compileCondition(request.unless),
    beforeOwnClock: request.before === 'own_clock',
    atMost: typeof atMost === 'number' ? atMost : undefined,
    longest: request.longest === undefined ? undefined : budgetOf(request.longest, settings),
    whileWaiting: { pause: request.while_waiting?.pause ?? [], withhold: request.while_waiting?.withhold ?? [] },
    granted: compileMoves(request.granted),
    refused: compileMoves(request.refused),
  });
}

function mapValues<A, B>(record: Record<string, A>, change: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
