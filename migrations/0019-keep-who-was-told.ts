import { sql, type Kysely } from 'kysely';
import { protectTenantTable } from './helpers/tenant-table-0001.ts';

/**
 * Whom an event told or reminded, by what the reader is found by: a relation to the case and, where it needs one, the unit or the
 * account. `event_case` is another case where the news is that of the one it was merged into.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_notice (
      tenant_id text not null,
      case_id uuid not null,
      audience text not null,
      whom text not null,
      at timestamptz not null,
      kind text not null check (kind in ('remind', 'tell')),
      event_case uuid not null,
      event_seq integer not null,
      primary key (tenant_id, event_case, event_seq, case_id, audience, whom),
      foreign key (tenant_id, case_id) references "case",
      foreign key (tenant_id, event_case, event_seq) references case_event
    )`.execute(db);
  await sql`create index case_notice_audience on case_notice (tenant_id, audience, whom, at desc)`.execute(db);
  await protectTenantTable(db, 'case_notice', ['select', 'insert']);
}
