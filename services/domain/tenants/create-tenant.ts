import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import type { Deps } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { insertRollouts, successions } from './rollout.repository.ts';
import type { VersionRef } from './tenant.table.ts';

export interface NewTenant {
  config: CompiledConfig;
  hash: string;
  files: Record<string, string>;
  /** The layers below it with the versions that it was compiled with, nearest first. */
  parents: VersionRef[];
  note: string;
  by: string;
}

/** There was nothing before a tenant's first version, so it holds for every instant that anybody may ask about. */
const always = new Date(0);

/** Enters the transaction's tenant with its data key and its first configuration version, which is in force at once. */
export async function createTenant(tx: TenantDb, { keys }: Pick<Deps, 'keys'>, tenant: NewTenant): Promise<void> {
  const tenantId = tenantOf(tx);
  const { config } = tenant;
  await tx
    .insertInto('tenant')
    .values({
      tenant_id: tenantId,
      title: config.tenant.title,
      kind: config.tenant.kind,
      extends: config.parents[0] ?? null,
      number_prefix: config.tenant.numberPrefix,
      trial: true,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await keys.createKey(tx);
  await tx
    .insertInto('config_version')
    .values({
      tenant_id: tenantId,
      version: 1,
      hash: tenant.hash,
      engine_level: config.engineLevel,
      compiled: JSON.stringify(config),
      files: JSON.stringify(tenant.files),
      parents: JSON.stringify(tenant.parents),
      note: tenant.note,
      created_by: tenant.by,
    })
    .execute();
  await tx
    .insertInto('config_publication')
    .values({
      tenant_id: tenantId,
      version: 1,
      published_from: always,
      published_at: new Date(),
      published_by: tenant.by,
    })
    .execute();
  await insertRollouts(tx, 1, successions(config, Date.now()));
}
