import type { Context } from '../context.ts';
import { liveRules } from './case-rules.ts';
import { getStoredCase } from './case.repository.ts';
import { requirePermission } from './permissions.ts';
import type { CaseSnapshot } from './snapshot.schema.ts';
import { toSnapshot } from './to-snapshot.ts';
import { visibleTo } from './visibility.ts';

export interface GetCaseInput {
  caseId: string;
}

/** 404 for a case that is not there, is another tenant's, or is out of the caller's sight. */
export async function getCase(ctx: Context, { caseId }: GetCaseInput): Promise<CaseSnapshot> {
  requirePermission(ctx, 'case.read');
  return ctx.inTenant(async (tx) => {
    const at = await ctx.deps.clock.now(tx);
    const live = await liveRules(ctx.deps, tx, at);
    const stored = await getStoredCase(tx, caseId, visibleTo(ctx.actor, live.org));
    const rules = await live.of(stored.state.configVersion);
    return toSnapshot(stored, rules, ctx.actor, await ctx.deps.keys.sealer(tx), ctx.locale);
  });
}
