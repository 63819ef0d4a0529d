import type { CaseOutlook } from '#workflows/case/activities.ts';
import type { Deps } from '../context.ts';
import { tenantOf, withTenant, type TenantDb } from '../database.ts';
import { holdCases } from './held-case.ts';
import { recordDecision } from './record-decision.ts';

/**
 * What the case's workflow does when it wakes: settles what fell due, records it as the system, and says what is next.
 * Doing it twice changes nothing the second time.
 */
export async function advanceCase(deps: Deps, input: { tenant: string; caseId: string }): Promise<CaseOutlook> {
  const { tenant, caseId } = input;
  return withTenant(deps.db, tenant, async (tx) => {
    const { now, nextAt, isClosed } = await lookAtCase(tx, deps, {
      caseId,
      action: 'case.advance',
      byItsWorkflow: true,
    });
    const wakeInMs = nextAt === null ? null : Math.max(1000, nextAt - now);
    return { wakeInMs, work: await undoneWork(tx, caseId), ended: isClosed };
  });
}

interface Look {
  caseId: string;
  /** As the audit log calls it. */
  action: string;
  /** Else the workflow is told where its next instant has moved. */
  byItsWorkflow: boolean;
}

/** Locks the case, brings it up to date and records what that has changed, if anything. */
export async function lookAtCase(tx: TenantDb, deps: Deps, { caseId, action, byItsWorkflow }: Look) {
  const holding = await holdCases(tx, deps, [caseId]);
  const held = await holding.get(caseId);
  let { nextAt } = held.stored;
  if (held.events.length > 0) {
    const audit = { actorId: null, actorRole: 'system', action, requestId: null };
    ({ nextAt } = await recordDecision(tx, { before: held, after: held.state, events: [], audit, byItsWorkflow }));
  }
  return { now: holding.now, nextAt, isClosed: held.state.closedAt !== null };
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
