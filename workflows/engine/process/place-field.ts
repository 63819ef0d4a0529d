import type { Org } from '../../definition/compiled.ts';
import type { Action } from '../../definition/compiled-process.ts';
import { entryOf } from '../entry-of.ts';

const KEYS = ['unit', 'address', 'lon', 'lat'];

/**
 * Where somebody was, as a telephone knows it and a report says it: `{ unit?, address?, lon?, lat? }`, degrees in WGS-84. A point need not lie in the county, since those who come from outside say where they are.
 */
export function isPlace(value: unknown, org: Org, maxText: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { unit, address, lon, lat } = value as Record<string, unknown>;
  const names = Object.keys(value);
  if (names.length === 0 || names.some((name) => !KEYS.includes(name))) return false;
  if (unit !== undefined && !(typeof unit === 'string' && entryOf(org.units, unit))) return false;
  if (address !== undefined && !(typeof address === 'string' && [...address].length <= maxText)) return false;
  if (lon === undefined && lat === undefined) return true;
  return isDegree(lon, 180) && isDegree(lat, 90);
}

/** The field by which this action says where the case really lies. */
export function locationField(action: Action | undefined): string | null {
  return Object.keys(action?.fields ?? {}).find((name) => action?.fields[name]?.type === 'location') ?? null;
}

function isDegree(value: unknown, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most;
}
