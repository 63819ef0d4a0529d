import { casePermissions, mayUse } from '../cases/permissions.ts';
import { configPermissions, mayConfigure } from '../configuration/permissions.ts';
import type { Context } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import type { Me } from './schema.ts';

/** The caller's own account, posts of today and permissions. */
export async function whoAmI(ctx: Context): Promise<Me> {
  const { id, kind, posts } = ctx.actor;
  if (kind === 'system') throw new TypeError('a system actor asks nobody who it is');
  return ctx.inTenant(async (tx) => {
    const { org, tenant } = (await ctx.deps.configurations.active(tx, await ctx.deps.clock.now(tx))).config;
    const { tenant_id: code, kind: tenantKind, trial } = await getTenant(tx);
    return {
      id,
      kind,
      name: await findName(tx, ctx),
      tenant: { code, title: tenant.title, kind: tenantKind, trial },
      posts: posts.map(({ role, unit }) => ({
        role,
        unit,
        title: unit === null ? null : (org.units[unit]?.title ?? null),
      })),
      may: [
        ...casePermissions.filter((permission) => mayUse(ctx.actor, permission)),
        ...(mayConfigure(ctx.actor, tenantKind) ? configPermissions : []),
      ],
    };
  });
}

function getTenant(tx: TenantDb) {
  return tx.selectFrom('tenant').selectAll().where('tenant_id', '=', tenantOf(tx)).executeTakeFirstOrThrow();
}

async function findName(tx: TenantDb, ctx: Context): Promise<string | null> {
  const found = await tx
    .selectFrom('person')
    .select('name_sealed')
    .where('tenant_id', '=', tenantOf(tx))
    .where('person_id', '=', ctx.actor.id)
    .executeTakeFirst();
  if (!found || found.name_sealed === null) return null;
  return (await ctx.deps.keys.sealer(tx)).open<string>(found.name_sealed);
}
