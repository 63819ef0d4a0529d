import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { liveRules } from './case-rules.ts';
import { findStoredCases, getStoredCase } from './case.repository.ts';
import { followedBy } from './follower.repository.ts';
import { requirePermission } from './permissions.ts';
import { publicView } from './public-view.ts';
import type { CaseSnapshot } from './snapshot.schema.ts';
import { toSnapshot } from './to-snapshot.ts';
import { visibleTo } from './visibility.ts';

export interface GetCaseInput {
  caseId: string;
}

/** 404 for a case that is not there, is another tenant's, or is out of the caller's sight; who follows it sees how it stands. */
export async function getCase(ctx: Context, { caseId }: GetCaseInput): Promise<CaseSnapshot> {
  requirePermission(ctx, 'case.read');
  return ctx.inTenant(async (tx) => {
    const at = await ctx.deps.clock.now(tx);
    const live = await liveRules(ctx.deps, tx, at);
    const seen = await findStoredCases(tx, sql`c.case_id = ${caseId} and ${visibleTo(ctx.actor, live.places)}`);
    const stored = seen[0] ?? (await getStoredCase(tx, caseId, followedBy(ctx.actor)));
    const rules = await live.of(stored.state.configVersion);
    const snapshot = await toSnapshot(stored, rules, ctx.actor, await ctx.deps.keys.sealer(tx), ctx.locale);
    return seen[0] ? snapshot : publicView(snapshot);
  });
}
