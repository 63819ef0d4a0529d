import { hasRole, type Actor, type Context, type Role } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { Problem } from '../problem.ts';
import { roleTitles } from '../role-titles.ts';
import type { TenantRow } from '../tenants/tenant.table.ts';

/** API "Who may": a county's bundle belongs to its administrator, that of a layer above to the operator. */
const holders = { county: 'admin', province: 'operator', country: 'operator' } as const satisfies Record<
  TenantRow['kind'],
  Role
>;

export const configPermissions = ['config.read', 'config.check', 'config.create_version', 'config.publish'] as const;
export type ConfigPermission = (typeof configPermissions)[number];

export function mayConfigure(actor: Actor, kind: TenantRow['kind']): boolean {
  return hasRole(actor, holders[kind]);
}

/** 403 before anything is looked up. */
export function requireConfigPermission({ actor }: Context): void {
  if (!hasRole(actor, ...new Set(Object.values(holders)))) throw notTheirs('admin', 'operator');
}

/** The tenant, for whoever may change its configuration; else 403. */
export async function configuredTenant(tx: TenantDb, { actor }: Context): Promise<TenantRow> {
  const tenant = await tx
    .selectFrom('tenant')
    .selectAll()
    .where('tenant_id', '=', tenantOf(tx))
    .executeTakeFirstOrThrow();
  if (!mayConfigure(actor, tenant.kind)) throw notTheirs(holders[tenant.kind]);
  return tenant;
}

function notTheirs(...needed: Role[]) {
  return new Problem('forbidden', {
    en: `This needs the role: ${needed.join(', ')}.`,
    zh: `需要以下角色：${roleTitles(needed)}。`,
  });
}
