import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { formatInstant, parseInstant } from '#workflows/engine/worktime/instant.ts';
import { writeAudit } from '../audit.ts';
import type { Context } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { once, type Answer } from '../idempotency.ts';
import { invalid, type Text } from '../problem.ts';
import { findActiveVersion } from '../tenants/configurations.ts';
import { inFlightMs, insertRollouts, successions } from '../tenants/rollout.repository.ts';
import { hasFaults } from './faults.ts';
import { layersWith, pinnedLayers, type PinnedLayer } from './layers.ts';
import { liveChanges } from './live-changes.ts';
import { configuredTenant, requireConfigPermission } from './permissions.ts';
import type { ConfigVersion, PublishConfigVersionInput } from './schema.ts';
import { toConfigVersion } from './to-config-version.ts';
import { fillIn, getVersionHead, getVersionSource, lockVersions } from './version.repository.ts';

/**
 * Puts a version in force from an instant on; an earlier one again, to go back. New cases use it on every process from that instant;
 * running ones keep theirs, but for calendar and org chart, which they follow. Its checks and tests must hold once more: the program may
 * have learnt since. 422 `config/has-faults`, or a fault at /from.
 */
export async function publishConfigVersion(
  ctx: Context,
  input: PublishConfigVersionInput,
  { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<Answer<ConfigVersion> & { replayed: boolean }> {
  requireConfigPermission(ctx);
  const { version } = input;
  const source = await ctx.inTenant(async (tx) => {
    await configuredTenant(tx, ctx);
    return getVersionSource(tx, version);
  });
  const above = await pinnedLayers(ctx.deps.db, source.parents);
  const layers = layersWith(above, { tenant: ctx.tenant, files: source.files });
  const checked = await ctx.deps.bundleChecker.check(ctx.tenant, { layers });
  return ctx.inTenant((tx) =>
    once(tx, ctx, { key: idempotencyKey, operation: 'publishConfigVersion', body: input }, async () => {
      const { kind } = await configuredTenant(tx, ctx);
      if (!checked.ok) throw hasFaults(checked.faults, ctx.tenant, ctx.locale);
      await lockVersions(tx);
      await fillIn(tx, version, checked);
      const now = await ctx.deps.clock.now(tx);
      const from = publishedFrom(input.from, now, above);
      const config = await ctx.deps.configurations.get(tx, version);
      await planRollouts(tx, ctx, { version, config, now, from, hasChildren: kind !== 'county' });
      await insertPublication(tx, { version, from, at: now, by: ctx.actor.id });
      await writeAudit(tx, ctx, {
        action: 'config.publish',
        target: `config_version/${version}`,
        data: { from: formatInstant(from) },
      });
      const head = await getVersionHead(tx, version);
      return { status: 200, body: toConfigVersion(head, await findActiveVersion(tx, now), ctx) };
    }),
  );
}

/** Nothing is put in force for a time that has passed, nor before what it stands on. */
function publishedFrom(stated: string | undefined, now: number, above: readonly PinnedLayer[]): number {
  const earliest = Math.max(...above.map(({ inForceFrom }) => inForceFrom ?? now), now);
  const from = stated === undefined ? earliest : parseInstant(stated)!;
  if (from >= earliest) return from;
  const at = formatInstant(earliest);
  const detail: Text =
    earliest === now
      ? {
          en: `Lies in the past. Leave it out to publish at once, or name an instant after ${at}.`,
          zh: `该时刻已过。请留空以立即发布，或填写 ${at} 之后的时刻。`,
        }
      : {
          en: `The layer above that this version stands on is in force from ${at}; take that instant or a later one.`,
          zh: `本版所依据的上级配置自 ${at} 起生效，请填写该时刻或之后的时刻。`,
        };
  throw invalid([{ pointer: '/from', detail }]);
}

async function insertPublication(tx: TenantDb, made: { version: number; from: number; at: number; by: string }) {
  const { version, from, at, by } = made;
  const row = { tenant_id: tenantOf(tx), version, published_by: by };
  await tx
    .insertInto('config_publication')
    .values({ ...row, published_from: new Date(from), published_at: new Date(at) })
    .execute();
}

interface Publication {
  version: number;
  config: CompiledConfig;
  now: number;
  from: number;
  hasChildren: boolean;
}

/** Children get their candidates at once, so that they can be read before; open cases follow from the instant on. */
async function planRollouts(tx: TenantDb, ctx: Context, publication: Publication) {
  const { version, config, now, from, hasChildren } = publication;
  const changesFrom = async (other: number | null) =>
    other === null ? [] : liveChanges(await ctx.deps.configurations.get(tx, other), config);
  const changes = await changesFrom(await findActiveVersion(tx, from));
  await insertRollouts(tx, version, [
    ...(hasChildren ? [{ kind: 'candidates' as const, notBefore: now }] : []),
    ...(changes.length > 0 ? [{ kind: 'reproject' as const, notBefore: from + inFlightMs }] : []),
    ...(changes.includes('org') ? successions(config, from) : []),
  ]);
  // What is to come after it was planned against another version.
  const next = await findNextPublication(tx, from);
  if (next && (await changesFrom(next.version)).length > 0)
    await insertRollouts(tx, next.version, [{ kind: 'reproject', notBefore: next.from + inFlightMs }]);
}

async function findNextPublication(tx: TenantDb, after: number): Promise<{ version: number; from: number } | null> {
  const found = await tx
    .selectFrom('config_publication')
    .select(['version', 'published_from'])
    .where('tenant_id', '=', tenantOf(tx))
    .where('published_from', '>', new Date(after))
    .orderBy('published_from')
    .orderBy('publication_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found ? { version: found.version, from: found.published_from.getTime() } : null;
}
