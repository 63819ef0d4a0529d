import { sql, type RawBuilder } from 'kysely';
import type { Rules } from '#workflows/engine/process/case-state.ts';
import { remainingOf } from '#workflows/engine/worktime/index.ts';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor, isTimePlace, type TimePlace } from '../cursor.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { liveRules, rulesByVersion } from './case-rules.ts';
import { dutiesOf } from './duties.ts';
import { requirePermission } from './permissions.ts';
import type { WorklistQuery } from './schema.ts';
import type { Worklist, WorklistEntry } from './snapshot.schema.ts';
import { itemIn, unitTitle } from './to-snapshot.ts';
import { visibleTo } from './visibility.ts';
import { waitingItems, type VersionedDuty, type WaitingItem } from './waiting-items.ts';
import { whyText } from './why-text.ts';

/** What waits for the caller, most urgent first, with counts of all of it. */
export async function worklist(ctx: Context, query: WorklistQuery): Promise<Worklist> {
  requirePermission(ctx, 'case.read');
  const place = query.cursor === undefined ? null : decodeCursor(query.cursor, isPlace);
  return ctx.inTenant(async (tx) => {
    const now = await ctx.deps.clock.now(tx);
    const live = await liveRules(ctx.deps, tx, now);
    const rules = await rulesByVersion(live, await versionsInUse(tx));
    const duties = versionedDuties(rules, Object.values(live.config.processes));
    const waiting = waitingItems(ctx.actor, duties, visibleTo(ctx.actor, live.org));
    const wanted = wantedBy(query);
    const { found, counts } = await read(tx, waiting, wanted, { limit: query.limit, place });
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const missing = page.map((item) => item.config_version).filter((version) => !rules.has(version));
    for (const [version, more] of await rulesByVersion(live, missing)) rules.set(version, more);
    return {
      data: page.map((item) => entryOf(item, rules.get(item.config_version)!, ctx, now)),
      nextCursor: last && found.length > query.limit ? encodeCursor(placeOf(last)) : null,
      counts,
    };
  });
}

async function versionsInUse(tx: TenantDb): Promise<number[]> {
  const rows = await tx
    .selectFrom('case')
    .select('config_version')
    .distinct()
    .where('tenant_id', '=', tenantOf(tx))
    .where('closed_at', 'is', null)
    .execute();
  return rows.map((row) => row.config_version);
}

/** Clocks are judged by the process that a case is pinned to; what a flag asks for is the same in every version. */
function versionedDuties(rules: Map<number, Rules>, present: Parameters<typeof dutiesOf>[0][]): VersionedDuty[] {
  const ofClocks = [...rules].flatMap(([version, { config }]) =>
    Object.values(config.processes).flatMap((process) =>
      dutiesOf(process)
        .filter((duty) => duty.deadline !== null)
        .map((duty) => ({ ...duty, version, process: process.code })),
    ),
  );
  const ofFlags = present.flatMap((process) =>
    dutiesOf(process)
      .filter((duty) => duty.flag !== null)
      .map((duty) => ({ ...duty, version: null, process: process.code })),
  );
  return [...ofClocks, ...ofFlags];
}

function wantedBy({ action, unit }: WorklistQuery): RawBuilder<unknown> {
  const ofAction = action === undefined ? sql`true` : sql`w.action = ${action}`;
  const ofUnit = unit === undefined ? sql`true` : sql`w.unit = ${unit}`;
  return sql`${ofAction} and ${ofUnit}`;
}

interface Place extends TimePlace {
  action: string;
  part: number;
}

function placeOf({ key, case_id: id, action, part }: WaitingItem): Place & Record<string, unknown> {
  return { key, id, action, part };
}

function isPlace(value: unknown): value is Place {
  return isTimePlace(value) && typeof value['action'] === 'string' && Number.isInteger(value['part']);
}

/** The page (one more than asked for, to know whether there is a next one) and the counts, from one reading. */
async function read(
  tx: TenantDb,
  waiting: RawBuilder<unknown>,
  wanted: RawBuilder<unknown>,
  { limit, place }: { limit: number; place: Place | null },
): Promise<{ found: WaitingItem[]; counts: Worklist['counts'] }> {
  const after = place
    ? sql`(w.key, w.case_id, w.action, w.part) > (${place.key}::timestamptz, ${place.id}::uuid, ${place.action}, ${place.part}::int)`
    : sql`true`;
  const { rows } = await sql<{ found: WaitingItem[]; counted: Counted[] }>`
    with ${waiting}, page as (
      select w.case_id, w.action, w.unit, w.part, w.key::text as key, w.deadline, w.budget, w.started_at, w.due_at,
        w.last_counted, w.breached, c.number, c.process, c.kind, c.config_version, c.item_code, c.item_variant, c.edition,
        c.urgency, c.state, c.location_unit, c.description, c.created_at,
        row_number() over (order by w.key, w.case_id, w.action, w.part) as place
      from waiting w join "case" c on c.case_id = w.case_id
      where ${wanted} and ${after}
      order by w.key, w.case_id, w.action, w.part
      limit ${limit + 1}
    ), counted as (
      select w.action, count(*) as count, count(*) filter (where w.breached) as breached
      from waiting w where ${wanted} group by w.action
    )
    select (select coalesce(jsonb_agg(to_jsonb(page) order by place), '[]') from page) as found,
      (select coalesce(jsonb_agg(to_jsonb(counted)), '[]') from counted) as counted`.execute(tx);
  const { found, counted } = rows[0]!;
  return { found, counts: countsOf(counted) };
}

interface Counted {
  action: string;
  count: number;
  breached: number;
}

function countsOf(counted: Counted[]): Worklist['counts'] {
  return {
    total: counted.reduce((sum, { count }) => sum + count, 0),
    breached: counted.reduce((sum, { breached }) => sum + breached, 0),
    byAction: Object.fromEntries(counted.map(({ action, count }) => [action, count])),
  };
}

function entryOf(item: WaitingItem, rules: Rules, { locale }: Context, now: number): WorklistEntry {
  const process = rules.config.processes[item.process];
  const { item_code: code, item_variant: variant, edition, location_unit: unit, budget, due_at: due } = item;
  const dueAt = due === null ? null : Date.parse(due);
  const left = { budget: budget!, dueAt: dueAt!, lastCounted: item.last_counted };
  return {
    case: {
      id: item.case_id,
      number: item.number,
      process: item.process,
      kind: item.kind,
      item: itemIn(rules, code === null || edition === null ? null : { code, variant, edition }),
      urgency: item.urgency,
      state: item.state,
      stateTitle: process?.states[item.state]?.title ?? item.state,
      location: { unit, title: unit === null ? null : unitTitle(rules, unit) },
      description: item.description,
      createdAt: formatInstant(Date.parse(item.created_at)),
    },
    action: item.action,
    title: process?.actions[item.action]?.title ?? item.action,
    unit: item.unit,
    deadline: item.deadline,
    dueAt: dueAt === null ? null : formatInstant(dueAt),
    remaining: budget !== null && dueAt !== null && dueAt > now ? remainingOf(rules.calendar, left, now) : null,
    breached: item.breached || (dueAt !== null && dueAt <= now),
    why: whyText(item, rules)[locale],
  };
}
