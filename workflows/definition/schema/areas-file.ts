import { z } from 'zod';

import { about, Code } from './scalars.ts';

const Position = z.array(z.number()).min(2, 'areas/position').max(3, 'areas/position');
const Ring = z.array(Position).min(4, 'areas/ring');

const Geometry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1, 'areas/ring') }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring).min(1, 'areas/ring')) }),
]);

const Feature = z.strictObject({
  type: z.literal('Feature'),
  properties: z.looseObject({ unit: Code.meta(about('The unit whose area it is.', '是谁的辖区')) }),
  geometry: Geometry,
  id: z.union([z.string(), z.number()]).optional(),
  bbox: z.array(z.number()).optional(),
});

/** GeoJSON (RFC 7946): longitude before latitude, WGS-84. */
export const AreasFile = z.looseObject({ type: z.literal('FeatureCollection'), features: z.array(Feature) }).meta({
  title: 'areas.geojson',
  ...about('Which unit a point lies in, WGS-84.', '坐标属于哪个单位的辖区（WGS-84）'),
});
export type AreasFile = z.infer<typeof AreasFile>;
