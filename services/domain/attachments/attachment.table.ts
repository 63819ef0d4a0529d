import type { Selectable } from 'kysely';
import type { DefaultTimestamp, Timestamp } from '../column-types.ts';

export interface AttachmentTable {
  tenant_id: string;
  attachment_id: string;
  /** Media type, found in the content. */
  type: string;
  /** Bytes as stored. */
  size: number;
  sha256: string;
  storage_key: string;
  thumbnail_key: string | null;
  /** As the file itself says; null where it is silent. */
  taken_at: Timestamp | null;
  created_by: string;
  created_at: DefaultTimestamp;
}

/** Which cases show a file; the database keeps it from the lists in their events. */
export interface CaseAttachmentTable {
  tenant_id: string;
  attachment_id: string;
  case_id: string;
}

export type AttachmentRow = Selectable<AttachmentTable>;
