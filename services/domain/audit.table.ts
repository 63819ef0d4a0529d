import type { Generated } from 'kysely';
import type { DefaultJson, DefaultTimestamp } from './column-types.ts';

/** Append-only: the application may insert and read. */
export interface AuditEntryTable {
  tenant_id: string;
  entry_id: Generated<number>;
  at: DefaultTimestamp;
  actor_id: string | null;
  actor_role: string;
  /** As the permission is named: `case.submit_action`. */
  action: string;
  target: string | null;
  data: DefaultJson<Record<string, unknown>>;
  request_id: string | null;
}
