import { dateOf } from '#workflows/engine/worktime/index.ts';
import type { Context } from '../context.ts';
import { faultsOut, requireBundleSize } from './faults.ts';
import { layersInForce, layersWith, type PinnedLayer } from './layers.ts';
import { configuredTenant, requireConfigPermission } from './permissions.ts';
import type { CheckConfigInput, ConfigCheck } from './schema.ts';

/** Every fault of a bundle on top of what it inherits now, its own tests included. Writes nothing. */
export async function checkConfig(ctx: Context, { files }: CheckConfigInput): Promise<ConfigCheck> {
  requireConfigPermission(ctx);
  requireBundleSize(files);
  const { above, today } = await groundOf(ctx);
  const layers = layersWith(above, { tenant: ctx.tenant, files });
  const { ok, faults } = await ctx.deps.bundleChecker.check(ctx.tenant, { layers, today });
  return { ok, ...faultsOut(faults, ctx.tenant, ctx.locale) };
}

export interface Ground {
  /** The layers above in force, nearest first. */
  above: PinnedLayer[];
  /** The tenant's day. */
  today: string;
}

/** What a new version of the caller's tenant would stand on. */
export async function groundOf(ctx: Context): Promise<Ground> {
  const { parent, now, today } = await ctx.inTenant(async (tx) => {
    const tenant = await configuredTenant(tx, ctx);
    const now = await ctx.deps.clock.now(tx);
    const { config } = await ctx.deps.configurations.active(tx, now);
    return { parent: tenant.extends, now, today: dateOf(config.calendar, now) };
  });
  return { above: await layersInForce(ctx.deps.db, parent, now), today };
}
