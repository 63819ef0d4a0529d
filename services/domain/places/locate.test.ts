import { describe, expect, test } from 'vitest';
import type { Area, Org, Unit } from '#workflows/definition/compiled.ts';
import { locate, type LocationGiven } from './locate.ts';
import { readPlace } from './read-place.ts';

const unit = (code: string, more: Partial<Unit> = {}): Unit => ({
  ...{ code, title: `名${code}`, aliases: [], kind: 'x', level: 'community', parent: null },
  ...{ dutyList: [], desk: false, successors: [], source: 'org.yaml:1' },
  ...more,
});

const units = [
  unit('county', { level: 'county' }),
  unit('east', { level: 'street', parent: 'county' }),
  unit('east-market', { parent: 'east', aliases: ['市场社区'] }),
  unit('old-grid', { parent: 'east', to: '2025-12-31', successors: ['east-market'] }),
  unit('police', { level: null, kind: 'department' }),
];
const org: Org = {
  levels: ['county', 'street', 'community'].map((code) => ({ code, title: code })),
  units: Object.fromEntries(units.map((one) => [one.code, one])),
};

/** A rectangle around 126° east, 42° north; holes are rectangles too. */
const ring = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const areas: Area[] = [
  {
    unit: 'east',
    geometry: { type: 'Polygon', coordinates: [ring(126, 42, 127, 43), ring(126.8, 42.8, 126.9, 42.9)] },
  },
  { unit: 'old-grid', geometry: { type: 'Polygon', coordinates: [ring(126.1, 42.1, 126.2, 42.2)] } },
  {
    unit: 'east-market',
    geometry: {
      type: 'MultiPolygon',
      coordinates: [[ring(126.1, 42.1, 126.4, 42.4)], [ring(126.6, 42.6, 126.7, 42.7)]],
    },
  },
];

const at = (given: LocationGiven, date = '2026-11-23') => locate({ areas, org }, given, { date });
const faultOf = (given: LocationGiven, date?: string) => {
  const found = at(given, date);
  return found.ok ? found.place : found.faults.map(({ pointer, detail }) => `${pointer} ${detail.en}`).join('\n');
};

describe('where a report lies', () => {
  test('is the unit that is stated, with all above it', () => {
    expect(at({ unit: 'east-market' })).toEqual({
      ok: true,
      place: { unit: 'east-market', path: ['east-market', 'east', 'county'], point: null },
    });
  });

  test.each([
    ['the smallest area around the point', 126.3, 42.3, 'east-market'],
    ['the second part of an area in two parts', 126.65, 42.65, 'east-market'],
    ['the larger area where the smaller one does not reach', 126.5, 42.5, 'east'],
  ])('is %s', (_, lon, lat, expected) => {
    expect(faultOf({ lon, lat })).toMatchObject({ unit: expected, point: { lon, lat } });
  });

  test('is the unit that existed on the day', () => {
    expect(faultOf({ lon: 126.15, lat: 42.15 }, '2025-12-31')).toMatchObject({ unit: 'old-grid' });
    expect(faultOf({ lon: 126.15, lat: 42.15 }, '2026-01-01')).toMatchObject({ unit: 'east-market' });
  });

  test('takes the stated unit before the one around the point', () => {
    expect(faultOf({ unit: 'east', lon: 126.3, lat: 42.3 })).toMatchObject({ unit: 'east', point: { lon: 126.3 } });
  });

  test.each([
    ['wgs84', 0, 0],
    ['cgcs2000', 0, 0],
    ['gcj02', 100, 1000],
    ['bd09', 500, 2000],
  ] as const)('converts coordinates of %s', (datum, least, most) => {
    const found = at({ lon: 126.3, lat: 42.3, datum });
    if (!found.ok) throw new Error('not found');
    const { lon, lat } = found.place.point!;
    const metres = Math.hypot((lon - 126.3) * 82_400, (lat - 42.3) * 111_000);
    expect([metres >= least, metres <= most]).toEqual([true, true]);
  });
});

