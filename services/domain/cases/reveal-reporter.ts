import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import { writeAudit } from '../audit.ts';
import type { Context } from '../context.ts';
import type { TenantDb } from '../database.ts';
import type { Sealer } from '../tenant-keys.ts';
import { getStoredCase } from './case.repository.ts';
import { listFollowers } from './follower.repository.ts';
import { requirePermission } from './permissions.ts';
import type { RevealReporterInput } from './schema.ts';
import type { RevealAnswer } from './snapshot.schema.ts';
import type { ReporterIdentity } from './to-snapshot.ts';
import { visibleTo } from './visibility.ts';

/** The full values that were asked for, and only those. That they were shown, to whom and why, is audited; the values are not. */
export async function revealReporter(ctx: Context, input: RevealReporterInput): Promise<RevealAnswer> {
  requirePermission(ctx, 'case.reveal');
  const { caseId, fields, reason } = input;
  return ctx.inTenant(async (tx) => {
    const at = await ctx.deps.clock.now(tx);
    const { places } = await ctx.deps.configurations.active(tx, at);
    const { facts } = await getStoredCase(tx, caseId, visibleTo(ctx.actor, places));
    const sealer = await ctx.deps.keys.sealer(tx);
    const reporter = facts.reporterSealed === null ? null : await sealer.open<ReporterIdentity>(facts.reporterSealed);
    const address = facts.addressSealed === null ? null : await sealer.open<string>(facts.addressSealed);
    await writeAudit(tx, ctx, { action: 'case.reveal', target: `case/${caseId}`, data: { fields, reason } });
    const name = fields.includes('reporter.name') ? { name: reporter?.name ?? null } : {};
    const phone = fields.includes('reporter.phone') ? { phone: reporter?.phone ?? null } : {};
    return {
      caseId,
      ...(Object.keys({ ...name, ...phone }).length > 0 && { reporter: { ...name, ...phone } }),
      ...(fields.includes('location.address') && { location: { address } }),
      ...(fields.includes('followers') && { followers: await followersOf(tx, sealer, caseId) }),
    };
  });
}

const mostFollowers = 200;

async function followersOf(tx: TenantDb, sealer: Sealer, caseId: string): Promise<RevealAnswer['followers']> {
  const rows = await listFollowers(tx, caseId, mostFollowers);
  return Promise.all(
    rows.map(async ({ at, reporter_type: type, reporter_sealed: sealed }) => {
      const who = sealed === null ? { name: null, phone: null } : await sealer.open<ReporterIdentity>(sealed);
      return { at: formatInstant(at.getTime()), type, ...who };
    }),
  );
}
