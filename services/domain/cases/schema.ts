import { z } from 'zod';
import { channels, reporterTypes } from '#workflows/definition/schema/scalars.ts';
import {
  characters,
  Cursor,
  DateOrInstant,
  InstantInput,
  Limit,
  PhoneInput,
  PhoneSought,
  prose,
  UnitCode,
  Uuid,
} from '../values.ts';
import { LocationInput } from '../places/location-input.ts';

/** What goes in: reports, actions, questions. What comes out is in snapshot.schema.ts. */
export * from './snapshot.schema.ts';

export const Channel = z.enum(channels).meta({ description: 'How it reached us.', examples: ['grid_app'] });
export const ReporterType = z.enum(reporterTypes).meta({
  description: 'Who reports. A person’s token fixes it; an integration and the centre state it.',
  examples: ['grid_worker'],
});
export const KindName = characters(1, 64).meta({
  description:
    'Code of one of the kinds that the process has in the configuration in force; of a whistle `daily`, `emergency` and `tough`, unless the tenant keeps others.',
  examples: ['daily'],
});
/** Left out it is `daily`, or the only kind of a process that has but one. */
export const KindInput = KindName.optional().meta({
  description:
    'Code of a kind of the process; one that it does not have is answered with those that it has. Left out: the only one, else `daily`.',
  examples: ['daily'],
});
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

export const ReporterInput = z
  .strictObject({
    type: ReporterType.optional(),
    name: characters(1, 100)
      .meta({ description: 'Name; masked in every answer.', examples: ['王芳'] })
      .optional(),
    phone: PhoneInput.meta({ description: 'Telephone; masked in every answer.', examples: ['13844510012'] }).optional(),
    secret: z
      .boolean()
      .default(false)
      .meta({ description: 'Keep the reporter from the units that handle the case.', examples: [false] }),
  })
  .meta({ id: 'ReporterInput', description: 'Who reports.' });

export const ReportCaseInput = z
  .strictObject({
    process: ProcessCode.default('whistle'),
    kind: KindInput,
    item: ItemCode.optional(),
    variant: Variant.optional(),
    description: prose(5, 2000).meta({
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
    comment: prose(1, 2000)
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

export const SubmitActionsInput = z
  .strictObject({
    actions: z
      .array(
        SubmitActionBody.omit({ comment: true })
          .extend({ case: CaseId })
          .meta({ id: 'ActionOnCase', description: 'What is done on which case.' }),
      )
      .min(1)
      .max(100)
      .meta({ description: 'Done one by one; several on one case in this order.' }),
  })
  .meta({ id: 'SubmitActionsInput', description: 'What is done on many cases at once.' });
export type SubmitActionsInput = z.infer<typeof SubmitActionsInput>;

export const RevealBody = z
  .strictObject({
    fields: z
      .array(z.enum(['reporter.name', 'reporter.phone', 'location.address', 'followers']))
      .min(1)
      .max(4)
      .meta({ description: 'What to show in full.', examples: [['reporter.phone']] }),
    reason: prose(2, 500).meta({ description: 'Why; kept in the audit log.', examples: ['回访核实现场情况'] }),
  })
  .meta({ id: 'RevealInput', description: 'Which personal data to show, and why.' });
export const RevealReporterInput = RevealBody.extend({ caseId: CaseId }).meta({ id: 'RevealWithCase' });
export type RevealReporterInput = z.infer<typeof RevealReporterInput>;

const code = (description: string, example: string) =>
  characters(1, 64)
    .meta({ description, examples: [example] })
    .optional();
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Counting reads all that there is, so it is done only for whoever asks. */
const withCounts = z
  .enum(['counts'])
  .meta({ description: '`counts`: count all that there is, too; it takes longer.', examples: ['counts'] })
  .optional();

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
  open: flag.meta({ type: 'boolean', description: 'Is not closed.', examples: [true] }).optional(),
  number: code('The case number, or its end.', '00007'),
  externalId: characters(1, 200)
    .meta({ description: 'The reporting system’s own number, or its end.', examples: ['12345-20261123-0007'] })
    .optional(),
  q: characters(1, 100)
    .meta({
      description: 'Words of the description, one after the other. Width, capitals and blanks do not matter.',
      examples: ['摊贩'],
    })
    .optional(),
  phone: PhoneSought.meta({
    description: 'The reporter’s telephone, its last 4 digits, or a landline without its area code. For the centre.',
    examples: ['13844510012'],
  }).optional(),
  name: characters(1, 100)
    .meta({ description: 'The reporter’s whole name. For the centre.', examples: ['王芳'] })
    .optional(),
  address: characters(2, 200)
    .meta({ description: 'A part of the address, two characters or more. For the centre.', examples: ['兴工路'] })
    .optional(),
  sort: z
    .enum(['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'dueAt'])
    .default('-createdAt')
    .meta({ description: 'Order; `-` is newest first. `dueAt`: the next running deadline first.' }),
  with: withCounts,
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
  with: withCounts,
  limit: Limit.default(50),
  cursor: Cursor.optional(),
});
export type WorklistQuery = z.infer<typeof WorklistQuery>;
