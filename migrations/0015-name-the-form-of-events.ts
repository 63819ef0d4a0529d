import { sql, type Kysely } from 'kysely';

/** Events of before, and those that a process of the release before still writes, are of form 1. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table case_event add column form smallint not null default 1 check (form >= 1)`.execute(db);
}
