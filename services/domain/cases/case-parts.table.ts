import type { Selectable } from 'kysely';
import type { Budget } from '#workflows/definition/calendar.ts';
import type { TrackRole } from '#workflows/definition/compiled-process.ts';
import type { CaseRequest, Deadline, Evaluation, Track } from '#workflows/engine/process/case-state.ts';
import type { DateText, DefaultJson, Json, Timestamp } from '../column-types.ts';

interface CasePart {
  tenant_id: string;
  case_id: string;
  /** Counts from 1 within the case. */
  id: number;
}

export interface CaseTrackTable extends CasePart {
  unit: string;
  role: TrackRole;
  state: Track['state'];
  dispatched_at: Timestamp;
  signed_at: Timestamp | null;
  contacted_at: Timestamp | null;
  arrivals: DefaultJson<Track['arrivals']>;
  submitted_at: Timestamp | null;
  result: Json<NonNullable<Track['result']>> | null;
  ended_at: Timestamp | null;
}

export interface CaseDeadlineTable extends CasePart {
  name: string;
  unit: string | null;
  track: number | null;
  request: number | null;
  round: number;
  budget: Json<Budget>;
  started_at: Timestamp;
  due_at: Timestamp | null;
  remaining: Json<Budget> | null;
  last_counted: DateText | null;
  state: Deadline['state'];
  provisional: boolean;
  extensions: number;
  pauses: DefaultJson<Deadline['pauses']>;
  ended_at: Timestamp | null;
  /** When a later calendar showed that the breach was none. */
  corrected_at: Timestamp | null;
  rungs: DefaultJson<Deadline['rungs']>;
}

/** A rung that fired; its primary key lets it fire once. */
export interface CaseRungTable {
  tenant_id: string;
  case_id: string;
  deadline_id: number;
  extensions: number;
  rung: number;
  due_at: Timestamp;
  fired_at: Timestamp;
}

export interface CaseRequestTable extends CasePart {
  kind: string;
  track: number;
  unit: string;
  reason: string;
  until: DateText | null;
  asked_at: Timestamp;
  state: CaseRequest['state'];
  decided_at: Timestamp | null;
  decision: Json<NonNullable<CaseRequest['decision']>> | null;
}

export interface CaseEvaluationTable extends CasePart {
  round: number;
  at: Timestamp;
  by: Evaluation['by'];
  solved: boolean;
  satisfaction: string;
  comment: string | null;
  how: string | null;
  held_at: Timestamp | null;
}

export type CaseTrackRow = Selectable<CaseTrackTable>;
export type CaseDeadlineRow = Selectable<CaseDeadlineTable>;
export type CaseRequestRow = Selectable<CaseRequestTable>;
export type CaseEvaluationRow = Selectable<CaseEvaluationTable>;
