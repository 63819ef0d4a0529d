/**
 * A process as the engine reads it: what a `processes/*.yaml` comes to once every default is filled, every setting
 * put in its place, every ladder inlined and every duration parsed. Plain JSON, immutable.
 */
import type { Budget } from './calendar.ts';

export type Urgency = 'emergency' | 'urgent' | 'normal' | 'long_term';
export type TrackRole = 'lead' | 'assist';

/**
 * Who stands in which relation to a case; `lead` and `assist` act on a track, the others on the case. `for_requester` is
 * the centre where no account takes the requester's part, `nearby` whoever has the same matter before their eyes.
 */
export type Relation =
  'requester' | 'for_requester' | 'centre' | 'street_leader' | 'nearby' | 'anyone' | 'lead' | 'assist';

export interface Process {
  code: string;
  title: string;
  steps: { code: string; title: string }[];
  outcomes: Record<string, { title: string }>;
  /** What a county may set, with the value in force. */
  settings: Record<string, Budget | number | boolean | string[]>;
  /** How far the layers below may set them; versions stored by older programs do not say. */
  settingBounds?: Record<string, { atLeast?: Budget | number; atMost?: Budget | number }>;
  /** The level a case begins at (API: `level`). */
  startLevel: string;
  kinds: Record<string, Kind>;
  begins: string;
  states: Record<string, State>;
  /** `step`: what the history calls the units' part. */
  track: { step: string; actsIn: string[]; states: Record<string, TrackState> };
  actions: Record<string, Action>;
  requests: Record<string, RequestKind>;
  /** In the order in which they are written, which also breaks ties. */
  deadlines: DeadlineDef[];
}

export interface Kind {
  title: string;
  /** Reporter types that may raise it. */
  from: string[];
  /** Role that must stand behind it, e.g. the street leader for a tough whistle. */
  approvedBy?: Relation;
  urgency?: Urgency;
}

export interface State {
  title: string;
  step: string;
  /** Whose move it is: what the work list reads. */
  turn: 'centre' | 'units' | 'requester' | 'street_leader' | null;
  may: Partial<Record<Relation, string[]>>;
  /** Tried in order after every change while the case is in this state; the first that holds is taken. */
  goes: Move[];
  ends: boolean;
}

export interface TrackState {
  title: string;
  may: Partial<Record<TrackRole, string[]>>;
}

/** Where something leads: the first of a list whose `when` holds is taken. */
export interface Move {
  when: Condition;
  to?: string;
  outcome?: string;
  do: Effect[];
}

/** All given keys must hold; a list means any of. Closed: a new key is a new line here and in the engine. */
export interface Condition {
  kind?: string[];
  urgency?: Urgency[];
  state?: string[];
  outcome?: (string | 'none')[];
  reporter?: string[];
  approved?: boolean;
  confirmed?: boolean;
  /** The case has an item. */
  classified?: boolean;
  secret?: boolean;
  /** The item needs somebody to go there. */
  visit?: boolean;
  roundsLeft?: boolean;
  leadSigned?: boolean;
  /** A lead has signed at some time in this case's life. */
  everSigned?: boolean;
  everDispatched?: boolean;
  allSubmitted?: boolean;
  finalOwner?: boolean;
  hasLead?: boolean;
  hasAssist?: boolean;
  /** The acting track has arrived, or the item needs no visit. */
  readyToSubmit?: boolean;
  unitAbove?: boolean;
  requestPending?: boolean;
  /** State of the case that this one is merged into. */
  parent?: (string | 'none')[];
  /** Judged already in the present round of the case that this one is merged into. */
  evaluatedWithParent?: boolean;
  merged?: boolean;
  hasChildren?: boolean;
  /** It is done on the word of a requester who has no account. */
  forRequester?: boolean;
  /** Values of the action's own fields; `given: true` asks only whether the field was filled. */
  fields?: Record<string, (string | number | boolean)[] | { given: boolean }>;
}

export type Effect =
  | { effect: 'route' }
  | { effect: 'accept' }
  | { effect: 'approve' }
  | { effect: 'confirm' }
  | { effect: 'downgrade' }
  | { effect: 'assign' }
  | { effect: 'classify' }
  | { effect: 'add_assist' }
  | { effect: 'remove_assist' }
  | { effect: 'new_round' }
  | { effect: 'raise_level' }
  | { effect: 'pass_up' }
  | { effect: 'record_contact' }
  | { effect: 'record_arrival' }
  | { effect: 'record_evaluation' }
  | { effect: 'open_request'; request: string }
  | { effect: 'decide_request' }
  | { effect: 'return_track' }
  | { effect: 'sign_for_unit' }
  | { effect: 'extend'; deadline: 'own_clock'; by: 'item_limit' }
  | { effect: 'correct_place' }
  | { effect: 'merge' }
  | { effect: 'call_back_task' }
  | { effect: 'flag'; flag: string }
  | { effect: 'unflag'; flag: string };

