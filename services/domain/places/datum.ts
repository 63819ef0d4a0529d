import gcoordModule from 'gcoord';
import type { Point } from '#services/config/index.ts';

// Its types describe an ES module, but what Node loads is CommonJS, whose exports are the default itself.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

/** What coordinates may refer to. CGCS2000, which China surveys in, is WGS-84 to within a metre. */
export const datums = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const;
export type Datum = (typeof datums)[number];

/** Maps sold in China shift every point by some hundred metres (GB 20263), Baidu's once more; kept to about 10 cm. */
export function toWgs84({ lon, lat }: Point, datum: Datum): Point {
  if (datum === 'wgs84' || datum === 'cgcs2000') return { lon, lat };
  const from = datum === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09;
  const [wgsLon, wgsLat] = gcoord.transform<[number, number]>([lon, lat], from, gcoord.WGS84);
  return { lon: Number(wgsLon.toFixed(6)), lat: Number(wgsLat.toFixed(6)) };
}
