import { z } from 'zod';
import { Budget, Instant, InstantInput, UnitCode } from '../values.ts';
import { Channel, ItemCode, KindInput, ProcessCode, ReporterType, Variant } from './schema.ts';
import { LocationInput } from '../places/location-input.ts';

export const SimulateInput = z
  .strictObject({
    process: ProcessCode.default('whistle'),
    item: ItemCode.optional(),
    variant: Variant.optional(),
    kind: KindInput,
    location: LocationInput,
    channel: Channel,
    reporterType: ReporterType.default('grid_worker'),
    at: InstantInput.meta({ description: 'When it would be reported.', examples: ['2026-11-23T09:00:00+08:00'] }),
    configVersion: z
      .number()
      .int()
      .min(1)
      .meta({ description: 'Configuration to try; without it the one in force at `at`.', examples: [3] })
      .optional(),
  })
  .meta({
    id: 'SimulateInput',
    description: 'A report that might be made.',
    examples: [
      {
        process: 'whistle',
        item: 'E03',
        location: { unit: 'dongfeng-xinggong' },
        channel: 'grid_app',
        at: '2026-11-23T09:00:00+08:00',
      },
    ],
  });
export type SimulateInput = z.infer<typeof SimulateInput>;

const named = z.strictObject({ unit: UnitCode, title: z.string() });

export const SimulateAnswer = z
  .strictObject({
    lead: named.nullable().meta({ description: 'Null: the centre would have to settle it.' }),
    assist: z.array(named),
    routing: z.strictObject({ rule: z.string(), source: z.string(), reason: z.string() }).nullable(),
    urgency: z.string(),
    deadlines: z.array(
      z.strictObject({
        name: z.string(),
        unit: z.string().nullable(),
        budget: Budget,
        startedAt: Instant,
        dueAt: Instant.nullable(),
        provisional: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'SimulateAnswer', description: 'What would happen; nothing was written.' });
export type SimulateAnswer = z.infer<typeof SimulateAnswer>;
