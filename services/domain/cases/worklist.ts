import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Rules } from '#workflows/engine/process/case-state.ts';
import { remainingOf } from '#workflows/engine/worktime/index.ts';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor, TimePlace } from '../cursor.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { Count } from '../values.ts';
import { liveRules, rulesByVersion } from './case-rules.ts';
import { requirePermission } from './permissions.ts';
import type { WorklistQuery } from './schema.ts';
import type { Worklist, WorklistEntry } from './snapshot.schema.ts';
import { itemIn, timesOut, unitTitle } from './to-snapshot.ts';
import { toldTo } from './told.ts';
import { clockDutiesByVersion, versionedDuties } from './versioned-duties.ts';
import { waitingItems, type WaitingItem } from './waiting-items.ts';
import { whyText } from './why-text.ts';

/** What waits for the caller, most urgent first, with counts of all of it where they are asked for. */
export async function worklist(ctx: Context, query: WorklistQuery): Promise<Worklist> {
  requirePermission(ctx, 'case.read');
  const place = query.cursor === undefined ? null : decodeCursor(query.cursor, Place);
  return ctx.inTenant(async (tx) => {
    const now = await ctx.deps.clock.now(tx);
    const live = await liveRules(ctx.deps, tx, now);
    const ofVersions = await clockDutiesByVersion(ctx.deps.configurations, tx, await versionsInUse(tx));
    const duties = versionedDuties(ofVersions, Object.values(live.config.processes));
    const waiting = waitingItems(ctx.actor, duties, live.places);
    const wanted = wantedBy(query);
    const { found, counts } = await read(tx, waiting, wanted, {
      limit: query.limit,
      place,
      isCounted: query.with === 'counts',
    });
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const rules = await rulesByVersion(
      live,
      page.map((item) => item.config_version),
    );
    return {
      data: page.map((item) => entryOf(item, rules.get(item.config_version)!, ctx, now)),
      told: query.cursor === undefined ? await toldTo(tx, ctx, live, now) : [],
      nextCursor: last && found.length > query.limit ? encodeCursor(placeOf(last)) : null,
      counts,
    };
  });
}

/** Of open cases; from version to version through the index, so that it costs as much as there are versions and not as there are cases. */
async function versionsInUse(tx: TenantDb): Promise<number[]> {
  const tenant = tenantOf(tx);
  const { rows } = await sql<{ version: number }>`
    with recursive used as (
      select (select min(c.config_version) from "case" c
        where c.tenant_id = ${tenant} and c.closed_at is null) as version
      union all
      select (select min(c.config_version) from "case" c
        where c.tenant_id = ${tenant} and c.closed_at is null and c.config_version > used.version)
      from used where used.version is not null
    )
    select version from used where version is not null`.execute(tx);
  return rows.map((row) => row.version);
}

function wantedBy({ action, unit }: WorklistQuery): RawBuilder<unknown> {
  const ofAction = action === undefined ? sql`true` : sql`w.action = ${action}`;
  const ofUnit = unit === undefined ? sql`true` : sql`w.unit = ${unit}`;
  return sql`${ofAction} and ${ofUnit}`;
}

const Place = TimePlace.extend({ action: z.string().regex(/^[\w.-]{1,64}$/), part: Count });
type Place = z.infer<typeof Place>;

function placeOf({ key, case_id: id, action, part }: WaitingItem): Place {
  return { key, id, action, part };
}

/** The page (one more than asked for, to know whether there is a next one) and the counts of a reader who asks for them, from one reading. */
async function read(
  tx: TenantDb,
  waiting: RawBuilder<unknown>,
  wanted: RawBuilder<unknown>,
  { limit, place, isCounted }: { limit: number; place: Place | null; isCounted: boolean },
): Promise<{ found: WaitingItem[]; counts: Worklist['counts'] }> {
  const after = place
    ? sql`(w.key, w.case_id, w.action, w.part) > (${place.key}::timestamptz, ${place.id}::uuid, ${place.action}, ${place.part}::int)`
    : sql`true`;
  const counted = isCounted ? sql`(select coalesce(jsonb_agg(to_jsonb(counted)), '[]') from counted)` : sql`null`;
  const { rows } = await sql<{ found: WaitingItem[]; counted: Counted[] | null }>`
    with ${waiting}, page as (
      select w.case_id, w.action, w.unit, w.part, w.key::text as key, w.deadline, w.budget, w.started_at, w.due_at,
        w.last_counted, w.breached, c.number, c.process, c.kind, c.config_version, c.item_code, c.item_variant, c.edition,
        c.urgency, c.state, c.location_unit, c.description, c.times, c.created_at,
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
      ${counted} as counted`.execute(tx);
  const { found, counted: all } = rows[0]!;
  return { found, counts: all && countsOf(all) };
}

interface Counted {
  action: string;
  count: number;
  breached: number;
}

function countsOf(counted: Counted[]): NonNullable<Worklist['counts']> {
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
      times: timesOut(item.times),
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
