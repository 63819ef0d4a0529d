import type { Generated, Selectable } from 'kysely';
import type { DateText, DefaultTimestamp, Timestamp } from '../column-types.ts';
import type { Role } from '../context.ts';

export interface PersonTable {
  tenant_id: string;
  /** The `sub` of the person's token. */
  person_id: string;
  name_sealed: string | null;
  created_at: DefaultTimestamp;
  disabled_at: Timestamp | null;
}

export interface PostTable {
  tenant_id: string;
  post_id: Generated<string>;
  person_id: string;
  role: Role;
  unit: string | null;
  from_date: DateText;
  /** Last day on which it is held. */
  to_date: DateText | null;
}

export type PostRow = Selectable<PostTable>;
