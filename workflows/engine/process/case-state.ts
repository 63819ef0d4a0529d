/**
 * A case as the engine sees it: plain JSON, instants in epoch milliseconds. The records (tables `case`, `case_track`,
 * `case_deadline`, `case_request`, `case_evaluation`) hold the same facts; nothing personal is in here.
 */
import type { Budget, Calendar } from '../../definition/calendar.ts';
import type { CompiledConfig, Org } from '../../definition/compiled.ts';
import type { Condition, Relation, TrackRole, Urgency } from '../../definition/compiled-process.ts';

/** The pinned configuration of the case, beside the calendar and org chart that are live for its tenant. */
export interface Rules {
  config: CompiledConfig;
  calendar: Calendar;
  org: Org;
}

export interface CaseState {
  process: string;
  kind: string;
  configVersion: number;
  item: { code: string; variant: string | null; edition: number } | null;
  urgency: Urgency;
  state: string;
  outcome: string | null;
  round: number;
  level: string;
  flags: string[];
  approved: boolean;
  confirmed: boolean;
  finalOwner: boolean;
  everDispatched: boolean;
  everSigned: boolean;
  /** Case ids. */
  mergedInto: string | null;
  /** The case it is merged into, as that stands now. */
  parent: ParentCase | null;
  children: string[];
  location: { unit: string | null };
  channel: string;
  reporter: { type: string; secret: boolean };
  routing: { rule: string; source: string; reason: string } | null;
  /** The number that a true emergency was referred to: 110, 119, 120, 122. */
  referredTo: string | null;
  tracks: Track[];
  deadlines: Deadline[];
  requests: CaseRequest[];
  evaluations: Evaluation[];
  /** What is counted, by event: how often, and when last. */
  times: Record<string, { n: number; lastAt: number }>;
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
}

export interface ParentCase {
  number: string;
  state: string;
  outcome: string | null;
  round: number;
}

export type TrackStateCode = 'dispatched' | 'signed' | 'arrived' | 'submitted' | 'returned' | 'released';

export interface Track {
  /** Counts from 1 within the case, as do the ids of deadlines, requests and evaluations. */
  id: number;
  unit: string;
  role: TrackRole;
  state: TrackStateCode;
  dispatchedAt: number;
  signedAt: number | null;
  contactedAt: number | null;
  /** One per coming; whistles and arrivals are counted apart (handbook: 报到按人次). */
  arrivals: { at: number; people: number; place: unknown; photos: string[] }[];
  submittedAt: number | null;
  result: { text: string; photos: string[] } | null;
  /** Set when the track is returned or released. */
  endedAt: number | null;
}

export type DeadlineState = 'running' | 'paused' | 'met' | 'breached' | 'cancelled';

/** One start of one clock; starting again makes a new one. */
export interface Deadline {
  id: number;
  name: string;
  unit: string | null;
  track: number | null;
  request: number | null;
  round: number;
  budget: Budget;
  startedAt: number;
  /** Null while paused. */
  dueAt: number | null;
  /** What is left while paused, in the budget's own unit. */
  remaining: Budget | null;
  /** Budgets in `days`: the last counted day (`YYYY-MM-DD`), which a due instant that moved no longer tells. */
  lastCounted: string | null;
  state: DeadlineState;
  provisional: boolean;
  extensions: number;
  /** In order; only the last may be open (`to` null), and is so exactly while the state is `paused`. */
  pauses: { from: number; to: number | null }[];
  endedAt: number | null;
  /** When a later calendar showed that this breach was none; the record of it stays. */
  correctedAt?: number;
  /** Still to fire, and fired: `firedAt` is when it was noticed, `at` when it fell due. Unique by deadline, extensions, index. */
  rungs: { index: number; at: number | null; firedAt: number | null; extensions: number }[];
}

