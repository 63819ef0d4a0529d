import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor, TimePlace } from '../cursor.ts';
import type { TenantDb } from '../database.ts';
import { caseFilter } from './case-filter.ts';
import { liveRules, rulesByVersion, type LiveRules } from './case-rules.ts';
import { findStoredCases } from './case.repository.ts';
import { requireKnownFilters } from './known-filters.ts';
import { requirePermission } from './permissions.ts';
import type { ListCasesQuery } from './schema.ts';
import { searched } from './searched.ts';
import type { CaseList } from './snapshot.schema.ts';
import { toSnapshot } from './to-snapshot.ts';
import { visibleTo } from './visibility.ts';

/** The cases in the caller's sight that fit all filters; page and counts, where asked for, come from the same condition. 422: an unknown code. */
export async function listCases(ctx: Context, query: ListCasesQuery): Promise<CaseList> {
  requirePermission(ctx, 'case.read');
  const { sort, limit } = query;
  const place =
    query.cursor === undefined ? null : decodeCursor(query.cursor, TimePlace.extend({ sort: z.literal(sort) }));
  return ctx.inTenant(async (tx) => {
    const at = await ctx.deps.clock.now(tx);
    const live = await liveRules(ctx.deps, tx, at);
    await requireKnownFilters(tx, ctx, query, live);
    const condition = sql`${visibleTo(ctx.actor, live.places)} and ${caseFilter(query, live)}
      and ${await searched(tx, ctx, query)}`;
    const found = await findPage(tx, condition, { sort, limit, place });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      data: await snapshots(
        tx,
        ctx,
        live,
        page.map((row) => row.case_id),
      ),
      nextCursor: last && found.length > limit ? encodeCursor({ sort, key: last.key, id: last.case_id }) : null,
      counts: query.with === 'counts' ? await countCases(tx, condition) : null,
    };
  });
}

type Sort = ListCasesQuery['sort'];

/** A case without a running clock comes last. */
const nextDue = sql`coalesce((
  select min(d.due_at) from case_deadline d
  where d.tenant_id = c.tenant_id and d.case_id = c.case_id and d.state = 'running'), 'infinity')`;

const orders: Record<Sort, { key: RawBuilder<unknown>; isDescending: boolean }> = {
  createdAt: { key: sql`c.created_at`, isDescending: false },
  '-createdAt': { key: sql`c.created_at`, isDescending: true },
  updatedAt: { key: sql`c.updated_at`, isDescending: false },
  '-updatedAt': { key: sql`c.updated_at`, isDescending: true },
  dueAt: { key: nextDue, isDescending: false },
};

/** One more than asked for, to know whether there is a next page. */
async function findPage(
  tx: TenantDb,
  condition: RawBuilder<unknown>,
  { sort, limit, place }: { sort: Sort; limit: number; place: TimePlace | null },
): Promise<{ case_id: string; key: string }[]> {
  const { key, isDescending } = orders[sort];
  const direction = isDescending ? sql`desc` : sql`asc`;
  const beyond = isDescending ? sql`<` : sql`>`;
  const after = place ? sql`(${key}, c.case_id) ${beyond} (${place.key}::timestamptz, ${place.id}::uuid)` : sql`true`;
  const { rows } = await sql<{ case_id: string; key: string }>`
    select c.case_id, (${key})::text as key from "case" c
    where ${condition} and ${after}
    order by ${key} ${direction}, c.case_id ${direction}
    limit ${limit + 1}`.execute(tx);
  return rows;
}

async function countCases(tx: TenantDb, condition: RawBuilder<unknown>): Promise<CaseList['counts']> {
  const { rows } = await sql<{ state: string; count: number }>`
    select c.state, count(*)::int as count from "case" c where ${condition} group by c.state`.execute(tx);
  return {
    total: rows.reduce((sum, { count }) => sum + count, 0),
    byState: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
  };
}

async function snapshots(tx: TenantDb, ctx: Context, live: LiveRules, ids: string[]): Promise<CaseList['data']> {
  if (ids.length === 0) return [];
  const stored = await findStoredCases(tx, sql`c.case_id = any(${ids}::uuid[])`);
  const byId = new Map(stored.map((one) => [one.caseId, one]));
  const versions = stored.map((one) => one.state.configVersion);
  const rules = await rulesByVersion(live, versions);
  const sealer = await ctx.deps.keys.sealer(tx);
  const inOrder = ids.flatMap((id) => byId.get(id) ?? []);
  return Promise.all(
    inOrder.map((one) => toSnapshot(one, rules.get(one.state.configVersion)!, ctx.actor, sealer, ctx.locale)),
  );
}
