import { sql } from 'kysely';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import { writeAudit } from '../audit.ts';
import type { Deps } from '../context.ts';
import { tenantOf, withTenant, type TenantDb } from '../database.ts';
import { findActiveVersion } from '../tenants/configurations.ts';
import type { VersionRef } from '../tenants/tenant.table.ts';
import { layersFrom, layersWith, refsOf, type PinnedLayer } from './layers.ts';
import type { PageOf } from './roll-out-page.ts';
import { orSetAside } from './set-aside.ts';
import { system } from './system.ts';
import { getVersionSource, insertVersion, lockVersions } from './version.repository.ts';

const pageSize = 20;

/**
 * Compiles what each child has in force on top of a version that the layer above has published, and keeps it as the child's next version
 * with its faults. Nothing changes for the child until its own people publish it.
 */
export async function makeCandidates(deps: Deps, page: PageOf): Promise<string | null> {
  const of: VersionRef = { tenant: page.tenant, version: page.version };
  const above = await layersFrom(deps.db, of);
  const children = await withTenant(deps.db, page.tenant, (tx) => findChildren(tx, page.after));
  const note = await withTenant(deps.db, page.tenant, (tx) => noteOf(tx, of));
  for (const child of children) {
    const one = {
      tenant: child,
      target: `config_version/${of.tenant}/${of.version}`,
      action: 'config.offer_candidate',
    };
    await orSetAside(deps, one, () => withTenant(deps.db, child, (tx) => makeCandidate(tx, deps, { of, above, note })));
    page.onStep(child);
  }
  return children.length < pageSize ? null : (children.at(-1) ?? null);
}

async function findChildren(tx: TenantDb, after: string | null): Promise<string[]> {
  const rows = await tx
    .selectFrom('tenant')
    .select('tenant_id')
    .where('extends', '=', tenantOf(tx))
    .where('tenant_id', '>', after ?? '')
    .orderBy('tenant_id')
    .limit(pageSize)
    .execute();
  return rows.map((row) => row.tenant_id);
}

async function noteOf(tx: TenantDb, { tenant, version }: VersionRef): Promise<string> {
  const { note } = await tx
    .selectFrom('config_version')
    .select('note')
    .where('tenant_id', '=', tenant)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return `${tenant} v${version}: ${note}`;
}

interface Offer {
  of: VersionRef;
  above: PinnedLayer[];
  note: string;
}

/** A child has one candidate for a version; one that has published nothing yet has nothing to offer it for. */
async function makeCandidate(tx: TenantDb, deps: Deps, { of, above, note }: Offer): Promise<void> {
  await lockVersions(tx);
  const now = await deps.clock.now(tx);
  const inForce = await findActiveVersion(tx, now);
  if (inForce === null || (await hasCandidate(tx, of))) return;
  const { files } = await getVersionSource(tx, inForce);
  const { config: present } = await deps.configurations.active(tx, now);
  const today = dateOf(present.calendar, now);
  const layers = layersWith(above, { tenant: tenantOf(tx), files });
  const { ok, config, hash, faults } = await deps.bundleChecker.check(tenantOf(tx), { layers, today });
  const result = ok ? { config, hash } : {};
  const version = await insertVersion(tx, {
    ...result,
    ...{ files, note, faults, parents: refsOf(above), by: 'system', candidateOf: of },
  });
  await writeAudit(tx, system, {
    action: 'config.offer_candidate',
    target: `config_version/${version}`,
    data: { of, ok },
  });
}

async function hasCandidate(tx: TenantDb, of: VersionRef): Promise<boolean> {
  const found = await tx
    .selectFrom('config_version')
    .select('version')
    .where('tenant_id', '=', tenantOf(tx))
    .where(sql`candidate_of ->> 'tenant'`, '=', of.tenant)
    .where(sql`candidate_of ->> 'version'`, '=', String(of.version))
    .executeTakeFirst();
  return found !== undefined;
}
