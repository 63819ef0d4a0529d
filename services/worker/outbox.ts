import type { Pool } from 'pg';
import type { NudgeReason } from '#workflows/case/messages.ts';

/** A nudge as it lies in the outbox, leased to whoever claimed it. */
export interface OutboxRow {
  outboxId: number;
  tenant: string;
  caseId: string;
  reason: NudgeReason;
  wakeAt: Date | null;
}

export interface ClaimOptions {
  /** About how many rows; nudges of a case that is claimed anyway come on top. */
  batch: number;
  leaseMs: number;
  /** The tenant that was served last: whoever comes after it is first now. */
  after: string;
}

/**
 * Each tenant with something to send gets the same share of the batch, whatever the others have waiting. Tenants are found by hopping
 * along the primary key, so a claim costs the same on a long backlog as on a short one. The lease is committed with this statement:
 * it outlives the connection, and lapses by PostgreSQL's clock when its holder has died.
 */
const claim = `
  with recursive waiting as (
    (select tenant_id from outbox order by tenant_id limit 1)
    union all
    select (select o.tenant_id from outbox o where o.tenant_id > w.tenant_id order by o.tenant_id limit 1)
    from waiting w where w.tenant_id is not null
  ),
  turns as (
    select tenant_id, row_number() over (order by tenant_id > $1 desc, tenant_id) as turn, count(*) over () as tenants
    from waiting where tenant_id is not null
  ),
  first_rows as (
    select t.turn, o.*
    from (select * from turns order by turn limit $2) t
    cross join lateral (
      select tenant_id, case_id, outbox_id from outbox
      where tenant_id = t.tenant_id and (leased_until is null or leased_until < clock_timestamp())
      order by outbox_id limit greatest(1, $2::int / t.tenants)
      for update skip locked
    ) o
  ),
  with_same_case as (
    select f.turn, o.tenant_id, o.outbox_id
    from first_rows f join outbox o on o.tenant_id = f.tenant_id and o.case_id = f.case_id
    where o.leased_until is null or o.leased_until < clock_timestamp()
    for update of o skip locked
  )
  update outbox set leased_until = clock_timestamp() + $3::int * interval '1 ms'
  from (select tenant_id, outbox_id, min(turn) as turn from with_same_case group by tenant_id, outbox_id) c
  where outbox.tenant_id = c.tenant_id and outbox.outbox_id = c.outbox_id
  returning c.turn, outbox.outbox_id, outbox.tenant_id, outbox.case_id, outbox.reason, outbox.wake_at`;

interface ClaimedRow {
  turn: number;
  outbox_id: number;
  tenant_id: string;
  case_id: string;
  reason: NudgeReason;
  wake_at: Date | null;
}

/** In the order of the tenants' turns, and of the outbox within a tenant. */
export async function claimNudges(pool: Pool, options: ClaimOptions): Promise<OutboxRow[]> {
  const { rows } = await pool.query<ClaimedRow>(claim, [options.after, options.batch, options.leaseMs]);
  rows.sort((a, b) => a.turn - b.turn || a.outbox_id - b.outbox_id);
  return rows.map((row) => ({
    outboxId: row.outbox_id,
    tenant: row.tenant_id,
    caseId: row.case_id,
    reason: row.reason,
    wakeAt: row.wake_at,
  }));
}

/** Rows by their whole key, as the index wants it. */
export type OutboxKey = Pick<OutboxRow, 'tenant' | 'outboxId'>;

const pairs = 'unnest($1::text[], $2::bigint[]) as k (tenant_id, outbox_id)';
const isPair = 'outbox.tenant_id = k.tenant_id and outbox.outbox_id = k.outbox_id';

/** Sent rows go, whoever holds the lease by now. */
export async function removeNudges(pool: Pool, keys: readonly OutboxKey[]): Promise<void> {
  await pool.query(`delete from outbox using ${pairs} where ${isPair}`, columns(keys));
}

/** Gives back what was not sent, to be claimed after `afterMs` instead of when the lease lapses. */
export async function releaseNudges(pool: Pool, keys: readonly OutboxKey[], afterMs: number): Promise<void> {
  await pool.query(
    `update outbox set leased_until = clock_timestamp() + $3::int * interval '1 ms' from ${pairs} where ${isPair}`,
    [...columns(keys), afterMs],
  );
}

function columns(keys: readonly OutboxKey[]): [string[], number[]] {
  return [keys.map((key) => key.tenant), keys.map((key) => key.outboxId)];
}

export interface Backlog {
  rows: number;
  /** Age of the oldest row; 0 when there is none. */
  oldestMs: number;
}

export async function measureBacklog(pool: Pool): Promise<Backlog> {
  const { rows } = await pool.query<{ rows: number; oldest_ms: number }>(`
    select count(*)::int as rows,
           coalesce(extract(epoch from clock_timestamp() - min(created_at)) * 1000, 0)::float8 as oldest_ms
    from outbox`);
  return { rows: rows[0]?.rows ?? 0, oldestMs: rows[0]?.oldest_ms ?? 0 };
}
