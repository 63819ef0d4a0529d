import { sql, type Kysely } from 'kysely';
import { protectTenantTable, showToRelay } from './helpers/tenant-table-0001.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "case" (
      tenant_id text not null,
      case_id uuid not null default uuidv7(),
      number text not null,
      process text not null,
      kind text not null,
      config_version integer not null,
      item_code text,
      item_variant text,
      edition integer,
      urgency text not null check (urgency in ('emergency', 'urgent', 'normal', 'long_term')),
      state text not null,
      step text not null,
      outcome text,
      round integer not null,
      level text not null,
      flags text[] not null default '{}',
      approved boolean not null,
      confirmed boolean not null,
      final_owner boolean not null,
      ever_dispatched boolean not null,
      ever_signed boolean not null,
      lead_unit text,
      merged_into uuid,
      location_unit text,
      location_path text[] not null default '{}',
      lon double precision,
      lat double precision,
      address_sealed text,
      channel text not null,
      reporter_type text not null,
      reporter_secret boolean not null,
      reporter_sealed text,
      requester_kind text not null check (requester_kind in ('person', 'integration', 'centre')),
      requester_id text,
      source_id text not null,
      external_id text,
      description text not null,
      photos uuid[] not null default '{}',
      fields jsonb not null default '{}',
      routing jsonb,
      referred_to text,
      next_at timestamptz,
      seq integer not null check (seq >= 0),
      last_hash text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      closed_at timestamptz,
      primary key (tenant_id, case_id),
      foreign key (tenant_id, config_version) references config_version,
      foreign key (tenant_id, merged_into) references "case",
      unique (tenant_id, number),
      unique (tenant_id, source_id, external_id)
    )`.execute(db);
  await createIndexes(db);
  await protectTenantTable(db, 'case', ['select', 'insert', 'update']);
  // What the reconciler compares with the running workflows; nothing that a case says.
  await showToRelay(db, 'case', ['tenant_id', 'case_id', 'next_at', 'closed_at']);

  await sql`
    create table case_number (
      tenant_id text not null references tenant,
      day date not null,
      last integer not null,
      primary key (tenant_id, day)
    )`.execute(db);
  await protectTenantTable(db, 'case_number', ['select', 'insert', 'update (last)']);
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  await sql`create index case_created on "case" (tenant_id, created_at, case_id)`.execute(db);
  await sql`create index case_state on "case" (tenant_id, state, created_at)`.execute(db);
  await sql`create index case_requester on "case" (tenant_id, requester_id, created_at)`.execute(db);
  await sql`create index case_location on "case" (tenant_id, location_unit)`.execute(db);
  await sql`create index case_parent on "case" (tenant_id, merged_into) where merged_into is not null`.execute(db);
  await sql`create index case_open on "case" (tenant_id, next_at, case_id) where closed_at is null`.execute(db);
  await sql`create index case_open_id on "case" (tenant_id, case_id) where closed_at is null`.execute(db);
}
