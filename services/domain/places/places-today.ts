import { sql } from 'kysely';
import type { CompiledConfig, Org } from '#workflows/definition/compiled.ts';
import { entryOf, unitsAround } from '#workflows/engine/index.ts';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import { tenantOf, type TenantDb } from '../database.ts';

/** Where places lie by the org chart of one day: cases keep the code that they were reported under, sight does not. */
export interface Places {
  /** Every unit that this place lies in, itself (or whoever carries on for it) included. */
  around(unit: string | null): ReadonlySet<string>;
  /** Every place, also an ended one, that lies in one of these units. */
  within(units: readonly string[]): string[];
}

type PlacesToday = (tx: TenantDb, active: { version: number; config: CompiledConfig }, at: number) => Promise<Places>;

const keptCharts = 256;

/** Kept for one day of each org chart: the day it changes on is in it beforehand. */
export function createPlacesToday(): PlacesToday {
  const kept = new Map<string, { date: string; places: Places }>();
  return async (tx, { version, config }, at) => {
    const key = `${tenantOf(tx)}/${version}`;
    const date = dateOf(config.calendar, at);
    const known = kept.get(key);
    const places =
      known?.date === date ? known.places : placesOn(config.org, date, await unchartedPlaces(tx, config.org));
    kept.delete(key);
    kept.set(key, { date, places });
    const oldest = kept.keys().next().value;
    if (kept.size > keptCharts && oldest !== undefined) kept.delete(oldest);
    return places;
  };
}

/** `uncharted`: places that the chart no longer names, with the units that once were above them, nearest first. */
export function placesOn(
  org: Org,
  date: string,
  uncharted: ReadonlyMap<string, readonly string[]> = new Map(),
): Places {
  const nowhere: ReadonlySet<string> = new Set();
  const around = new Map<string, ReadonlySet<string>>();
  for (const code of Object.keys(org.units)) around.set(code, unitsAround(org, code, date));
  for (const [code, path] of uncharted) {
    const above = path.find((unit) => entryOf(org.units, unit));
    if (above !== undefined) around.set(code, unitsAround(org, above, date));
  }
  const within = new Map<string, string[]>();
  for (const [code, units] of around) for (const unit of units) within.set(unit, [...(within.get(unit) ?? []), code]);
  return {
    around: (unit) => (unit === null ? nowhere : (around.get(unit) ?? nowhere)),
    within: (units) => [...new Set(units.flatMap((unit) => within.get(unit) ?? []))],
  };
}

/** From code to code through the index, so that it costs as much as there are places and not as there are cases. */
async function unchartedPlaces(tx: TenantDb, org: Org): Promise<Map<string, string[]>> {
  const tenant = tenantOf(tx);
  const { rows } = await sql<{ unit: string; path: string[] }>`
    with recursive place as (
      (select c.location_unit as unit from "case" c
        where c.tenant_id = ${tenant} and c.location_unit is not null order by c.location_unit limit 1)
      union all
      select (select c.location_unit from "case" c
        where c.tenant_id = ${tenant} and c.location_unit > place.unit order by c.location_unit limit 1)
      from place where place.unit is not null
    )
    select place.unit, latest.path from place
    cross join lateral (select c.location_path as path from "case" c
      where c.tenant_id = ${tenant} and c.location_unit = place.unit limit 1) latest
    where place.unit is not null and place.unit <> all(${Object.keys(org.units)}::text[])`.execute(tx);
  return new Map(rows.map(({ unit, path }) => [unit, path]));
}
