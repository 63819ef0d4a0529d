import { z } from 'zod';
import { urgencies } from '#workflows/definition/schema/scalars.ts';
import { Budget, Cursor, DateOrInstant, Limit, NextCursor, UnitCode } from '../values.ts';

export const ListCatalogueInput = z.strictObject({
  at: DateOrInstant.meta({
    description: 'A day, or an instant of it; today without one.',
    examples: ['2026-11-23'],
  }).optional(),
  limit: Limit.optional(),
  cursor: Cursor.optional(),
});
export type ListCatalogueInput = z.infer<typeof ListCatalogueInput>;

const urgency = z.enum(urgencies);
const UnitName = z.strictObject({ unit: UnitCode, title: z.string() });

const CatalogueVariant = z.strictObject({
  code: z.string(),
  title: z.string(),
  urgency,
  limit: Budget.nullable(),
  lead: UnitName.nullable(),
  assist: z.array(UnitName),
});

export const CatalogueItem = z
  .strictObject({
    code: z.string().meta({ examples: ['E03'] }),
    title: z.string().meta({ examples: ['占道经营'] }),
    titleEn: z.string().nullable(),
    category: z.string(),
    urgency,
    limit: Budget.nullable().meta({ description: 'Within what it is to be finished.' }),
    lead: UnitName.nullable().meta({ description: 'Null where the centre or the sub-type decides.' }),
    assist: z.array(UnitName),
    visit: z.enum(['needed', 'not_needed']),
    fileWhen: z.string().nullable().meta({ description: 'What makes it a case.' }),
    doneWhen: z.string().nullable().meta({ description: 'What counts as done.' }),
    ask: z.string().nullable().meta({ description: 'The question by which the reporter chooses a sub-type.' }),
    evidence: z.strictObject({ report: z.array(z.string()), submit: z.array(z.string()) }),
    variants: z.array(CatalogueVariant).meta({ description: 'Sub-types; each with the values that hold for it.' }),
    example: z.boolean().meta({ description: 'Illustrative, not the tenant’s own value.' }),
  })
  .meta({ id: 'CatalogueItem', description: 'One entry of the catalogue.' });
export type CatalogueItem = z.infer<typeof CatalogueItem>;

export const CatalogueList = z
  .strictObject({
    edition: z
      .strictObject({ edition: z.number().int(), code: z.string(), title: z.string(), from: z.string() })
      .nullable()
      .meta({ description: 'The edition in force on the day; null where there is none yet.' }),
    data: z.array(CatalogueItem),
    nextCursor: NextCursor,
  })
  .meta({ id: 'CatalogueList', description: 'The items of the edition in force.' });
export type CatalogueList = z.infer<typeof CatalogueList>;
