import { sql } from 'kysely';
import {
  compileBundle,
  describeFault,
  layersOf,
  loadTenantsDir,
  type Fault,
  type LayerFiles,
  type LoadedTenant,
} from '#services/config/index.ts';
import { StartupError } from '#services/platform/startup-error.ts';
import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { layersInForce, layersWith, refsOf, type PinnedLayer } from '../configuration/layers.ts';
import type { Deps } from '../context.ts';
import { tenantOf, withTenant, type TenantDb } from '../database.ts';
import { findActiveVersion } from './configurations.ts';
import { createTenant } from './create-tenant.ts';

export interface SeededTenant {
  tenant: string;
  /** The version in force. */
  version: number;
  /** False where the tenant had a version, which a folder on disk never changes. */
  isNew: boolean;
}

/**
 * Gives each tenant of the folder that has no version yet its first one, parents first (HOUSE §5: afterwards only a publication changes it).
 * Layers above a new tenant are those in force in the database, not those on disk. Throws StartupError with every fault of a bundle
 * that does not compile; tenants before it stay.
 */
export async function seedTenants(deps: Deps, tenantsDir: string): Promise<SeededTenant[]> {
  const onDisk = await loadTenantsDir(tenantsDir);
  const seeded: SeededTenant[] = [];
  for (const { code, extends: parent, files } of parentsFirst(onDisk)) {
    const above = await layersInForce(deps.db, parent ?? null, Date.now());
    seeded.push(await withTenant(deps.db, code, (tx) => seedTenant(tx, deps, files, above)));
  }
  return seeded;
}

function parentsFirst(tenants: ReadonlyMap<string, LoadedTenant>): LoadedTenant[] {
  const depth = ({ code }: LoadedTenant) => layersOf(tenants, code).length;
  return [...tenants.values()].sort((a, b) => depth(a) - depth(b) || (a.code < b.code ? -1 : 1));
}

async function seedTenant(
  tx: TenantDb,
  deps: Deps,
  files: LayerFiles['files'],
  above: PinnedLayer[],
): Promise<SeededTenant> {
  const tenant = tenantOf(tx);
  // Two processes that start at once must not both write the first version.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`seed/${tenant}`}, 0))`.execute(tx);
  const found = await findActiveVersion(tx, Date.now());
  if (found !== null) return { tenant, version: found, isNew: false };
  const { config, hash } = compiled(layersWith(above, { tenant, files }));
  const parents = refsOf(above);
  await createTenant(tx, deps, { config, hash, parents, files: asText(files), note: 'tenants/', by: 'system' });
  return { tenant, version: 1, isNew: true };
}

function compiled(layers: LayerFiles[]): { config: CompiledConfig; hash: string } {
  const { ok, config, hash, faults } = compileBundle(layers);
  if (!ok || !config || hash === undefined) throw doesNotCompile(layers.at(-1)!.tenant, faults);
  return { config, hash };
}

function asText(files: LayerFiles['files']): Record<string, string> {
  const decode = (content: string | Uint8Array) =>
    typeof content === 'string' ? content : new TextDecoder().decode(content);
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, decode(content)]));
}

function doesNotCompile(tenant: string, faults: Fault[]): StartupError {
  const errors = faults.filter(({ severity }) => severity === 'error');
  const told = (locale: 'zh' | 'en') =>
    errors
      .map((fault) => describeFault(fault, locale))
      .map((fault) => `  ${fault.tenant}/${fault.file}:${fault.line}:${fault.column} ${fault.message} ${fault.remedy}`)
      .join('\n');
  return new StartupError({
    zh: `租户 ${tenant} 的配置有误，未能建立：\n${told('zh')}`,
    en: `The bundle of tenant ${tenant} has faults, so it was not set up:\n${told('en')}`,
  });
}
