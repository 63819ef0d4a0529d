import { sql } from 'kysely';
import type { CaseOutlook } from '#workflows/case/activities.ts';
import type { Deps } from '../context.ts';
import { tenantOf, withTenant, type TenantDb } from '../database.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { liveRules } from './case-rules.ts';
import { findStoredCases, lockCases, noSuchCase } from './case.repository.ts';
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
  if ((await lockCases(tx, [caseId])).length === 0) throw noSuchCase();
  const now = await deps.clock.now(tx);
  const [stored] = await findStoredCases(tx, sql`c.case_id = ${caseId}`);
  if (!stored) throw noSuchCase();
  const at = Math.max(now, stored.state.updatedAt);
  const live = await liveRules(deps, tx, at);
  const { rules, state, events } = await bringUpToDate(deps, tx, live, stored, at);
  let { nextAt } = stored;
  if (events.length > 0) {
    const audit = { actorId: null, actorRole: 'system', action, requestId: null };
    const told = { events, audit, liveVersion: live.version, byItsWorkflow };
    const recording = { rules, before: stored, after: state, ...told };
    ({ nextAt } = await recordDecision(tx, recording));
  }
  return { now, nextAt, isClosed: state.closedAt !== null };
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
