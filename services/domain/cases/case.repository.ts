import { sql, type RawBuilder } from 'kysely';
import type { TenantDb } from '../database.ts';
import { notFound } from '../problem.ts';
import { storedCase, type LoadedRow, type StoredCase } from './stored-case.ts';

/**
 * Locks cases for this transaction, in id order so that two transactions cannot wait for each other. A statement of its
 * own: whoever waited here must read everything else afterwards, or would see it as it stood before the wait.
 * With `childrenOf` also those that are merged into that case. Answers the ids that exist.
 */
export async function lockCases(
  tx: TenantDb,
  caseIds: readonly string[],
  { childrenOf }: { childrenOf?: string } = {},
): Promise<string[]> {
  const rows = await tx
    .selectFrom('case')
    .select('case_id')
    .where((is) => {
      const named = is('case_id', 'in', [...caseIds]);
      return childrenOf === undefined ? named : is.or([named, is('merged_into', '=', childrenOf)]);
    })
    .orderBy('case_id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.case_id);
}

/** Throws `not-found` also where the case exists but not for this reader; `visible` is what `visibleTo` answers. */
export async function getStoredCase(tx: TenantDb, caseId: string, visible: RawBuilder<boolean>): Promise<StoredCase> {
  const found = await findStoredCases(tx, sql`c.case_id = ${caseId} and ${visible}`);
  if (!found[0]) throw noSuchCase();
  return found[0];
}

/** In no particular order. `where` is a condition on `"case" as c`. */
export async function findStoredCases(tx: TenantDb, where: RawBuilder<unknown>): Promise<StoredCase[]> {
  const { rows } = await sql<LoadedRow>`
    select c.*,
      array(select child.case_id from "case" child where child.tenant_id = c.tenant_id and child.merged_into = c.case_id
        order by child.case_id) as children,
      (select jsonb_build_object('number', p.number, 'state', p.state, 'outcome', p.outcome, 'round', p.round)
        from "case" p where p.tenant_id = c.tenant_id and p.case_id = c.merged_into) as parent,
      (select jsonb_object_agg(a.attachment_id, jsonb_build_object('type', a.type, 'takenAt', a.taken_at))
        from attachment a where a.tenant_id = c.tenant_id and a.attachment_id = any(c.photos || array(
          select photo::uuid from case_track t, lateral (
            select jsonb_path_query(t.arrivals, '$[*].photos[*]') #>> '{}' as photo
            union all select jsonb_path_query(t.result, '$.photos[*]') #>> '{}') shown
          where t.tenant_id = c.tenant_id and t.case_id = c.case_id))) as files,
      ${part('case_track')} as tracks,
      ${part('case_deadline')} as deadlines,
      ${part('case_request')} as requests,
      ${part('case_evaluation')} as evaluations
    from "case" c
    where ${where}`.execute(tx);
  return rows.map(storedCase);
}

function part(table: 'case_track' | 'case_deadline' | 'case_request' | 'case_evaluation') {
  return sql`(
    select coalesce(jsonb_agg(to_jsonb(p) order by p.id), '[]')
    from ${sql.table(table)} p where p.tenant_id = c.tenant_id and p.case_id = c.case_id)`;
}

export function noSuchCase() {
  return notFound({
    en: 'There is no case with this id, or it is not for you to see.',
    zh: '没有此编号的件，或您无权查看。',
  });
}
