import { z } from 'zod';
import { addFault, characters, UnitCode } from '../values.ts';
import { datums } from './datum.ts';

/** A longitude in place of a latitude is the commonest mistake, and the range alone would hide what happened. */
function checkPoint(ctx: z.core.ParsePayload<{ lon?: number | undefined; lat?: number | undefined }>) {
  const { lon, lat } = ctx.value;
  if ((lon === undefined) !== (lat === undefined)) {
    const missing = lon === undefined ? 'lon' : 'lat';
    addFault(ctx, { en: 'lon and lat go together: this one is missing.', zh: 'lon 与 lat 须同时提供，此项缺失。' }, [
      missing,
    ]);
  } else if (lat !== undefined && Math.abs(lat) > 90 && Math.abs(lon!) <= 90) {
    addFault(ctx, {
      en: `lon and lat seem to be swapped: try "lon": ${lat}, "lat": ${lon}.`,
      zh: `lon 与 lat 似乎颠倒了：应为 "lon": ${lat}, "lat": ${lon}。`,
    });
  } else if (lat !== undefined && Math.abs(lat) > 90) {
    addFault(ctx, { en: 'Must lie between -90 and 90.', zh: '须在 -90 与 90 之间。' }, ['lat']);
  }
}

const given = z.strictObject({
  unit: UnitCode.meta({
    description: 'Code of the community, grid or street it lies in.',
    examples: ['dongfeng-xinggong'],
  }).optional(),
  address: characters(1, 200)
    .meta({ description: 'Address in words.', examples: ['兴工路与爱国街交叉口'] })
    .optional(),
  lon: z
    .number()
    .min(-180)
    .max(180)
    .meta({ description: 'Longitude in degrees.', examples: [126.0432] })
    .optional(),
  lat: z
    .number()
    .min(-180)
    .max(180)
    .meta({ description: 'Latitude in degrees.', minimum: -90, maximum: 90, examples: [42.6851] })
    .optional(),
  datum: z
    .enum(datums)
    .default('wgs84')
    .meta({ description: 'What the coordinates refer to; all but wgs84 and cgcs2000 are converted.' }),
});

export const LocationInput = given
  .check(checkPoint)
  .check((ctx) => {
    if (ctx.value.unit === undefined && ctx.value.lon === undefined && ctx.value.lat === undefined)
      addFault(ctx, { en: 'Say where: a unit, or lon and lat.', zh: '请说明地点：给出 unit，或 lon 与 lat。' });
  })
  .meta({ id: 'LocationInput', description: 'Where it is: a unit, or a point, or both.' });
export type LocationInput = z.infer<typeof LocationInput>;

/** Where somebody was: the same, and words alone will do. */
export const PlaceInput = given.check(checkPoint).check((ctx) => {
  const { unit, address, lon, lat } = ctx.value;
  if ([unit, address, lon, lat].every((value) => value === undefined))
    addFault(ctx, {
      en: 'Say where: a unit, an address, or lon and lat.',
      zh: '请说明地点：给出 unit、address，或 lon 与 lat。',
    });
});
