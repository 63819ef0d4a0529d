import type { Generated, Selectable } from 'kysely';
import type { Urgency } from '#workflows/definition/compiled-process.ts';
import type { CaseState } from '#workflows/engine/process/case-state.ts';
import type { DateText, DefaultJson, Json, Timestamp } from '../column-types.ts';

/** The case as a whole; tracks, deadlines, requests and evaluations are rows of their own. */
export interface CaseTable {
  tenant_id: string;
  case_id: Generated<string>;
  number: string;
  process: string;
  kind: string;
  config_version: number;
  /** Whose calendar and org chart its clocks were last counted by; null: those of its own version. */
  live_version: number | null;
  item_code: string | null;
  item_variant: string | null;
  edition: number | null;
  urgency: Urgency;
  state: string;
  step: string;
  outcome: string | null;
  round: number;
  level: string;
  flags: string[];
  approved: boolean;
  confirmed: boolean;
  final_owner: boolean;
  ever_dispatched: boolean;
  ever_signed: boolean;
  lead_unit: string | null;
  merged_into: string | null;
  location_unit: string | null;
  /** The unit and all above it, nearest first: who sees an area asks this. */
  location_path: string[];
  /** WGS-84. */
  lon: number | null;
  lat: number | null;
  address_sealed: string | null;
  channel: string;
  reporter_type: string;
  reporter_secret: boolean;
  reporter_sealed: string | null;
  requester_kind: 'person' | 'integration' | 'centre';
  requester_id: string | null;
  /** The integration or person that sent it; owns `external_id`. */
  source_id: string;
  external_id: string | null;
  description: string;
  photos: string[];
  fields: DefaultJson<Record<string, unknown>>;
  routing: Json<CaseState['routing']> | null;
  referred_to: string | null;
  times: DefaultJson<CaseState['times']>;
  /** The earliest instant at which something falls due. */
  next_at: Timestamp | null;
  /** Of the last event. */
  seq: number;
  last_hash: string;
  created_at: Timestamp;
  updated_at: Timestamp;
  closed_at: Timestamp | null;
}

/** The last number given out on a day of the tenant's zone. */
export interface CaseNumberTable {
  tenant_id: string;
  day: DateText;
  last: number;
}

export type CaseRow = Selectable<CaseTable>;
