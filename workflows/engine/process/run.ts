/**
 * The draft that one call of the engine works on. Public functions copy the case first and hand the copy out at the
 * end, so to their callers they are pure; inside, a draft keeps twenty small steps readable.
 */
import type { DeadlineDef, Effect, Process, Relation } from '../../definition/compiled-process.ts';
import type { Item } from '../../definition/compiled.ts';
import { entryOf } from '../entry-of.ts';
import { itemWithVariant } from '../routing/question.ts';
import { formatInstant } from '../worktime/instant.ts';
import type {
  CaseRequest,
  CaseState,
  EventActor,
  EventDraft,
  ParentCase,
  Rules,
  Standing,
  Track,
} from './case-state.ts';

export interface Run {
  rules: Rules;
  process: Process;
  state: CaseState;
  /** The instant at which things happen: now for an act, the due instant for a passing one. */
  at: number;
  /** When it is recorded. */
  recordedAt: number;
  /** Set while a passing instant is worked through. */
  dueAt: number | null;
  actor: EventActor;
  standing: Standing;
  action: string | null;
  fields: Record<string, unknown>;
  /** The track acted on. */
  track: Track | null;
  /** In which relation to the case the action is taken. */
  relation: Relation | null;
  /** The other case that the act names. */
  into: ParentCase | null;
  /** The request being decided. */
  request: CaseRequest | null;
  events: EventDraft[];
  /** The effects, handed in so that moves, requests and effects may call one another without importing in a circle. */
  apply: (run: Run, effect: Effect) => void;
}

export const system: EventActor = { id: null, role: 'system', unit: null };

export function processOf(rules: Rules, code: string): Process {
  const process = entryOf(rules.config.processes, code);
  if (!process) throw new Error(`configuration has no process "${code}"`);
  return process;
}

export function startRun(
  rules: Rules,
  state: CaseState,
  at: number,
  who: { actor: EventActor; standing: Standing },
  apply: Run['apply'],
): Run {
  return {
    rules,
    process: processOf(rules, state.process),
    state: copyCase(state),
    at,
    recordedAt: at,
    dueAt: null,
    actor: who.actor,
    standing: who.standing,
    action: null,
    fields: {},
    track: null,
    relation: null,
    into: null,
    request: null,
    events: [],
    apply,
  };
}

export function copyCase(state: CaseState): CaseState {
  return {
    ...state,
    flags: [...state.flags],
    children: [...state.children],
    tracks: state.tracks.map((track) => ({ ...track, arrivals: [...track.arrivals] })),
    deadlines: state.deadlines.map((deadline) => ({
      ...deadline,
      pauses: deadline.pauses.map((pause) => ({ ...pause })),
      rungs: deadline.rungs.map((rung) => ({ ...rung })),
    })),
    requests: state.requests.map((request) => ({ ...request })),
    evaluations: [...state.evaluations],
    times: { ...state.times },
  };
}

/** Adds an event; clock changes that follow are told in the latest one. */
export function emit(run: Run, type: string, data: Record<string, unknown> = {}, step?: string): void {
  run.events.push({
    type,
    at: run.recordedAt,
    dueAt: run.dueAt,
    step: step ?? stepOf(run),
    action: run.action,
    actor: run.actor,
    data,
  });
}

/** Every start, pause, stop and change of a clock is told with its cause: the event that it hangs on. */
export function tellClock(run: Run, change: { dueAt?: number | null } & Record<string, unknown>): void {
  const event = run.events.at(-1);
  if (!event) return;
  const clocks = (event.data['clocks'] ??= []) as Record<string, unknown>[];
  clocks.push(typeof change.dueAt === 'number' ? { ...change, dueAt: formatInstant(change.dueAt) } : change);
}

/** Where the latest event left the case, told in that event. */
export function tellLatest(run: Run, data: Record<string, unknown>): void {
  Object.assign(run.events.at(-1)?.data ?? {}, data);
}

export function stepOf(run: Run): string {
  return run.process.states[run.state.state]?.step ?? '';
}

/** A step by its name where the process has it, else the present one. */
export function stepNamed(run: Run, code: string): string {
  return run.process.steps.some((step) => step.code === code) ? code : stepOf(run);
}

/** Fields were checked before: what is not text here was left out. */
export function textField(run: Run, name: string): string {
  const value = run.fields[name];
  return typeof value === 'string' ? value : '';
}

/** A field that is left out, null or empty says nothing. */
export function optionalText(run: Run, name: string): string | null {
  return textField(run, name) || null;
}

export function listField(run: Run, name: string): string[] {
  const value = run.fields[name];
  return Array.isArray(value) ? (value as string[]) : [];
}

export function currentItem(rules: Rules, state: CaseState): Item | null {
  if (!state.item) return null;
  const { code, variant, edition } = state.item;
  const item = entryOf(rules.config.catalogue.find((e) => e.edition === edition)?.items ?? {}, code);
  return item ? itemWithVariant(item, variant) : null;
}

export function isOpenTrack(track: Track): boolean {
  return track.endedAt === null;
}

/** Of the units that still owe an answer. */
export function owingTracks(state: CaseState): Track[] {
  return state.tracks.filter((track) => isOpenTrack(track) && track.state !== 'submitted');
}

export function leadOf(state: CaseState): Track | undefined {
  return state.tracks.find((track) => track.role === 'lead' && isOpenTrack(track));
}

export function defOf(run: Pick<Run, 'process'>, name: string): DeadlineDef {
  const def = run.process.deadlines.find((d) => d.name === name);
  if (!def) throw new Error(`process "${run.process.code}" has no deadline "${name}"`);
  return def;
}
