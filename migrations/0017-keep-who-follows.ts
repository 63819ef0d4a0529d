import { sql, type Kysely } from 'kysely';
import { protectTenantTable } from './helpers/tenant-table-0001.ts';

/**
 * Who follows a case instead of reporting the same matter again, and who was told of which case nearby and so may. An account follows a
 * case once; callers, who have none, as often as they are taken down.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_follower (
      tenant_id text not null,
      follower_id uuid not null default uuidv7(),
      case_id uuid not null,
      account_kind text not null check (account_kind in ('person', 'integration', 'centre')),
      account_id text,
      reporter_type text not null,
      reporter_sealed text,
      lon double precision,
      lat double precision,
      event_seq integer not null,
      at timestamptz not null,
      primary key (tenant_id, case_id, follower_id),
      foreign key (tenant_id, case_id) references "case",
      foreign key (tenant_id, case_id, event_seq) references case_event
    )`.execute(db);
  await sql`
    create unique index case_follower_person on case_follower (tenant_id, case_id, account_id)
      where account_kind = 'person'`.execute(db);
  await protectTenantTable(db, 'case_follower', ['select', 'insert']);

  await sql`
    create table case_hint (
      tenant_id text not null,
      case_id uuid not null,
      account_kind text not null check (account_kind in ('person', 'integration')),
      account_id text not null,
      at timestamptz not null,
      primary key (tenant_id, case_id, account_kind, account_id),
      foreign key (tenant_id, case_id) references "case"
    )`.execute(db);
  await protectTenantTable(db, 'case_hint', ['select', 'insert']);

  await sql`create index case_open_nearby on "case" (tenant_id, item_code, lat) where closed_at is null`.execute(db);
  await sql`create index case_open_version on "case" (tenant_id, config_version) where closed_at is null`.execute(db);
}