export interface CaseRequest {
  id: number;
  kind: string;
  track: number;
  unit: string;
  reason: string;
  /** `YYYY-MM-DD`, a suspension's end. */
  until: string | null;
  askedAt: number;
  state: 'pending' | 'granted' | 'refused' | 'overtaken';
  decidedAt: number | null;
  decision: { reason: string; lead: string | null } | null;
}

export interface Evaluation {
  id: number;
  round: number;
  at: number;
  by: 'requester' | 'callback';
  solved: boolean;
  satisfaction: string;
  comment: string | null;
  how: string | null;
  heldAt: number | null;
}

/** Who acted, without a name: the account's id stays in the records. */
export interface EventActor {
  id: string | null;
  role: string;
  unit: string | null;
}

/** A corrected place, as the history keeps it: of an address, which is somebody's, what everybody may read. */
export interface PlaceCorrected {
  from: KnownPlace;
  to: KnownPlace;
  /** Also where both read alike. */
  addressChanged: boolean;
}

export interface KnownPlace {
  unit: string | null;
  /** WGS-84. */
  lon: number | null;
  lat: number | null;
  address: string | null;
}

export interface EventDraft {
  type: string;
  /** When it was recorded; for a passing instant `dueAt` says when it fell due. */
  at: number;
  dueAt: number | null;
  step: string;
  action: string | null;
  actor: EventActor;
  data: Record<string, unknown>;
}

/** In which relations the caller stands to this case, and for which units they may act. */
export interface Standing {
  relations: Exclude<Relation, 'lead' | 'assist'>[];
  units: string[];
}

export interface Offered {
  action: string;
  /** The unit on whose track it acts; null on the case. */
  unit: string | null;
  title: string;
  fields: OfferedField[];
  /** Not to be done again before this instant. */
  notBefore?: number;
}

export interface OfferedField {
  name: string;
  type: string;
  title: string;
  required: boolean;
  of?: string[];
  atLeast?: number;
  min?: number;
  max?: number;
  /** Asked for only where the other fields named here have one of these values. */
  when?: NonNullable<Condition['fields']>;
  default?: string | number | boolean;
}

export interface Report {
  process: string;
  kind: string;
  configVersion: number;
  item: string | null;
  variant: string | null;
  location: { unit: string | null };
  channel: string;
  reporter: { type: string; secret: boolean };
  actor: EventActor;
  standing: Standing;
  /** Put into the `reported` event: what of the report is no one's name (photo ids, evidence missing). */
  data: Record<string, unknown>;
  flags: string[];
}

export interface Act {
  action: string;
  unit?: string | undefined;
  fields: Record<string, unknown>;
  comment?: string | undefined;
  actor: EventActor;
  standing: Standing;
  /** The other case that the act names, as the caller found it. */
  into?: ParentCase | undefined;
  /** Of somebody without an account, for whom it is done. */
  onWordOf?: 'follower' | undefined;
}

/** One wrong field; the words are found where the reader's language is known. */
export interface FieldFault {
  /** JSON pointer from the body's root, e.g. `/fields/result`. */
  pointer: string;
  fault:
    | 'required'
    | 'unknown_field'
    | 'wrong_type'
    | 'not_one_of'
    | 'too_few'
    | 'too_small'
    | 'too_big'
    | 'too_long'
    | 'unfit_text'
    | 'before_report'
    | 'unknown_code'
    | 'not_allowed'
    | 'in_the_past'
    | 'in_the_future';
  params: Record<string, string | number | string[] | null>;
}

export interface Decided {
  ok: true;
  state: CaseState;
  /** In order: the act's own, then what it brings about. */
  events: EventDraft[];
}

export type Refused =
  | { ok: false; code: 'action-not-offered'; offered: Offered[] }
  /** Nobody in the caller's position can ever take this action. */
  | { ok: false; code: 'action-not-yours' }
  | { ok: false; code: 'unit-ambiguous'; units: string[] }
  /** It was done a short while ago; again from this instant on. */
  | { ok: false; code: 'too-soon'; again: number }
  | { ok: false; code: 'invalid'; faults: FieldFault[] };

export type Decision = Decided | Refused;
