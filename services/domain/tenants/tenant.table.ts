import type { Generated, Selectable } from 'kysely';
import type { Fault } from '#services/config/index.ts';
import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import type { DefaultJson, DefaultTimestamp, Json, Timestamp } from '../column-types.ts';

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

/** A version never changes once written; when it is in force is told by its publications. */
export interface ConfigVersionTable {
  tenant_id: string;
  version: number;
  /** Null, with `compiled`, for a candidate whose faults forbid a result. */
  hash: string | null;
  engine_level: number;
  compiled: Json<CompiledConfig> | null;
  /** The tenant's own files by path, as text. */
  files: Json<Record<string, string>>;
  /** The versions of the layers below that it was compiled with, nearest first. */
  parents: Json<VersionRef[]>;
  note: string;
  created_by: string;
  created_at: DefaultTimestamp;
  /** The version of the layer above that it was compiled for; null for what people write. */
  candidate_of: Json<VersionRef> | null;
  faults: DefaultJson<Fault[]>;
}

/** One publication of a version; append-only, so what was in force at an instant stays answerable. */
export interface ConfigPublicationTable {
  tenant_id: string;
  publication_id: Generated<number>;
  version: number;
  /** New cases use it from this instant on. */
  published_from: Timestamp;
  published_at: Timestamp;
  published_by: string;
}

/** Mass work that a publication brings about. */
export interface RolloutTable {
  tenant_id: string;
  rollout_id: Generated<string>;
  kind: RolloutKind;
  version: number;
  not_before: Timestamp;
  leased_until: Timestamp | null;
  created_at: DefaultTimestamp;
  done_at: Timestamp | null;
}

/** `candidates`: every child is compiled for a new version. `reproject`: open cases follow a calendar or org chart that changed. */
export type RolloutKind = 'candidates' | 'reproject';

export interface VersionRef {
  tenant: string;
  version: number;
}

export type TenantRow = Selectable<TenantTable>;
