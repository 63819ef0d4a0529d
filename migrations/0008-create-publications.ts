import { sql, type Kysely } from 'kysely';
import { protectTenantTable, showToRelay } from './helpers/tenant-table-0001.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createPublications(db);
  await allowCandidates(db);
  await createRollouts(db);

  // Whose calendar and org chart the case's clocks were last counted by; null: those of its own configuration version.
  await sql`alter table "case" add column live_version integer`.execute(db);
  // When a later calendar showed that a breach was none.
  await sql`alter table case_deadline add column corrected_at timestamptz`.execute(db);
}

/** A version may be published more than once (an administrator goes back to it), and what was in force when must stay answerable. */
async function createPublications(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table config_publication (
      tenant_id text not null,
      publication_id bigint generated always as identity,
      version integer not null,
      published_from timestamptz not null,
      published_at timestamptz not null,
      published_by text not null,
      primary key (tenant_id, publication_id),
      foreign key (tenant_id, version) references config_version
    )`.execute(db);
  await sql`
    create index config_publication_from on config_publication (tenant_id, published_from, publication_id)`.execute(db);
  await sql`alter table config_version no force row level security`.execute(db);
  await sql`
    insert into config_publication (tenant_id, version, published_from, published_at, published_by)
    select tenant_id, version, published_from, published_at, created_by from config_version
    where published_from is not null order by published_at, version`.execute(db);
  await sql`alter table config_version force row level security`.execute(db);
  await protectTenantTable(db, 'config_publication', ['select', 'insert']);

  await sql`drop index config_version_published`.execute(db);
  await sql`alter table config_version drop column published_from, drop column published_at`.execute(db);
}

/** What a layer above has published, compiled for the tenant: kept with its faults, and without a result where those forbid one. */
async function allowCandidates(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table config_version
      alter column compiled drop not null,
      alter column hash drop not null,
      add column candidate_of json,
      add column faults json not null default '[]',
      add constraint config_version_compiled check ((compiled is null) = (hash is null)
        and (compiled is not null or candidate_of is not null))`.execute(db);
  await sql`
    create unique index config_version_candidate
      on config_version (tenant_id, (candidate_of ->> 'tenant'), (candidate_of ->> 'version'))
      where candidate_of is not null`.execute(db);
  // A province compiles for its counties, so it may see which ones they are.
  await sql`
    create policy children on tenant for select to countyflow_app using (extends = (select current_tenant()))`.execute(
    db,
  );
  await sql`create index tenant_extends on tenant (extends) where extends is not null`.execute(db);
}

/** Mass work that a publication brings about; a row stays until it is done, so that whoever starts it may forget it. */
async function createRollouts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rollout (
      tenant_id text not null,
      rollout_id uuid not null default uuidv7(),
      kind text not null check (kind in ('candidates', 'reproject')),
      version integer not null,
      not_before timestamptz not null,
      leased_until timestamptz,
      created_at timestamptz not null default clock_timestamp(),
      done_at timestamptz,
      primary key (tenant_id, rollout_id),
      foreign key (tenant_id, version) references config_version
    )`.execute(db);
  await sql`create index rollout_undone on rollout (not_before) where done_at is null`.execute(db);
  await protectTenantTable(db, 'rollout', ['select', 'insert', 'update (done_at)']);
  const shown = ['tenant_id', 'rollout_id', 'kind', 'version', 'not_before', 'leased_until', 'done_at'];
  await showToRelay(db, 'rollout', shown);
  await sql`create policy lease_of_relay on rollout for update to countyflow_relay using (true) with check (true)`.execute(
    db,
  );
  await sql`grant update (leased_until) on rollout to countyflow_relay`.execute(db);
  await sql`
    create function notify_rollout() returns trigger language plpgsql as $$
    begin
      perform pg_notify('rollout', '');
      return null;
    end $$`.execute(db);
  await sql`
    create trigger rollout_inserted after insert on rollout for each statement execute function notify_rollout()`.execute(
    db,
  );
}
