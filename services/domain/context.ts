import type { Logger } from '#services/platform/log.ts';
import type { FileCleaner } from './attachments/file-cleaner.ts';
import type { Storage } from './attachments/storage.ts';
import type { Clock } from './clock.ts';
import type { BundleChecker } from './configuration/bundle-checker.ts';
import { withTenant, type Db, type TenantDb } from './database.ts';
import type { Configurations } from './tenants/configurations.ts';
import type { TenantKeys } from './tenant-keys.ts';

export const roles = [
  'resident',
  'deputy',
  'grid_worker',
  'officer',
  'street_leader',
  'centre',
  'leader',
  'inspector',
  'admin',
  'people_admin',
  'auditor',
  'operator',
] as const;
export type Role = (typeof roles)[number];

export type Locale = 'zh' | 'en';

/** What a process is wired with once; none of it knows a tenant or a caller. */
export interface Deps {
  db: Db;
  clock: Clock;
  configurations: Configurations;
  keys: TenantKeys;
  storage: Storage;
  fileCleaner: FileCleaner;
  bundleChecker: BundleChecker;
  log: Logger;
  /** Message gateways by the name that a tenant's configuration uses. */
  noticeGateways?: Record<string, string>;
}

export interface Post {
  role: Role;
  unit: string | null;
}

/** Who acts. `posts` are those held today; a system actor holds none. */
export interface Actor {
  kind: 'person' | 'integration' | 'system';
  id: string;
  posts: Post[];
}

/** One request of one caller within one tenant. */
export interface Context {
  deps: Deps;
  tenant: string;
  actor: Actor;
  locale: Locale;
  requestId: string | null;
  inTenant: <T>(work: (tx: TenantDb) => Promise<T>) => Promise<T>;
}

export function createContext(
  deps: Deps,
  about: { tenant: string; actor: Actor; locale?: Locale; requestId?: string | null },
): Context {
  const { tenant, actor, locale = 'en', requestId = null } = about;
  return { deps, tenant, actor, locale, requestId, inTenant: (work) => withTenant(deps.db, tenant, work) };
}

export function hasRole(actor: Actor, ...wanted: Role[]): boolean {
  return actor.posts.some((post) => wanted.includes(post.role));
}

/** Units in which the actor holds one of these roles. */
export function unitsAs(actor: Actor, ...wanted: Role[]): string[] {
  return actor.posts.flatMap((post) => (post.unit !== null && wanted.includes(post.role) ? [post.unit] : []));
}
