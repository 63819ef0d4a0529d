import { sql, type Kysely } from 'kysely';
import { protectTenantTable } from './helpers/tenant-table-0001.ts';

/**
 * What cases are found by. `words` is the description as it is compared; `grams` are numbers for each piece of description and address,
 * made with what is the tenant's own; numbers are kept from their end. Who reported is there only as keyed hashes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_search (
      tenant_id text not null,
      case_id uuid not null,
      words text not null,
      grams integer[] not null,
      number_end text collate "C" not null,
      external_end text collate "C",
      primary key (tenant_id, case_id),
      foreign key (tenant_id, case_id) references "case"
    )`.execute(db);
  await sql`create index case_search_grams on case_search using gin (grams)`.execute(db);
  await sql`create index case_search_number on case_search (tenant_id, number_end)`.execute(db);
  await sql`
    create index case_search_external on case_search (tenant_id, external_end)
      where external_end is not null`.execute(db);
  await protectTenantTable(db, 'case_search', ['select', 'insert', 'update']);

  await sql`
    create table case_person_key (
      tenant_id text not null,
      key bytea not null check (octet_length(key) = 16),
      case_id uuid not null,
      primary key (tenant_id, key, case_id),
      foreign key (tenant_id, case_id) references "case"
    )`.execute(db);
  await protectTenantTable(db, 'case_person_key', ['select', 'insert']);

  await createFindByGrams(db);
  await sql`
    create index case_open_item on "case" (tenant_id, item_code, lat) where closed_at is null`.execute(db);
}

/**
 * `@>` is not leakproof, so under row-level security PostgreSQL never asks an index about it. This asks with its owner's sight and keeps
 * to the tenant itself. Estimates for several grams at once are far off: only the index that is meant may be used, and the tenant is
 * written so that no index fits it.
 */
async function createFindByGrams(db: Kysely<unknown>): Promise<void> {
  await sql`create policy read_by_owner on case_search for select to current_user using (true)`.execute(db);
  await sql`
    create function find_by_grams(wanted integer[], most integer) returns setof uuid
    language sql stable security definer parallel restricted
    set search_path = public, pg_temp set enable_seqscan = off
    begin atomic
      select case_id from case_search where grams @> wanted and tenant_id || '' = current_tenant() limit most;
    end`.execute(db);
  await sql`revoke all on function find_by_grams from public`.execute(db);
  await sql`grant execute on function find_by_grams to countyflow_app`.execute(db);
}
