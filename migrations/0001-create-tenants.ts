import { sql, type Kysely } from 'kysely';
import { protectTenantTable } from './helpers/tenant-table-0001.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createRoles(db);
  await sql`create extension if not exists btree_gist`.execute(db);
  await sql`create extension if not exists pg_trgm`.execute(db);
  await createCurrentTenant(db);
  await sql`grant select on kysely_migration to countyflow_app, countyflow_relay`.execute(db);

  await sql`
    create table tenant (
      tenant_id text primary key check (tenant_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
      title text not null,
      kind text not null check (kind in ('country', 'province', 'county')),
      extends text,
      number_prefix text,
      trial boolean not null default true,
      created_at timestamptz not null default clock_timestamp()
    )`.execute(db);
  await protectTenantTable(db, 'tenant', ['select', 'insert', 'update (title, trial)']);

  await sql`
    create table tenant_key (
      tenant_id text not null references tenant,
      key_id text not null,
      wrapped text not null,
      created_at timestamptz not null default clock_timestamp(),
      primary key (tenant_id, key_id)
    )`.execute(db);
  await protectTenantTable(db, 'tenant_key', ['select', 'insert', 'update (wrapped)']);

  // json and not jsonb, which would put keys in an order of its own: a catalogue and an org chart are read in theirs.
  await sql`
    create table config_version (
      tenant_id text not null references tenant,
      version integer not null check (version >= 1),
      hash text not null,
      engine_level integer not null,
      compiled json not null,
      files json not null,
      parents json not null,
      note text not null,
      created_by text not null,
      created_at timestamptz not null default clock_timestamp(),
      published_from timestamptz,
      published_at timestamptz,
      primary key (tenant_id, version)
    )`.execute(db);
  await sql`
    create index config_version_published on config_version (tenant_id, published_from, version)
      where published_from is not null`.execute(db);
  await protectTenantTable(db, 'config_version', ['select', 'insert', 'update (published_from, published_at)']);
}

/**
 * Roles belong to the whole cluster: another database of it, or another migration at this moment, may have made them already. A login that
 * may not create roles can still migrate once an administrator has made both and granted them to it.
 */
async function createRoles(db: Kysely<unknown>): Promise<void> {
  for (const role of ['countyflow_app', 'countyflow_relay']) {
    await sql`
      do $$ begin
        if not exists (select from pg_roles where rolname = ${sql.lit(role)}) then
          create role ${sql.ref(role)} nologin noinherit nobypassrls;
        end if;
      exception when duplicate_object or unique_violation then null;
      end $$`.execute(db);
    await sql`
      do $$ begin
        if not pg_has_role(current_user, ${sql.lit(role)}, 'SET') then
          grant ${sql.ref(role)} to current_user with inherit false, set true;
        end if;
      end $$`.execute(db);
  }
}

/** Raises without a tenant: a bare current_setting gives '' on a connection that served one before, and the query quietly finds nothing. */
async function createCurrentTenant(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function current_tenant() returns text language plpgsql stable parallel safe as $$
    declare
      tenant constant text := nullif(current_setting('app.tenant_id', true), '');
    begin
      if tenant is null then
        raise exception 'no tenant is set for this transaction' using errcode = 'insufficient_privilege';
      end if;
      return tenant;
    end $$`.execute(db);
}
