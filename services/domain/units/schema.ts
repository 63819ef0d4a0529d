import { z } from 'zod';
import { Cursor, DateOrInstant, Limit, NextCursor, UnitCode } from '../values.ts';

export const ListUnitsInput = z.strictObject({
  at: DateOrInstant.meta({
    description: 'A day, or an instant of it; today without one.',
    examples: ['2026-11-23'],
  }).optional(),
  limit: Limit.optional(),
  cursor: Cursor.optional(),
});
export type ListUnitsInput = z.infer<typeof ListUnitsInput>;

export const UnitEntry = z
  .strictObject({
    code: UnitCode,
    title: z.string().meta({ examples: ['兴工社区'] }),
    aliases: z.array(z.string()).meta({ description: 'Other names it goes by.' }),
    kind: z.string().meta({ description: 'What sort of body it is, in the tenant’s words.', examples: ['community'] }),
    level: z
      .string()
      .nullable()
      .meta({ description: 'Code of its level; null for departments and other bodies.', examples: ['community'] }),
    levelTitle: z.string().nullable().meta({ description: 'What the tenant calls the level.' }),
    parent: z
      .string()
      .nullable()
      .meta({ description: 'Code of the unit above it.', examples: ['dongfeng'] }),
  })
  .meta({ id: 'Unit', description: 'A unit of the org chart.' });
export type UnitEntry = z.infer<typeof UnitEntry>;

export const UnitList = z
  .strictObject({ data: z.array(UnitEntry), nextCursor: NextCursor })
  .meta({ id: 'UnitList', description: 'The org chart on a day, in its own order.' });
export type UnitList = z.infer<typeof UnitList>;
