import { sql, type Kysely } from 'kysely';

/** For the work list: clocks that are still watched by their name, and closed cases whose requester is to be called back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index case_deadline_ticking on case_deadline (tenant_id, name, case_id)
      where ended_at is null and state in ('running', 'breached')`.execute(db);
  await sql`
    create index case_call_back on "case" (tenant_id, case_id) where 'call_back' = any (flags)`.execute(db);
}
