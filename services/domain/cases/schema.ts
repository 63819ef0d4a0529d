import { z } from 'zod';
import { channels, reporterTypes } from '#workflows/definition/schema/scalars.ts';
import { addFault, characters, Cursor, DateOrInstant, InstantInput, Limit, UnitCode, Uuid } from '../values.ts';

/** What goes in: reports, actions, questions. What comes out is in snapshot.schema.ts. */
export * from './snapshot.schema.ts';

export const Channel = z.enum(channels).meta({ description: 'How it reached us.', examples: ['grid_app'] });
export const ReporterType = z.enum(reporterTypes).meta({
  description: 'Who reports. A person’s token fixes it; an integration and the centre state it.',
  examples: ['grid_worker'],
});
export const KindName = z
  .enum(['daily', 'emergency', 'tough'])
  .meta({ description: 'Everyday, emergency or tough.', examples: ['daily'] });
export const ProcessCode = characters(1, 64).meta({ description: 'Code of the process.', examples: ['whistle'] });
export const ItemCode = characters(1, 64).meta({ description: 'Code of the catalogue item.', examples: ['E03'] });
export const CaseId = Uuid.meta({ description: 'Id of the case.', examples: ['0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a'] });
export const AttachmentId = Uuid.meta({
  description: 'Id that POST /v1/attachments answered.',
  examples: ['0199c3f1-77aa-7d02-8f3e-2b6c9e1f0a4d'],
});
export const Variant = characters(1, 64).meta({
  description: 'A sub-type of the item, where it has some.',
  examples: ['night-market'],
});

/** A longitude in place of a latitude is the commonest mistake, and the range alone would hide what happened. */
function checkPoint(
  ctx: z.core.ParsePayload<{ lon?: number | undefined; lat?: number | undefined; unit?: string | undefined }>,
) {
  const { lon, lat, unit } = ctx.value;
  if ((lon === undefined) !== (lat === undefined)) {
    const missing = lon === undefined ? 'lon' : 'lat';
    addFault(ctx, { en: 'lon and lat go together: this one is missing.', zh: 'lon 与 lat 须同时提供，此项缺失。' }, [
      missing,
    ]);
  } else if (lon === undefined && unit === undefined) {
    addFault(ctx, { en: 'Say where: a unit, or lon and lat.', zh: '请说明地点：给出 unit，或 lon 与 lat。' });
  } else if (lat !== undefined && Math.abs(lat) > 90 && Math.abs(lon!) <= 90) {
    addFault(ctx, {
      en: `lon and lat seem to be swapped: try "lon": ${lat}, "lat": ${lon}.`,
      zh: `lon 与 lat 似乎颠倒了：应为 "lon": ${lat}, "lat": ${lon}。`,
    });
  } else if (lat !== undefined && Math.abs(lat) > 90) {
    addFault(ctx, { en: 'Must lie between -90 and 90.', zh: '须在 -90 与 90 之间。' }, ['lat']);
  }
}

export const LocationInput = z
  .strictObject({
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
      .enum(['wgs84', 'gcj02'])
      .default('wgs84')
      .meta({ description: 'What the coordinates refer to; gcj02 is converted.' }),
  })
  .check(checkPoint)
  .meta({ id: 'LocationInput', description: 'Where it is: a unit, or a point, or both.' });
export type LocationInput = z.infer<typeof LocationInput>;

export const ReporterInput = z
  .strictObject({
    type: ReporterType.optional(),
    name: characters(1, 100)
      .meta({ description: 'Name; masked in every answer.', examples: ['王芳'] })
      .optional(),
    phone: z
      .string()
      .check((ctx) => {
        if (!/^\+?[0-9][0-9 -]{3,30}[0-9]$/.test(ctx.value))
          addFault(ctx, {
            en: 'Not a telephone number: 5 to 32 digits, spaces and hyphens, a leading + if need be.',
            zh: '不是电话号码：应为 5 至 32 位数字、空格或连字符，可以 + 开头。',
          });
      })
      .meta({ description: 'Telephone; masked in every answer.', examples: ['13844510012'] })
      .optional(),
    secret: z
      .boolean()
      .default(false)
      .meta({ description: 'Keep the reporter from the units that handle the case.', examples: [false] }),
  })
  .meta({ id: 'ReporterInput', description: 'Who reports.' });

export const ReportCaseInput = z
  .strictObject({
    process: ProcessCode.default('whistle'),
    kind: KindName.default('daily'),
    item: ItemCode.optional(),
    variant: Variant.optional(),
    description: characters(5, 2000).meta({
      description: 'What is wrong, in the reporter’s words. Kept as text, never read as HTML.',
      examples: ['兴工路口多家摊贩占道经营，非机动车无法通行'],
    }),
    location: LocationInput,
    channel: Channel,
    reporter: ReporterInput.optional(),
    photos: z.array(AttachmentId).max(20).default([]).meta({ description: 'Ids of attachments uploaded before.' }),
    fields: z
      .record(z.string(), z.unknown())
      .default({})
      .meta({ description: 'Further fields that the process asks for.', examples: [{}] }),
    externalId: characters(1, 200)
      .meta({
        description: 'The integration’s own number of the report; the same one again is the same case.',
        examples: ['12345-20261123-0007'],
      })
      .optional(),
  })
  .meta({
    id: 'ReportCaseInput',
    description: 'A report.',
    examples: [
      {
        process: 'whistle',
        kind: 'daily',
        item: 'E03',
        description: '兴工路口多家摊贩占道经营，非机动车无法通行',
        location: { unit: 'dongfeng-xinggong', address: '兴工路与爱国街交叉口', lon: 126.0432, lat: 42.6851 },
        channel: 'grid_app',
        reporter: { type: 'grid_worker', name: '王芳', phone: '13844510012', secret: false },
        photos: [],
        fields: {},
      },
    ],
  });
