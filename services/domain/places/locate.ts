import gcoordModule from 'gcoord';
import type { Area, Org } from '#workflows/definition/compiled.ts';
import type { InputFault } from '../problem.ts';
import { existsOn, pathUp } from '#workflows/engine/index.ts';
import { unitsAt, type Point } from './area-index.ts';
import { noSuchPlace, outside, swapped, unitEnded, unitIsNoPlace } from './place-faults.ts';

// Its types describe an ES module, but what Node loads is CommonJS, whose exports are the default itself.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

export interface LocationGiven {
  unit?: string | undefined;
  lon?: number | undefined;
  lat?: number | undefined;
  datum?: 'wgs84' | 'gcj02' | undefined;
}

export interface Place {
  unit: string;
  /** The unit and all above it, nearest first. */
  path: string[];
  /** WGS-84. */
  point: Point | null;
}

export type Located = { ok: true; place: Place } | { ok: false; faults: InputFault[] };

/**
 * Where a report lies: in the stated unit, else in the unit with the smallest area around the point. A point outside the tenant is refused
 * also beside a unit. `date` is the day (`YYYY-MM-DD`) on which the unit must exist, `pointer` where the location stands in the body.
 */
export function locate(
  { areas, org }: { areas: readonly Area[]; org: Org },
  given: LocationGiven,
  { date, pointer = '/location' }: { date: string; pointer?: string },
): Located {
  const point = pointOf(given);
  const around = point
    ? unitsAt(areas, point).filter((code) => org.units[code] && existsOn(org.units[code], date))
    : [];
  const faults: InputFault[] = [];
  if (given.unit !== undefined) faults.push(...unitFaults(org, given.unit, date, `${pointer}/unit`));
  if (point && around.length === 0) faults.push(pointFault(areas, given, pointer));
  const unit = given.unit ?? around[0];
  if (faults.length > 0 || unit === undefined) return { ok: false, faults };
  return { ok: true, place: { unit, path: pathUp(org, unit), point } };
}

function pointOf({ lon, lat, datum }: LocationGiven): Point | null {
  if (lon === undefined || lat === undefined) return null;
  if (datum !== 'gcj02') return { lon, lat };
  // Maps sold in China shift every point by some hundred metres (GB 20263); kept to about 10 cm.
  const [wgsLon, wgsLat] = gcoord.transform<[number, number]>([lon, lat], gcoord.GCJ02, gcoord.WGS84);
  return { lon: Number(wgsLon.toFixed(6)), lat: Number(wgsLat.toFixed(6)) };
}

function unitFaults(org: Org, code: string, date: string, pointer: string): InputFault[] {
  const unit = Object.hasOwn(org.units, code) ? org.units[code] : undefined;
  if (!unit) return [noSuchPlace(org, code, pointer)];
  if (unit.level === null) return [unitIsNoPlace(unit, pointer)];
  return existsOn(unit, date) ? [] : [unitEnded(org, unit, pointer)];
}

function pointFault(areas: readonly Area[], given: LocationGiven, pointer: string): InputFault {
  const turned = pointOf({ ...given, lon: given.lat, lat: given.lon });
  return turned && unitsAt(areas, turned).length > 0 ? swapped(given, pointer) : outside(given, pointer);
}
