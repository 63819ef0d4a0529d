import type { Generated } from 'kysely';
import type { Timestamp } from '../column-types.ts';

/** Who has the same matter before their eyes and wants to be told what becomes of it. */
export interface CaseFollowerTable {
  tenant_id: string;
  follower_id: Generated<string>;
  case_id: string;
  /** `centre`: somebody without an account, taken down by the centre; then there is no `account_id`. */
  account_kind: 'person' | 'integration' | 'centre';
  account_id: string | null;
  reporter_type: string;
  /** Name and phone, sealed. */
  reporter_sealed: string | null;
  /** WGS-84. */
  lon: number | null;
  lat: number | null;
  /** The event that says so. */
  event_seq: number;
  at: Timestamp;
}

/** An account that was told of a case nearby, and so may follow it. */
export interface CaseHintTable {
  tenant_id: string;
  case_id: string;
  account_kind: 'person' | 'integration';
  account_id: string;
  at: Timestamp;
}
