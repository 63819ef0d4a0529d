import { sql, type Kysely } from 'kysely';
import { protectTenantTable } from './helpers/tenant-table-0001.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_track (
      tenant_id text not null,
      case_id uuid not null,
      id integer not null,
      unit text not null,
      role text not null check (role in ('lead', 'assist')),
      state text not null,
      dispatched_at timestamptz not null,
      signed_at timestamptz,
      contacted_at timestamptz,
      arrivals jsonb not null default '[]',
      submitted_at timestamptz,
      result jsonb,
      ended_at timestamptz,
      primary key (tenant_id, case_id, id),
      foreign key (tenant_id, case_id) references "case"
    )`.execute(db);
  await sql`create index case_track_unit on case_track (tenant_id, unit, state, case_id)`.execute(db);
  await protectTenantTable(db, 'case_track', ['select', 'insert', 'update']);

  await sql`
    create table case_request (
      tenant_id text not null,
      case_id uuid not null,
      id integer not null,
      kind text not null,
      track integer not null,
      unit text not null,
      reason text not null,
      until date,
      asked_at timestamptz not null,
      state text not null check (state in ('pending', 'granted', 'refused', 'overtaken')),
      decided_at timestamptz,
      decision jsonb,
      primary key (tenant_id, case_id, id),
      foreign key (tenant_id, case_id) references "case",
      foreign key (tenant_id, case_id, track) references case_track
    )`.execute(db);
  await sql`create index case_request_pending on case_request (tenant_id, case_id) where state = 'pending'`.execute(db);
  await protectTenantTable(db, 'case_request', ['select', 'insert', 'update']);
  await createDeadlines(db);

  await sql`
    create table case_evaluation (
      tenant_id text not null,
      case_id uuid not null,
      id integer not null,
      round integer not null,
      at timestamptz not null,
      by text not null check (by in ('requester', 'callback')),
      solved boolean not null,
      satisfaction text not null,
      comment text,
      how text,
      held_at timestamptz,
      primary key (tenant_id, case_id, id),
      foreign key (tenant_id, case_id) references "case"
    )`.execute(db);
  await protectTenantTable(db, 'case_evaluation', ['select', 'insert']);
}

async function createDeadlines(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_deadline (
      tenant_id text not null,
      case_id uuid not null,
      id integer not null,
      name text not null,
      unit text,
      track integer,
      request integer,
      round integer not null,
      budget jsonb not null,
      started_at timestamptz not null,
      due_at timestamptz,
      remaining jsonb,
      last_counted date,
      state text not null check (state in ('running', 'paused', 'met', 'breached', 'cancelled')),
      provisional boolean not null,
      extensions integer not null,
      pauses jsonb not null default '[]',
      ended_at timestamptz,
      rungs jsonb not null default '[]',
      primary key (tenant_id, case_id, id),
      foreign key (tenant_id, case_id) references "case",
      foreign key (tenant_id, case_id, track) references case_track,
      foreign key (tenant_id, case_id, request) references case_request
    )`.execute(db);
  await sql`
    create index case_deadline_running on case_deadline (tenant_id, due_at, case_id) where state = 'running'`.execute(
    db,
  );
  await protectTenantTable(db, 'case_deadline', ['select', 'insert', 'update']);

  // The primary key is the promise that a rung fires once.
  await sql`
    create table case_rung (
      tenant_id text not null,
      case_id uuid not null,
      deadline_id integer not null,
      extensions integer not null,
      rung integer not null,
      due_at timestamptz not null,
      fired_at timestamptz not null,
      primary key (tenant_id, case_id, deadline_id, extensions, rung),
      foreign key (tenant_id, case_id, deadline_id) references case_deadline
    )`.execute(db);
  await protectTenantTable(db, 'case_rung', ['select', 'insert']);
}