export type FieldType =
  | 'text'
  | 'choice'
  | 'yes_no'
  | 'number'
  | 'money'
  | 'date'
  | 'instant'
  | 'photos'
  | 'place'
  | 'location'
  | 'person'
  | 'unit'
  | 'units'
  | 'item'
  | 'variant'
  | 'case'
  | 'request'
  | 'household';

export interface Field {
  type: FieldType;
  title: string;
  required: boolean;
  /** `choice`: its values. `text`: suggestions, anything else is accepted too. */
  of?: string[];
  /** `photos`, `units`: how many at least. */
  atLeast?: number;
  /** `number`: bounds. `text`: longest length in characters. */
  min?: number;
  max?: number;
  /** Asked for only while this holds. */
  when?: Condition;
  /** What counts where nothing is said. */
  default?: string | number | boolean;
}

export interface Action {
  code: string;
  title: string;
  /** The event it leaves in the history. */
  event: string;
  on: 'case' | 'track';
  fields: Record<string, Field>;
  /** Without which it is not offered. */
  when: Condition;
  /** `track` actions: the state the acting unit's track goes to. */
  trackGoes?: string;
  /** First that holds; none is fine, the case then stays. */
  goes: Move[];
  /** Done before the move is chosen. */
  do: Effect[];
  /** While this holds it was only tried: that is told by an event of its own and counted, and nothing else happens. */
  attempt?: { when: Condition; event: string };
  /** How often it was done, and when last, is kept under its event. */
  counted?: true;
  /** How long it is not to be done again. */
  againAfter?: Budget;
  remind?: Recipient[];
  tell?: Recipient[];
}

export interface RequestKind {
  code: string;
  title: string;
  by: TrackRole[];
  /** Not offered while this holds. */
  unless?: Condition;
  /** Only while the unit's own clock (`finish` for the lead, `answer` for assisting units) has not run out. */
  beforeOwnClock: boolean;
  /** How many may be granted. */
  atMost?: number;
  longest?: Budget;
  whileWaiting: { pause: string[]; withhold: string[] };
  granted: Move[];
  refused: Move[];
}

export interface DeadlineDef {
  name: string;
  title: string;
  starts:
    | { on: 'report' }
    | { on: 'state'; state: string }
    /** With the track, once. */
    | { on: 'track'; roles: TrackRole[] }
    /** With the track, and again each round. */
    | { on: 'round'; roles: TrackRole[] }
    | { on: 'request' };
  /** Not started unless this holds. */
  when: Condition;
  budget: BudgetSource;
  metBy: { action: string; fields?: Record<string, (string | number | boolean)[]> }[];
  /** Entering one of these states meets it. */
  metIn: string[];
  cancelledBy: string[];
  pausesIn: string[];
  /** Never due after this other deadline of the same track, as it stands at the start. */
  notAfter?: string;
  /** What its running out is: `met` where time itself was awaited (`suspension`, `evaluate`). */
  expiresAs: 'breached' | 'met';
  ladder: Rung[];
}

export type BudgetSource =
  | { kind: 'item_limit' }
  | { kind: 'fixed'; budget: Budget }
  | {
      kind: 'by_urgency';
      budgets: Partial<Record<Urgency, Budget>>;
      /** clock units become working ones where the item's limit is office time */ officeTimeFollowsLimit: Urgency[];
    }
  | { kind: 'by_level'; budgets: Record<string, Budget> }
  | { kind: 'until_asked' };

export type Recipient = 'unit' | 'unit_head' | 'centre' | 'leader_in_charge' | 'requester' | 'street_leader';

export interface Rung {
  /** Position in the ladder, part of its unique key. */
  index: number;
  /** As written: `50%`, `due`, `due + 1 working_days`. */
  label: string;
  at: { fraction: number } | { due: true; plus?: Budget };
  remind: Recipient[];
  tell: Recipient[];
  mark?: string;
  raise?: 'one_level';
  listFor?: string;
  to?: string;
  outcome?: string;
  do: Effect[];
}
