import type { Deps } from '../context.ts';
import { tenantOf, withTenant, type TenantDb } from '../database.ts';
import { notFound } from '../problem.ts';
import { systemActor } from './event-actor.ts';
import { holdCases } from './held-case.ts';
import type { NoticePayload } from './notices.ts';
import { recordDecision } from './record-decision.ts';
import { sendNotice } from './send-notice.ts';

/**
 * Does one piece of outward work and records it as an event of the case, also of a closed one. Throws when the partner
 * does not answer well; whoever asked tries again. Nothing is locked while the partner is waited for, so it may be asked
 * twice, under the same key.
 */
export async function doWork(deps: Deps, input: { tenant: string; workId: string }): Promise<void> {
  const { tenant, workId } = input;
  const work = await withTenant(deps.db, tenant, (tx) => findWork(tx, deps, workId));
  if (work === null) return;
  if (work.kind !== 'send_notice') throw new Error(`nobody knows how to do work of kind "${work.kind}"`);
  await sendNotice(deps, { tenant, workId, ...work });
  await withTenant(deps.db, tenant, (tx) => recordSent(tx, deps, workId, work.payload));
}

/** Null when it is done already. The gateway is the one that the tenant's configuration names now. */
async function findWork(tx: TenantDb, deps: Deps, workId: string) {
  const found = await tx
    .selectFrom('case_work')
    .innerJoin('case', (join) =>
      join.onRef('case.tenant_id', '=', 'case_work.tenant_id').onRef('case.case_id', '=', 'case_work.case_id'),
    )
    .select(['case_work.kind', 'case_work.payload', 'case_work.done_at', 'case_work.created_at', 'case.number'])
    .where('case_work.tenant_id', '=', tenantOf(tx))
    .where('work_id', '=', workId)
    .executeTakeFirst();
  if (!found) throw notFound({ en: `There is no work ${workId}.`, zh: `没有编号为 ${workId} 的任务。` });
  if (found.done_at !== null) return null;
  const { config } = await deps.configurations.active(tx, await deps.clock.now(tx));
  return {
    kind: found.kind,
    number: found.number,
    decidedAt: found.created_at.getTime(),
    payload: found.payload,
    gateway: config.tenant.noticeGateway,
  };
}

/** Two workers may have sent it; the lock lets one of them record it. */
async function recordSent(tx: TenantDb, deps: Deps, workId: string, payload: NoticePayload): Promise<void> {
  const { caseId, recipients, eventSeq } = payload;
  const held = await (await holdCases(tx, deps, [caseId])).get(caseId);
  if (!(await isUndone(tx, workId))) return;
  const { rules, state, at } = held;
  const step = rules.config.processes[state.process]?.states[state.state]?.step ?? '';
  const data = { recipients, eventSeq };
  await recordDecision(tx, {
    before: held,
    after: { ...state, updatedAt: at },
    events: [{ type: 'notice_sent', at, dueAt: null, step, action: null, actor: systemActor, data }],
    audit: { actorId: null, actorRole: 'system', action: 'case.send_notice', requestId: null, data: { workId } },
    workDone: { workId, result: { recipients } },
    // It waits for this work and then for an instant that it knows, unless that has just moved.
    byItsWorkflow: held.events.length === 0,
  });
}

async function isUndone(tx: TenantDb, workId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('case_work')
    .select('done_at')
    .where('tenant_id', '=', tenantOf(tx))
    .where('work_id', '=', workId)
    .executeTakeFirst();
  return found !== undefined && found.done_at === null;
}
