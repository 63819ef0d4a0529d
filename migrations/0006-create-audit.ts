import { sql, type Kysely } from 'kysely';
import { protectTenantTable } from './helpers/tenant-table-0001.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_entry (
      tenant_id text not null references tenant,
      entry_id bigint generated always as identity,
      at timestamptz not null default clock_timestamp(),
      actor_id text,
      actor_role text not null,
      action text not null,
      target text,
      data jsonb not null default '{}',
      request_id text,
      primary key (tenant_id, entry_id)
    )`.execute(db);
  await sql`create index audit_entry_at on audit_entry (tenant_id, at)`.execute(db);
  await sql`create index audit_entry_target on audit_entry (tenant_id, target, entry_id)`.execute(db);
  await protectTenantTable(db, 'audit_entry', ['select', 'insert']);

  await sql`
    create table idempotency_key (
      tenant_id text not null references tenant,
      caller text not null,
      key text not null,
      operation text not null,
      body_hash text not null,
      status integer,
      answer_sealed text,
      created_at timestamptz not null default clock_timestamp(),
      primary key (tenant_id, caller, key)
    )`.execute(db);
  await sql`create index idempotency_key_created on idempotency_key (tenant_id, created_at)`.execute(db);
  await protectTenantTable(db, 'idempotency_key', ['select', 'insert', 'update (status, answer_sealed)', 'delete']);

  await sql`
    create table attachment (
      tenant_id text not null references tenant,
      attachment_id uuid not null,
      type text not null,
      size integer not null check (size > 0),
      sha256 text not null,
      storage_key text not null,
      thumbnail_key text,
      created_by text not null,
      created_at timestamptz not null default clock_timestamp(),
      primary key (tenant_id, attachment_id)
    )`.execute(db);
  await protectTenantTable(db, 'attachment', ['select', 'insert']);
}
