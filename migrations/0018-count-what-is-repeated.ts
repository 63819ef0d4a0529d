import { sql, type Kysely } from 'kysely';

/** How often something was asked, reminded or tried in vain, and when last, by event. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "case" add column times jsonb not null default '{}'`.execute(db);
}
