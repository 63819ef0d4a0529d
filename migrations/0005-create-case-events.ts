import { sql, type Kysely } from 'kysely';
import { protectTenantTable, showToRelay } from './helpers/tenant-table-0001.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_event (
      tenant_id text not null,
      case_id uuid not null,
      seq integer not null check (seq >= 1),
      at timestamptz not null,
      due_at timestamptz,
      type text not null,
      step text not null,
      action text,
      actor_id text,
      actor_role text not null,
      actor_unit text,
      data jsonb not null,
      hash text not null,
      primary key (tenant_id, case_id, seq),
      foreign key (tenant_id, case_id) references "case"
    )`.execute(db);
  await protectTenantTable(db, 'case_event', ['select', 'insert']);

  await sql`
    create table case_work (
      tenant_id text not null,
      work_id uuid not null default uuidv7(),
      case_id uuid not null,
      event_seq integer not null,
      kind text not null,
      payload jsonb not null,
      created_at timestamptz not null,
      done_at timestamptz,
      result jsonb,
      primary key (tenant_id, work_id),
      foreign key (tenant_id, case_id, event_seq) references case_event,
      unique (tenant_id, case_id, event_seq, kind)
    )`.execute(db);
  await sql`create index case_work_undone on case_work (tenant_id, case_id) where done_at is null`.execute(db);
  await protectTenantTable(db, 'case_work', ['select', 'insert', 'update (done_at, result)']);
  await showToRelay(db, 'case_work', ['tenant_id', 'work_id', 'case_id', 'created_at', 'done_at']);
  await createOutbox(db);
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outbox (
      outbox_id bigint generated always as identity,
      tenant_id text not null,
      case_id uuid not null,
      wake_at timestamptz,
      reason text not null check (reason in ('wake', 'work', 'ended')),
      leased_until timestamptz,
      created_at timestamptz not null default clock_timestamp(),
      primary key (tenant_id, outbox_id)
    )`.execute(db);
  await sql`create index outbox_case on outbox (tenant_id, case_id)`.execute(db);
  await protectTenantTable(db, 'outbox', ['select', 'insert']);
  await sql`create policy all_tenants on outbox to countyflow_relay using (true) with check (true)`.execute(db);
  await sql`grant select, insert, update (leased_until), delete on outbox to countyflow_relay`.execute(db);
  await sql`
    create function notify_outbox() returns trigger language plpgsql as $$
    begin
      perform pg_notify('outbox', '');
      return null;
    end $$`.execute(db);
  await sql`
    create trigger outbox_inserted after insert on outbox for each statement execute function notify_outbox()`.execute(
    db,
  );
}
