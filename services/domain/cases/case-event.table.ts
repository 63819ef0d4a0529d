import type { Generated, Selectable } from 'kysely';
import type { NudgeReason } from '#workflows/case/messages.ts';
import type { DefaultTimestamp, Json, Timestamp } from '../column-types.ts';
import type { NoticePayload } from './notices.ts';

/** Append-only: the application may insert and read. */
export interface CaseEventTable {
  tenant_id: string;
  case_id: string;
  seq: number;
  at: Timestamp;
  due_at: Timestamp | null;
  type: string;
  step: string;
  action: string | null;
  actor_id: string | null;
  actor_role: string;
  actor_unit: string | null;
  data: Json<Record<string, unknown>>;
  /** Which canonical JSON the hash is made of, and which layout `data` has. */
  form: Generated<number>;
  /** Chains the events of a case: each covers the one before. */
  hash: string;
}

/** Outward work that an event decided; its id is the idempotency key towards whoever it goes to. */
export interface CaseWorkTable {
  tenant_id: string;
  work_id: Generated<string>;
  case_id: string;
  event_seq: number;
  /** `send_notice` is the only one so far, and what `payload` is the shape of. */
  kind: string;
  payload: Json<NoticePayload>;
  created_at: Timestamp;
  done_at: Timestamp | null;
  result: Json<Record<string, unknown>> | null;
}

/** Whom an event told or reminded; `whom` is a unit, an account or nothing, as the audience needs. */
export interface CaseNoticeTable {
  tenant_id: string;
  case_id: string;
  audience: string;
  whom: string;
  at: Timestamp;
  kind: 'remind' | 'tell';
  event_case: string;
  event_seq: number;
}

/** Nudges on their way to the case's workflow; carries ids and instants only. */
export interface OutboxTable {
  tenant_id: string;
  outbox_id: Generated<number>;
  case_id: string;
  wake_at: Timestamp | null;
  reason: NudgeReason;
  leased_until: Timestamp | null;
  created_at: DefaultTimestamp;
}

export type CaseEventRow = Selectable<CaseEventTable>;
