import { sql, type RawBuilder } from 'kysely';
import type { Point } from '#services/config/index.ts';
import type { Budget, Calendar } from '#workflows/definition/calendar.ts';
import type { Item } from '#workflows/definition/compiled.ts';
import { addBudget } from '#workflows/engine/worktime/index.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import type { CaseRules } from '../tenants/configurations.ts';

const EARTH_RADIUS_M = 6_371_000;
const METERS_PER_DEGREE = 111_195;
const MOST_SHOWN = 5;
/** Of all open cases of the items within their distances, the latest; more than anybody would look through. */
const MOST_COMPARED = 100;

/** A row of `case`, as JSON, and how far it lies from the point. */
export interface NearbyCase {
  case_id: string;
  number: string;
  process: string;
  config_version: number;
  item_code: string;
  item_variant: string | null;
  edition: number;
  state: string;
  times: Record<string, { n: number }>;
  requester_kind: string;
  requester_id: string | null;
  created_at: string;
  meters: number;
}

interface Question {
  /** Those without `same_within` are like nothing. */
  items: readonly Item[];
  point: Point | null;
  /** Look at this one only. */
  caseId?: string;
  /** A report of the one item: of two at the same moment the later one waits until the other is there to be found. */
  isReport?: boolean;
}

/**
 * Open cases of these items that lie so near and are so fresh that they may be the same matter, nearest first: what `same_within` of
 * their item asks for. A suggestion; nothing is merged or refused by it.
 */
export async function nearbyCases(
  tx: TenantDb,
  { calendar }: Pick<CaseRules, 'calendar'>,
  { items, point, caseId, isReport = false }: Question,
  at: number,
): Promise<NearbyCase[]> {
  const within = new Map(items.flatMap(({ code, sameWithin }) => (sameWithin ? [[code, sameWithin] as const] : [])));
  if (within.size === 0 || !point) return [];
  const distances = Object.fromEntries([...within].map(([code, { distanceMeters }]) => [code, distanceMeters]));
  const asked = { distances, point, caseId };
  const lock = isReport
    ? sql`hashtextextended(${JSON.stringify([tenantOf(tx), 'similar', ...within.keys()])}, 0)`
    : null;
  let found = await latestNearby(tx, asked, lock && sql`pg_try_advisory_xact_lock(${lock})`);
  if (lock && !found.isAlone) {
    await sql`select pg_advisory_xact_lock(${lock})`.execute(tx);
    found = await latestNearby(tx, asked, null);
  }
  return found.cases
    .filter((one) => isStillFresh(calendar, Date.parse(one.created_at), within.get(one.item_code)!.time, at))
    .sort((a, b) => a.meters - b.meters || a.case_id.localeCompare(b.case_id))
    .slice(0, MOST_SHOWN);
}

interface Found {
  isAlone: boolean;
  cases: NearbyCase[];
}

/** In the same statement that it is asked for, so that a lone report takes the item without a round trip of its own. */
async function latestNearby(
  tx: TenantDb,
  { distances, point, caseId }: { distances: Record<string, number>; point: Point; caseId: string | undefined },
  take: RawBuilder<unknown> | null,
): Promise<Found> {
  const degrees = Math.max(...Object.values(distances)) / METERS_PER_DEGREE;
  const { rows } = await sql<Found>`
    select ${take ?? sql`true`} as "isAlone", (
      select coalesce(jsonb_agg(to_jsonb(latest)), '[]') from (
        select c.case_id, c.number, c.process, c.config_version, c.item_code, c.item_variant, c.edition, c.state, c.times,
          c.requester_kind, c.requester_id, c.created_at, ${metersTo(point)} as meters
        from "case" c
        where c.tenant_id = ${tenantOf(tx)} and c.closed_at is null
          and c.item_code = any(${Object.keys(distances)}::text[])
          and c.lat between ${point.lat - degrees}::float8 and ${point.lat + degrees}::float8
          and ${metersTo(point)} <= (${JSON.stringify(distances)}::jsonb ->> c.item_code)::float8
          ${caseId === undefined ? sql`` : sql`and c.case_id = ${caseId}`}
        order by c.created_at desc
        limit ${MOST_COMPARED}
      ) latest
    ) as cases`.execute(tx);
  return rows[0]!;
}

function metersTo({ lon, lat }: Point): RawBuilder<number> {
  return sql<number>`2 * ${EARTH_RADIUS_M}::float8 * asin(least(1, sqrt(
    power(sin(radians(c.lat - ${lat}::float8) / 2), 2)
    + cos(radians(c.lat)) * cos(radians(${lat}::float8)) * power(sin(radians(c.lon - ${lon}::float8) / 2), 2))))`;
}

function isStillFresh(calendar: Calendar, createdAt: number, time: Budget, at: number): boolean {
  return at <= addBudget(calendar, createdAt, time).dueAt;
}
