import { unitsAt, type Point } from '#services/config/index.ts';
import type { Area, Org } from '#workflows/definition/compiled.ts';
import type { InputFault } from '../problem.ts';
import { existsOn, pathUp } from '#workflows/engine/index.ts';
import { toWgs84, type Datum } from './datum.ts';
import { noSuchPlace, outside, swapped, unitEnded, unitIsNoPlace, unset } from './place-faults.ts';

export interface LocationGiven {
  unit?: string | undefined;
  lon?: number | undefined;
  lat?: number | undefined;
  datum?: Datum | undefined;
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

export function pointOf({ lon, lat, datum = 'wgs84' }: LocationGiven): Point | null {
  return lon === undefined || lat === undefined ? null : toWgs84({ lon, lat }, datum);
}

export function unitFaults(org: Org, code: string, date: string, pointer: string): InputFault[] {
  const unit = Object.hasOwn(org.units, code) ? org.units[code] : undefined;
  if (!unit) return [noSuchPlace(org, code, pointer)];
  if (unit.level === null) return [unitIsNoPlace(unit, pointer)];
  return existsOn(unit, date) ? [] : [unitEnded(org, unit, pointer)];
}

/** A point that lies in no area: what most likely happened. */
export function pointFault(areas: readonly Area[], given: LocationGiven, pointer: string): InputFault {
  if (given.lon === 0 && given.lat === 0) return unset(pointer);
  const turned = pointOf({ ...given, lon: given.lat, lat: given.lon });
  return turned && unitsAt(areas, turned).length > 0 ? swapped(given, pointer) : outside(given, pointer);
}