describe('where a report cannot lie', () => {
  test.each<[string, LocationGiven, string]>([
    [
      'an unknown unit, the nearest one named',
      { unit: 'east-markt' },
      '/location/unit There is no unit "east-markt". Did you mean "east-market" (名east-market)?',
    ],
    [
      'a name in place of a code',
      { unit: '市场社区' },
      '/location/unit There is no unit "市场社区". Did you mean "east-market" (名east-market)?',
    ],
    [
      'a name in place of a code, however it is written',
      { unit: '市场\u3000社区' },
      '/location/unit There is no unit "市场\u3000社区". Did you mean "east-market" (名east-market)?',
    ],
    [
      'a word that no unit is near to',
      { unit: 'somewhere' },
      '/location/unit There is no unit "somewhere". GET /v1/units lists them.',
    ],
    [
      'a name that every object has',
      { unit: 'constructor' },
      '/location/unit There is no unit "constructor". GET /v1/units lists them.',
    ],
    [
      'an office',
      { unit: 'police' },
      '/location/unit "police" (名police) is an office, not a place. Give the community, grid or street where it is.',
    ],
    [
      'a unit that has ended',
      { unit: 'old-grid' },
      '/location/unit "old-grid" (名old-grid) does not exist on this day. Use "east-market" (名east-market).',
    ],
    [
      'a point outside',
      { lon: 125, lat: 41 },
      '/location The point 125, 41 (lon, lat) lies in none of the areas served here. Check it, or give the unit alone.',
    ],
    [
      'a point in a hole',
      { lon: 126.85, lat: 42.85 },
      '/location The point 126.85, 42.85 (lon, lat) lies in none of the areas served here. Check it, or give the unit alone.',
    ],
    [
      'swapped coordinates',
      { lon: 42.3, lat: 126.3 },
      '/location lon and lat seem to be swapped: try "lon": 126.3, "lat": 42.3.',
    ],
    [
      'a point outside beside a good unit',
      { unit: 'east', lon: 125, lat: 41 },
      '/location The point 125, 41 (lon, lat) lies in none of the areas served here. Check it, or give the unit alone.',
    ],
  ])('%s', (_, given, expected) => expect(faultOf(given)).toBe(expected));

  test('the point of a device that does not know where it is', () => {
    expect(faultOf({ lon: 0, lat: 0 })).toContain('/location The point 0, 0 lies in the Atlantic');
  });

  test('says everything that is wrong at once', () => {
    const found = at({ unit: 'nowhere', lon: 125, lat: 41 });
    expect(found.ok ? [] : found.faults.map((fault) => fault.pointer)).toEqual(['/location/unit', '/location']);
  });
});

describe('where somebody says they were', () => {
  const stated = (value: unknown) => {
    const read = readPlace({ areas, org }, value, { date: '2026-11-23', pointer: '/fields/place' });
    return read.ok ? read.place : read.faults.map(({ pointer, detail }) => `${pointer} ${detail.en}`).join('\n');
  };

  test.each<[unknown, unknown]>([
    [{ unit: 'east-market' }, { unit: 'east-market' }],
    [{ address: ' 路口\u200B ' }, { address: '路口' }],
    [
      { lon: 126.3, lat: 42.3, datum: 'cgcs2000' },
      { lon: 126.3, lat: 42.3 },
    ],
    // A kilometre beyond the border: they stand at it, and the telephone errs.
    [
      { lon: 126.5, lat: 43.009 },
      { lon: 126.5, lat: 43.009 },
    ],
  ])('%j is kept', (value, place) => expect(stated(value)).toEqual(place));

  test('the datum is converted as a report’s is', () => {
    const report = at({ lon: 126.3, lat: 42.3, datum: 'bd09' });
    expect(stated({ lon: 126.3, lat: 42.3, datum: 'bd09' })).toEqual(report.ok && report.place.point);
  });

  test.each<[unknown, string]>([
    [{ lon: 0, lat: 0 }, '/fields/place The point 0, 0 lies in the Atlantic'],
    [{ lon: 42.3, lat: 126.3 }, '/fields/place lon and lat seem to be swapped: try "lon": 126.3, "lat": 42.3.'],
    [{ lon: 116.4, lat: 39.9 }, '/fields/place The point 116.4, 39.9 (lon, lat) lies in none of the areas'],
    [{ lon: 126.3 }, '/fields/place/lat lon and lat go together'],
    [{ unit: 'nowhere' }, '/fields/place/unit There is no unit "nowhere".'],
    [{ unit: 'old-grid' }, '/fields/place/unit "old-grid" (名old-grid) does not exist on this day.'],
    [{}, '/fields/place Say where'],
    [{ address: '\u200B\u3164' }, '/fields/place/address Only blanks'],
    [{ address: '路\n口' }, '/fields/place/address One line is wanted here'],
    [{ lon: 126.3, lat: 42.3, datum: 'mars' }, '/fields/place/datum Must be text or {'],
    [{ lon: 126.3, lat: 42.3, height: 3 }, '/fields/place Must be text or {'],
    [7, '/fields/place Must be text or {'],
  ])('%j is refused', (value, detail) => expect(stated(value)).toContain(detail));
});
