import { sql } from 'kysely';
import type { Budget } from '#workflows/definition/calendar.ts';
import type { Item } from '#workflows/definition/compiled.ts';
import { addBudget } from '#workflows/engine/worktime/index.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import type { Place } from '../places/locate.ts';
import type { PinnedRules } from '../tenants/configurations.ts';

const EARTH_RADIUS_M = 6_371_000;
const METERS_PER_DEGREE = 111_195;
const MOST_SHOWN = 5;

/**
 * Ids of open cases of the same item that lie so near and are so fresh that they may be the same matter, nearest first:
 * what `same_within` of the item asks for. A suggestion to the centre; nothing is merged or refused by it.
 */
export async function similarCases(
  tx: TenantDb,
  rules: PinnedRules,
  item: Item | null,
  point: Place['point'],
  at: number,
): Promise<string[]> {
  const within = item?.sameWithin;
  if (!item || !within || !point) return [];
  const meters = sql<number>`2 * ${EARTH_RADIUS_M} * asin(least(1, sqrt(
    power(sin(radians(lat - ${point.lat}) / 2), 2)
    + cos(radians(lat)) * cos(radians(${point.lat})) * power(sin(radians(lon - ${point.lon}) / 2), 2))))`;
  const degrees = within.distanceMeters / METERS_PER_DEGREE;
  const recent = await tx
    .selectFrom('case')
    .select(['case_id', 'created_at'])
    .where('tenant_id', '=', tenantOf(tx))
    .where('closed_at', 'is', null)
    .where('item_code', '=', item.code)
    .where('lat', '>=', point.lat - degrees)
    .where('lat', '<=', point.lat + degrees)
    .where(meters, '<=', within.distanceMeters)
    .orderBy(meters)
    .orderBy('case_id')
    .limit(MOST_SHOWN)
    .execute();
  return recent
    .filter((row) => isStillFresh(rules, row.created_at.getTime(), within.time, at))
    .map((row) => row.case_id);
}

function isStillFresh(rules: PinnedRules, createdAt: number, time: Budget, at: number): boolean {
  return at <= addBudget(rules.calendar, createdAt, time).dueAt;
}
