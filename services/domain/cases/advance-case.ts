import { sql } from 'kysely';
import type { CaseOutlook } from '#workflows/case/activities.ts';
import { settle } from '#workflows/engine/index.ts';
import type { Deps } from '../context.ts';
import { tenantOf, withTenant, type TenantDb } from '../database.ts';
import { findStoredCases, lockCases, noSuchCase } from './case.repository.ts';
import { recordDecision } from './record-decision.ts';

/**
 * What the case's workflow does when it wakes: settles what fell due, records it as the system, and says what is next.
 * Doing it twice changes nothing the second time.
 */
export async function advanceCase(deps: Deps, input: { tenant: string; caseId: string }): Promise<CaseOutlook> {
  const { tenant, caseId } = input;
  return withTenant(deps.db, tenant, async (tx) => {
    if ((await lockCases(tx, [caseId])).length === 0) throw noSuchCase();
    const now = await deps.clock.now(tx);
    const [stored] = await findStoredCases(tx, sql`c.case_id = ${caseId}`);
    if (!stored) throw noSuchCase();
    const at = Math.max(now, stored.state.updatedAt);
    const rules = await deps.configurations.rules(tx, stored.state.configVersion, at);
    const { state, events } = settle(rules, stored.state, at);
    let { nextAt } = stored;
    if (events.length > 0) {
      const audit = { actorId: null, actorRole: 'system', action: 'case.advance', requestId: null };
      const recording = { rules, before: stored, after: state, events, audit, byItsWorkflow: true };
      ({ nextAt } = await recordDecision(tx, recording));
    }
    const wakeInMs = nextAt === null ? null : Math.max(1000, nextAt - now);
    return { wakeInMs, work: await undoneWork(tx, caseId), ended: state.closedAt !== null };
  });
}

async function undoneWork(tx: TenantDb, caseId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('case_work')
    .select('work_id')
    .where('tenant_id', '=', tenantOf(tx))
    .where('case_id', '=', caseId)
    .where('done_at', 'is', null)
    .orderBy('work_id')
    .execute();
  return rows.map((row) => row.work_id);
}
