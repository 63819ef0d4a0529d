import { sql } from 'kysely';
import type { Fault } from '#services/config/index.ts';
import { ENGINE_LEVEL, type CompiledConfig } from '#workflows/definition/compiled.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { notFound } from '../problem.ts';
import { errorsFirst } from './faults.ts';
import type { VersionRef } from '../tenants/tenant.table.ts';

/** Everything of a version but its compiled value and its files, which are large. */
export interface VersionHead {
  version: number;
  hash: string | null;
  note: string;
  created_by: string;
  created_at: Date;
  parents: VersionRef[];
  candidate_of: VersionRef | null;
  faults: Fault[];
  /** Of the latest publication. */
  published_from: Date | null;
  published_at: Date | null;
}

/** One writer of versions and publications per tenant at a time, so that numbers have no gaps and no order is guessed. */
export async function lockVersions(tx: TenantDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`config/${tenantOf(tx)}`}, 0))`.execute(tx);
}

export interface NewVersion {
  /** Absent, with the hash, where faults forbid a result. */
  config?: CompiledConfig | undefined;
  hash?: string | undefined;
  files: Record<string, string>;
  parents: VersionRef[];
  note: string;
  by: string;
  faults: Fault[];
  candidateOf?: VersionRef;
}

/** A bundle that is wrong from end to end has more faults than anybody reads. */
const keptFaults = 500;

/** The next number; the caller holds the lock. */
export async function insertVersion(tx: TenantDb, made: NewVersion): Promise<number> {
  const tenant = tenantOf(tx);
  const { last } = await tx
    .selectFrom('config_version')
    .select(({ fn }) => fn.max('version').as('last'))
    .where('tenant_id', '=', tenant)
    .executeTakeFirstOrThrow();
  const version = (last ?? 0) + 1;
  await tx
    .insertInto('config_version')
    .values({
      tenant_id: tenant,
      version,
      hash: made.hash ?? null,
      engine_level: made.config?.engineLevel ?? ENGINE_LEVEL,
      compiled: made.config ? JSON.stringify(made.config) : null,
      files: JSON.stringify(made.files),
      parents: JSON.stringify(made.parents),
      note: made.note,
      created_by: made.by,
      candidate_of: made.candidateOf ? JSON.stringify(made.candidateOf) : null,
      faults: JSON.stringify(errorsFirst(made.faults, keptFaults)),
    })
    .execute();
  return version;
}

/** Gives a version that was kept with faults the result that this program finds; one that has a result keeps it. */
export async function fillIn(tx: TenantDb, version: number, found: Pick<NewVersion, 'config' | 'hash' | 'faults'>) {
  const { config, hash, faults } = found;
  if (!config || !hash) throw new TypeError('only a result fills a version in');
  await tx
    .updateTable('config_version')
    .set({
      ...{ hash, engine_level: config.engineLevel, compiled: JSON.stringify(config) },
      faults: JSON.stringify(errorsFirst(faults, keptFaults)),
    })
    .where('tenant_id', '=', tenantOf(tx))
    .where('version', '=', version)
    .where('hash', 'is', null)
    .execute();
}

/** Newest first. */
export function listVersionHeads(tx: TenantDb, page: { before: number | null; limit: number }): Promise<VersionHead[]> {
  const query = heads(tx).orderBy('version', 'desc').limit(page.limit);
  return (page.before === null ? query : query.where('version', '<', page.before)).execute();
}

/** 404 for a number that the tenant has not given out. */
export async function getVersionHead(tx: TenantDb, version: number): Promise<VersionHead> {
  const found = await heads(tx).where('version', '=', version).executeTakeFirst();
  if (!found) throw noSuchVersion(version);
  return found;
}

/** What a version was compiled from. */
export async function getVersionSource(tx: TenantDb, version: number) {
  const found = await tx
    .selectFrom('config_version')
    .select(['files', 'parents'])
    .where('tenant_id', '=', tenantOf(tx))
    .where('version', '=', version)
    .executeTakeFirst();
  if (!found) throw noSuchVersion(version);
  return found;
}

function heads(tx: TenantDb) {
  const latest = (column: 'published_from' | 'published_at') =>
    sql<Date | null>`(
      select p.${sql.ref(column)} from config_publication p
      where p.tenant_id = v.tenant_id and p.version = v.version order by p.publication_id desc limit 1)`.as(column);
  return tx
    .selectFrom('config_version as v')
    .select(['version', 'hash', 'note', 'created_by', 'created_at', 'parents', 'candidate_of', 'faults'])
    .select([latest('published_from'), latest('published_at')])
    .where('v.tenant_id', '=', tenantOf(tx));
}

function noSuchVersion(version: number) {
  return notFound({ en: `There is no version ${version}.`, zh: `没有第 ${version} 版配置。` });
}
