import type { Selectable } from 'kysely';
import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import type { DefaultTimestamp, Json, Timestamp } from '../column-types.ts';

export interface TenantTable {
  tenant_id: string;
  title: string;
  kind: 'country' | 'province' | 'county';
  extends: string | null;
  number_prefix: string | null;
  trial: boolean;
  created_at: DefaultTimestamp;
}

export interface TenantKeyTable {
  tenant_id: string;
  key_id: string;
  /** The data key as a compact JWE under the master key. */
  wrapped: string;
  created_at: DefaultTimestamp;
}

/** A version never changes once written, except for when it is in force. */
export interface ConfigVersionTable {
  tenant_id: string;
  version: number;
  hash: string;
  engine_level: number;
  compiled: Json<CompiledConfig>;
  /** The tenant's own files by path, as text. */
  files: Json<Record<string, string>>;
  /** The versions of the layers below that it was compiled with, nearest first. */
  parents: Json<{ tenant: string; version: number }[]>;
  note: string;
  created_by: string;
  created_at: DefaultTimestamp;
  /** New cases use it from this instant on; null while it is not published. */
  published_from: Timestamp | null;
  published_at: Timestamp | null;
}

export type TenantRow = Selectable<TenantTable>;
