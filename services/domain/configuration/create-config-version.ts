import { writeAudit } from '../audit.ts';
import type { Context } from '../context.ts';
import { once, type Answer } from '../idempotency.ts';
import { groundOf } from './check-config.ts';
import { hasFaults, requireBundleSize } from './faults.ts';
import { layersWith, refsOf } from './layers.ts';
import { requireConfigPermission } from './permissions.ts';
import type { CreateConfigVersionInput, CreatedConfigVersion } from './schema.ts';
import { insertVersion, lockVersions } from './version.repository.ts';

/**
 * Keeps a bundle without error as the next version, pinned to the versions above that are in force now. It changes nothing until it
 * is published. 422 `config/has-faults` with all of them.
 */
export async function createConfigVersion(
  ctx: Context,
  input: CreateConfigVersionInput,
  { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<Answer<CreatedConfigVersion> & { replayed: boolean }> {
  requireConfigPermission(ctx);
  const { files, note } = input;
  requireBundleSize(files);
  // Before the transaction, which must wait neither for a second connection nor for another process.
  const { above, today } = await groundOf(ctx);
  const layers = layersWith(above, { tenant: ctx.tenant, files });
  const { ok, config, hash, faults } = await ctx.deps.bundleChecker.check(ctx.tenant, { layers, today });
  return ctx.inTenant((tx) =>
    once(tx, ctx, { key: idempotencyKey, operation: 'createConfigVersion', body: input }, async () => {
      if (!ok || !config || hash === undefined) throw hasFaults(faults, ctx.tenant, ctx.locale);
      await lockVersions(tx);
      const parents = refsOf(above);
      const version = await insertVersion(tx, { config, hash, files, parents, note, by: ctx.actor.id, faults });
      await writeAudit(tx, ctx, {
        action: 'config.create_version',
        target: `config_version/${version}`,
        data: { hash, parents },
      });
      return { status: 201, body: { version, hash }, headers: { Location: `/v1/config/versions/${version}` } };
    }),
  );
}