export type ReportCaseInput = z.infer<typeof ReportCaseInput>;

export const SubmitActionBody = z
  .strictObject({
    action: characters(1, 64).meta({ description: 'One of the `offered` actions.', examples: ['sign'] }),
    unit: UnitCode.meta({
      description: 'For which unit, where the caller may act for several.',
      examples: ['chengguan'],
    }).optional(),
    fields: z
      .record(z.string(), z.unknown())
      .default({})
      .meta({ description: 'The action’s fields, as `offered` lists them.', examples: [{}] }),
    comment: characters(1, 2000)
      .meta({ description: 'A remark kept with the event.', examples: ['已安排人员'] })
      .optional(),
    expectedSeq: z
      .number()
      .int()
      .min(0)
      .meta({ description: '`seq` of the snapshot the caller decided on.', examples: [4] })
      .optional(),
  })
  .meta({
    id: 'SubmitActionInput',
    description: 'What is done.',
    examples: [{ action: 'sign', unit: 'chengguan', expectedSeq: 4 }],
  });
export const SubmitActionInput = SubmitActionBody.extend({ caseId: CaseId }).meta({ id: 'SubmitActionWithCase' });
export type SubmitActionInput = z.infer<typeof SubmitActionInput>;

export const RevealBody = z
  .strictObject({
    fields: z
      .array(z.enum(['reporter.name', 'reporter.phone', 'location.address']))
      .min(1)
      .max(3)
      .meta({ description: 'What to show in full.', examples: [['reporter.phone']] }),
    reason: characters(2, 500).meta({ description: 'Why; kept in the audit log.', examples: ['回访核实现场情况'] }),
  })
  .meta({ id: 'RevealInput', description: 'Which personal data to show, and why.' });
export const RevealReporterInput = RevealBody.extend({ caseId: CaseId }).meta({ id: 'RevealWithCase' });
export type RevealReporterInput = z.infer<typeof RevealReporterInput>;

const code = (description: string, example: string) =>
  characters(1, 64)
    .meta({ description, examples: [example] })
    .optional();
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Filters of `GET /v1/cases`, all of which must hold. Days are the tenant's; `createdTo` as a day includes it. */
export const ListCasesQuery = z.strictObject({
  state: code('State of the case.', 'handling'),
  step: code('Step of the process.', 'handle'),
  process: ProcessCode.optional(),
  kind: KindName.optional(),
  item: ItemCode.optional(),
  unit: code('A unit that has a track, or that the place lies in.', 'chengguan'),
  lead: code('The leading unit.', 'chengguan'),
  reporterType: ReporterType.optional(),
  channel: Channel.optional(),
  outcome: code('What became of it.', 'solved'),
  breached: flag.meta({ type: 'boolean', description: 'Has a deadline that was missed.', examples: [true] }).optional(),
  dueBefore: InstantInput.meta({
    description: 'Has a running deadline due before this instant.',
    examples: ['2026-11-23T04:00:00Z'],
  }).optional(),
  createdFrom: DateOrInstant.meta({ description: 'Reported at or after.', examples: ['2026-11-01'] }).optional(),
  createdTo: DateOrInstant.meta({
    description: 'Reported before this instant, or up to and on this day.',
    examples: ['2026-11-30'],
  }).optional(),
  number: code('The case number.', 'HN-20261123-00007'),
  q: characters(1, 100)
    .meta({ description: 'Words of the description.', examples: ['摊贩'] })
    .optional(),
  sort: z
    .enum(['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'dueAt'])
    .default('-createdAt')
    .meta({ description: 'Order; `-` is newest first. `dueAt`: the next running deadline first.' }),
  limit: Limit.default(50),
  cursor: Cursor.optional(),
});
export type ListCasesQuery = z.infer<typeof ListCasesQuery>;

/** Without `limit` the whole history comes at once. */
export const ListCaseEventsQuery = z.strictObject({ limit: Limit.optional(), cursor: Cursor.optional() });
export type ListCaseEventsQuery = z.infer<typeof ListCaseEventsQuery>;

export const WorklistQuery = z.strictObject({
  action: code('Only this action.', 'sign'),
  unit: code('Only this unit’s work.', 'chengguan'),
  limit: Limit.default(50),
  cursor: Cursor.optional(),
});
export type WorklistQuery = z.infer<typeof WorklistQuery>;
