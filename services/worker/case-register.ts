import type { Pool } from 'pg';
import type { NudgeReason } from '#workflows/case/messages.ts';
import type { CaseKey } from '#workflows/case/naming.ts';

/** All that the relay's role may know of a case. */
export interface CaseToWake extends CaseKey {
  reason: NudgeReason;
  wakeAt: Date | null;
}

/** The last case of a page, after which the next begins. */
export type PageKey = Pick<CaseToWake, 'tenant' | 'caseId' | 'reason'>;

/** Before every case. */
export const firstPage: PageKey = { tenant: '', caseId: '00000000-0000-0000-0000-000000000000', reason: 'ended' };

interface Row {
  tenant_id: string;
  case_id: string;
  reason: NudgeReason;
  wake_at: Date | null;
}

const openCases = `
  select tenant_id, case_id, 'wake' as reason, next_at as wake_at
  from "case"
  where closed_at is null and (tenant_id, case_id) > ($1, $2::uuid)
  order by tenant_id, case_id limit $3`;

/** Half a minute is left to the workflow: most of what is a second late is only being done. */
const toLookAt = `
  select tenant_id, case_id, reason, wake_at from (
    select tenant_id, case_id, 'wake' as reason, next_at as wake_at
    from "case" where closed_at is null and next_at < clock_timestamp() - interval '30 seconds'
    union
    select tenant_id, case_id, 'work', null
    from case_work where done_at is null and created_at < clock_timestamp() - interval '30 seconds'
  ) late
  where (tenant_id, case_id, reason) > ($1, $2::uuid, $4)
  order by tenant_id, case_id, reason limit $3`;

/** Pages in the order of tenant and case. */
export function findOpenCases(pool: Pool, after: PageKey, limit: number): Promise<CaseToWake[]> {
  return query(pool, openCases, [after.tenant, after.caseId, limit]);
}

/** Cases whose instant has passed, and cases with outward work undone, a case twice if both are so. */
export function findCasesToLookAt(pool: Pool, after: PageKey, limit: number): Promise<CaseToWake[]> {
  return query(pool, toLookAt, [after.tenant, after.caseId, limit, after.reason]);
}

async function query(pool: Pool, text: string, values: unknown[]): Promise<CaseToWake[]> {
  const { rows } = await pool.query<Row>(text, values);
  return rows.map((row) => ({ tenant: row.tenant_id, caseId: row.case_id, reason: row.reason, wakeAt: row.wake_at }));
}

/** Through the outbox, like any nudge. A case that already waits there is left alone, or an outage would pile up nudges. */
export async function wakeCases(pool: Pool, cases: readonly CaseToWake[]): Promise<number> {
  if (cases.length === 0) return 0;
  const { rowCount } = await pool.query(
    `insert into outbox (tenant_id, case_id, reason, wake_at)
     select w.* from unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[]) as w (tenant_id, case_id, reason, wake_at)
     where not exists (select from outbox o where o.tenant_id = w.tenant_id and o.case_id = w.case_id)`,
    [
      cases.map((one) => one.tenant),
      cases.map((one) => one.caseId),
      cases.map((one) => one.reason),
      cases.map((one) => one.wakeAt),
    ],
  );
  return rowCount ?? 0;
}
