import { sql } from 'kysely';
import { tenantOf, type TenantDb } from '../database.ts';

/**
 * The next number of the tenant's day (`HN-20261123-00007`), without gaps: the row stays locked until the report commits,
 * so this comes as late in the transaction as it can. `day` is `YYYY-MM-DD` in the tenant's zone.
 */
export async function takeNumber(
  tx: TenantDb,
  prefix: string,
  day: string,
): Promise<{ caseId: string; number: string }> {
  const { rows } = await sql<{ last: number; case_id: string }>`
    insert into case_number as n (tenant_id, day, last) values (${tenantOf(tx)}, ${day}, 1)
    on conflict (tenant_id, day) do update set last = n.last + 1
    returning last, uuidv7() as case_id`.execute(tx);
  const { last, case_id: caseId } = rows[0]!;
  return { caseId, number: `${prefix}-${day.replaceAll('-', '')}-${String(last).padStart(5, '0')}` };
}
