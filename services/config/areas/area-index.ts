import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Area } from '#workflows/definition/compiled.ts';

export interface Point {
  lon: number;
  lat: number;
}

interface Indexed {
  area: Area;
  west: number;
  south: number;
  east: number;
  north: number;
  size: number;
}

/** A compiled configuration never changes, so its areas are measured once. */
const indexes = new WeakMap<readonly Area[], Indexed[]>();

/** Units whose areas contain the point (a border belongs to both sides), the smallest area first. */
export function unitsAt(areas: readonly Area[], { lon, lat }: Point): string[] {
  return indexOf(areas)
    .filter(({ west, south, east, north }) => lon >= west && lon <= east && lat >= south && lat <= north)
    .filter(({ area }) => booleanPointInPolygon([lon, lat], area.geometry))
    .map(({ area }) => area.unit);
}

const METERS_PER_DEGREE = 111_195;

/** Whether the point lies in the box around some area, or at most so far from it. */
export function isNear(areas: readonly Area[], { lon, lat }: Point, meters: number): boolean {
  const up = meters / METERS_PER_DEGREE;
  const aside = up / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return indexOf(areas).some(
    ({ west, south, east, north }) =>
      lon >= west - aside && lon <= east + aside && lat >= south - up && lat <= north + up,
  );
}

function indexOf(areas: readonly Area[]): Indexed[] {
  const found = indexes.get(areas);
  if (found) return found;
  const index = areas.map(measure).sort((a, b) => a.size - b.size);
  indexes.set(areas, index);
  return index;
}

function measure(area: Area): Indexed {
  const polygons = area.geometry.type === 'Polygon' ? [area.geometry.coordinates] : area.geometry.coordinates;
  const points = polygons.flat(2);
  const lons = points.map(([lon]) => lon!);
  const lats = points.map(([, lat]) => lat!);
  const size = polygons.reduce((sum, [outer, ...holes]) => {
    return sum + ringSize(outer ?? []) - holes.reduce((inner, hole) => inner + ringSize(hole), 0);
  }, 0);
  const [west, east] = [lons.reduce((a, b) => Math.min(a, b)), lons.reduce((a, b) => Math.max(a, b))];
  const [south, north] = [lats.reduce((a, b) => Math.min(a, b)), lats.reduce((a, b) => Math.max(a, b))];
  return { area, west, south, east, north, size };
}

/** In square degrees, latitudes shrunk: enough to tell which of two areas of one county is the smaller. */
function ringSize(ring: number[][]): number {
  const scale = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180);
  const twice = ring.reduce((sum, [lon, lat], at) => {
    const [nextLon, nextLat] = ring[(at + 1) % ring.length]!;
    return sum + (lon! * nextLat! - nextLon! * lat!);
  }, 0);
  return Math.abs(twice / 2) * scale;
}
