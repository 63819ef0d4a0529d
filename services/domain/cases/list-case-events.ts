import { sql } from 'kysely';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor, numberedPlace } from '../cursor.ts';
import type { CaseEventRow } from './case-event.table.ts';
import { noSuchCase } from './case.repository.ts';
import { requirePermission } from './permissions.ts';
import type { ListCaseEventsQuery } from './schema.ts';
import type { CaseEvent, CaseEventList } from './snapshot.schema.ts';
import { visibleTo } from './visibility.ts';

/** The history, oldest first; without a limit all of it. Actors are told by role and unit, never by account. */
export async function listCaseEvents(
  ctx: Context,
  { caseId, limit, cursor }: ListCaseEventsQuery & { caseId: string },
): Promise<CaseEventList> {
  requirePermission(ctx, 'case.read');
  const after = cursor === undefined ? 0 : decodeCursor(cursor, numberedPlace('seq')).seq;
  return ctx.inTenant(async (tx) => {
    const at = await ctx.deps.clock.now(tx);
    const { places } = await ctx.deps.configurations.active(tx, at);
    const { rows: seen } = await sql`
      select from "case" c where c.case_id = ${caseId} and ${visibleTo(ctx.actor, places)}`.execute(tx);
    if (seen.length === 0) throw noSuchCase();
    let query = tx.selectFrom('case_event').selectAll().where('case_id', '=', caseId).where('seq', '>', after);
    if (limit !== undefined) query = query.limit(limit + 1);
    const rows = await query.orderBy('seq').execute();
    const page = limit === undefined ? rows : rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor = last && page.length < rows.length ? encodeCursor({ seq: last.seq }) : null;
    return { data: page.map(eventOut), nextCursor };
  });
}

function eventOut(row: CaseEventRow): CaseEvent {
  const { seq, type, step, action, data, form, hash } = row;
  return {
    seq,
    at: formatInstant(row.at.getTime()),
    ...(row.due_at && { dueAt: formatInstant(row.due_at.getTime()) }),
    type,
    step,
    action,
    actor: { unit: row.actor_unit, role: row.actor_role },
    data,
    // 1 goes without saying, so that what was exported before there were forms reads the same
    ...(form !== 1 && { form }),
    hash,
  };
}
