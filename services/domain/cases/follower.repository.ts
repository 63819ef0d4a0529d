import { sql, type Insertable, type OperationNodeSource, type RawBuilder } from 'kysely';
import type { Actor } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import type { CaseFollowerTable } from './case-follower.table.ts';

/** Which cases somebody follows for themselves, as a condition on `"case" as c`. */
export function followedBy({ kind, id }: Actor): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from case_follower f where f.tenant_id = c.tenant_id and f.case_id = c.case_id
      and f.account_kind = ${kind} and f.account_id = ${id})`;
}

/** The centre sees all cases and so needs no hint. */
export async function rememberHints(tx: TenantDb, actor: Actor, caseIds: string[], at: number): Promise<void> {
  const { kind, id } = actor;
  if (kind === 'system') return;
  const about = { tenant_id: tenantOf(tx), account_kind: kind, account_id: id, at: new Date(at) };
  await tx
    .insertInto('case_hint')
    .values(caseIds.map((case_id) => ({ ...about, case_id })))
    .onConflict((on) => on.doNothing())
    .execute();
}

export async function wasTold(tx: TenantDb, { kind, id }: Actor, caseId: string): Promise<boolean> {
  const { rows } = await sql`
    select from case_hint where tenant_id = ${tenantOf(tx)} and case_id = ${caseId}
      and account_kind = ${kind} and account_id = ${id}`.execute(tx);
  return rows.length > 0;
}

export async function findFollower(
  tx: TenantDb,
  personId: string,
  caseId: string,
): Promise<{ id: string; at: Date } | null> {
  const found = await tx
    .selectFrom('case_follower')
    .select(['follower_id as id', 'at'])
    .where('tenant_id', '=', tenantOf(tx))
    .where('case_id', '=', caseId)
    .where('account_kind', '=', 'person')
    .where('account_id', '=', personId)
    .executeTakeFirst();
  return found ?? null;
}

export async function insertFollower(
  tx: TenantDb,
  row: Omit<Insertable<CaseFollowerTable>, 'tenant_id' | 'follower_id'>,
): Promise<string> {
  const { follower_id: id } = await tx
    .insertInto('case_follower')
    .values({ ...row, tenant_id: tenantOf(tx) })
    .returning('follower_id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Newest first. */
export async function listFollowers(tx: TenantDb, caseId: string, limit: number) {
  return tx
    .selectFrom('case_follower')
    .select(['at', 'reporter_type', 'reporter_sealed'])
    .where('tenant_id', '=', tenantOf(tx))
    .where('case_id', '=', caseId)
    .orderBy('follower_id', 'desc')
    .limit(limit)
    .execute();
}

/** A notice for every account that follows one of these cases, of the event of `about` that moved it. */
export function tellFollowers(
  tx: TenantDb,
  about: { tenant_id: string; case_id: string; seq: number; at: Date | string },
  caseIds: string[],
): OperationNodeSource {
  return tx
    .insertInto('case_notice')
    .columns(['tenant_id', 'case_id', 'audience', 'whom', 'at', 'kind', 'event_case', 'event_seq'])
    .expression(
      tx
        .selectFrom('case_follower as f')
        .where('f.tenant_id', '=', about.tenant_id)
        .where('f.case_id', 'in', caseIds)
        .where('f.account_id', 'is not', null)
        .distinct()
        .select([
          'f.tenant_id',
          'f.case_id',
          sql<string>`'follower'`.as('audience'),
          sql<string>`f.account_kind || ':' || f.account_id`.as('whom'),
          sql<Date>`${about.at}::timestamptz`.as('at'),
          sql<'tell'>`'tell'`.as('kind'),
          sql<string>`${about.case_id}::uuid`.as('event_case'),
          sql<number>`${about.seq}::int`.as('event_seq'),
        ]),
    );
}
