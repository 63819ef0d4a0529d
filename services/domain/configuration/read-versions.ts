import { decodeCursor, encodeCursor, numberedPlace } from '../cursor.ts';
import type { Context } from '../context.ts';
import type { TenantDb } from '../database.ts';
import { findActiveVersion } from '../tenants/configurations.ts';
import { configuredTenant, requireConfigPermission } from './permissions.ts';
import type { ConfigFiles, ConfigVersion, ConfigVersionList, ListConfigVersionsQuery } from './schema.ts';
import { toConfigVersion } from './to-config-version.ts';
import { getVersionHead, getVersionSource, listVersionHeads } from './version.repository.ts';

/** Every version, candidates of the layer above included, newest first. */
export function listConfigVersions(ctx: Context, query: ListConfigVersionsQuery): Promise<ConfigVersionList> {
  const before = query.cursor === undefined ? null : decodeCursor(query.cursor, numberedPlace('version')).version;
  return reading(ctx, async (tx, active) => {
    const found = await listVersionHeads(tx, { before, limit: query.limit + 1 });
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    return {
      data: page.map((head) => toConfigVersion(head, active, ctx)),
      nextCursor: last && found.length > page.length ? encodeCursor({ version: last.version }) : null,
    };
  });
}

export function getConfigVersion(ctx: Context, { version }: { version: number }): Promise<ConfigVersion> {
  return reading(ctx, async (tx, active) => toConfigVersion(await getVersionHead(tx, version), active, ctx));
}

/** The version that new cases use now. */
export function getActiveConfig(ctx: Context): Promise<ConfigVersion> {
  return reading(ctx, async (tx) => {
    const { version } = await ctx.deps.configurations.active(tx, await ctx.deps.clock.now(tx));
    return toConfigVersion(await getVersionHead(tx, version), version, ctx);
  });
}

/** The tenant's own files of a version, ready to be changed and sent again. */
export function getConfigFiles(ctx: Context, { version }: { version: number }): Promise<ConfigFiles> {
  return reading(ctx, async (tx) => ({ version, files: (await getVersionSource(tx, version)).files }));
}

/** For whoever may read the configuration; `active` is the number of the version in force. */
function reading<T>(ctx: Context, read: (tx: TenantDb, active: number | null) => Promise<T>): Promise<T> {
  requireConfigPermission(ctx);
  return ctx.inTenant(async (tx) => {
    await configuredTenant(tx, ctx);
    return read(tx, await findActiveVersion(tx, await ctx.deps.clock.now(tx)));
  });
}
