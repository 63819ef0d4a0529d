import { sql, type Kysely } from 'kysely';
import { protectTenantTable } from './helpers/tenant-table-0001.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table person (
      tenant_id text not null references tenant,
      person_id text not null,
      name_sealed text,
      created_at timestamptz not null default clock_timestamp(),
      disabled_at timestamptz,
      primary key (tenant_id, person_id)
    )`.execute(db);
  await protectTenantTable(db, 'person', ['select', 'insert', 'update (name_sealed, disabled_at)']);

  // Administrators of configuration, of people and of the audit log are three persons (等保 level 3).
  await sql`
    create table post (
      tenant_id text not null,
      post_id uuid not null default uuidv7(),
      person_id text not null,
      role text not null check (role in ('resident', 'deputy', 'grid_worker', 'officer', 'street_leader', 'centre', 'leader',
        'inspector', 'admin', 'people_admin', 'auditor', 'operator')),
      unit text,
      from_date date not null,
      to_date date check (to_date >= from_date),
      primary key (tenant_id, post_id),
      foreign key (tenant_id, person_id) references person,
      constraint administrators_are_three_persons exclude using gist (
        tenant_id with =, person_id with =, daterange(from_date, to_date, '[]') with &&, role with <>
      ) where (role in ('admin', 'people_admin', 'auditor'))
    )`.execute(db);
  await sql`create index post_person on post (tenant_id, person_id)`.execute(db);
  await sql`create index post_unit on post (tenant_id, unit, role)`.execute(db);
  await protectTenantTable(db, 'post', ['select', 'insert', 'update (to_date)']);
}
