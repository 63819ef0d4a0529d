import { isNear } from '#services/config/index.ts';
import type { Area, Org } from '#workflows/definition/compiled.ts';
import type { InputFault } from '../problem.ts';
import { pointFault, pointOf, unitFaults } from './locate.ts';
import { PlaceInput } from './location-input.ts';
import { shapeFault } from './place-faults.ts';

/** How far beyond the border somebody may be found who stands at it: telephones miss by that much between buildings and hills. */
const EDGE_METERS = 2_000;

export interface StatedPlace {
  unit?: string;
  address?: string;
  /** WGS-84. */
  lon?: number;
  lat?: number;
}

/**
 * Where somebody says they were, by the same rules as where a case lies (`locate`), but words alone will do, and who stands at the border
 * may seem to be beyond it. `date` is the day on which the unit must exist.
 */
export function readPlace(
  { areas, org }: { areas: readonly Area[]; org: Org },
  value: unknown,
  { date, pointer }: { date: string; pointer: string },
): { ok: true; place: StatedPlace } | { ok: false; faults: InputFault[] } {
  const read = PlaceInput.safeParse(value);
  if (!read.success) return { ok: false, faults: read.error.issues.map((issue) => shapeFault(issue, pointer)) };
  const { unit, address } = read.data;
  const point = pointOf(read.data);
  const faults = unit === undefined ? [] : unitFaults(org, unit, date, `${pointer}/unit`);
  if (point && areas.length > 0 && !isNear(areas, point, EDGE_METERS))
    faults.push(pointFault(areas, read.data, pointer));
  if (faults.length > 0) return { ok: false, faults };
  const place = { ...(unit !== undefined && { unit }), ...(address !== undefined && { address }), ...point };
  return { ok: true, place };
}
