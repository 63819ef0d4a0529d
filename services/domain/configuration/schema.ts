import { z } from 'zod';
import { Cursor, Instant, InstantInput, Limit, NextCursor, prose } from '../values.ts';

/** Versions of a tenant's bundle, as they come in and go out. */

/** All files of a bundle together. */
export const maxBundleBytes = 10 * 1024 * 1024;

const Files = z.record(z.string().min(1).max(200), z.string()).meta({
  description: 'The tenant’s own files as text, by their path inside its folder; what it inherits is added by itself.',
  examples: [{ 'tenant.yaml': 'code: demo\n' }],
});

const VersionNumber = z
  .number()
  .int()
  .min(1)
  .meta({ examples: [3] });

/** In a path: digits and nothing else. */
export const VersionInPath = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
  .meta({ type: 'integer', minimum: 1, description: 'Number of a version.', example: 3 });

export const CheckConfigInput = z.strictObject({ files: Files }).meta({ id: 'CheckConfigInput' });
export type CheckConfigInput = z.infer<typeof CheckConfigInput>;

export const CreateConfigVersionInput = z
  .strictObject({
    files: Files,
    note: prose(1, 500).meta({
      description: 'What changes and why.',
      examples: ['占道经营限时由 2 小时改为 3 小时'],
    }),
  })
  .meta({ id: 'CreateConfigVersionInput' });
export type CreateConfigVersionInput = z.infer<typeof CreateConfigVersionInput>;

export const PublishConfigVersionBody = z
  .strictObject({
    from: InstantInput.meta({
      description: 'New cases use it from this instant on; at once without one. Not in the past.',
      examples: ['2026-12-01T00:00:00+08:00'],
    }).optional(),
  })
  .meta({ id: 'PublishConfigVersionInput' });
export interface PublishConfigVersionInput extends z.infer<typeof PublishConfigVersionBody> {
  version: number;
}

export const ListConfigVersionsQuery = z.strictObject({ limit: Limit.default(50), cursor: Cursor.optional() });
export type ListConfigVersionsQuery = z.infer<typeof ListConfigVersionsQuery>;

export const ConfigFault = z
  .strictObject({
    severity: z.enum(['error', 'warning']),
    code: z.string().meta({ description: 'Never changes, in any language.', examples: ['unit/unknown'] }),
    file: z.string().meta({ description: 'With its tenant in front where it belongs to a layer above.' }),
    line: z.number().int(),
    column: z.number().int(),
    message: z.string().meta({ description: 'What is wrong.' }),
    remedy: z.string().meta({ description: 'What would be right.' }),
  })
  .meta({ id: 'ConfigFault', description: 'One fault of a bundle, with its place.' });
export type ConfigFault = z.infer<typeof ConfigFault>;

const faults = z.array(ConfigFault);
const more = z
  .number()
  .int()
  .min(0)
  .meta({ description: 'How many further faults there are; of very many the first 50 are told.' });

export const ConfigCheck = z
  .strictObject({ ok: z.boolean().meta({ description: 'No error; warnings do not count.' }), faults, more })
  .meta({ id: 'ConfigCheck', description: 'The faults of a bundle and of its own tests, at once.' });
export type ConfigCheck = z.infer<typeof ConfigCheck>;

const hash = z.string().meta({ description: 'Of what the version does; comments do not change it.' });

export const CreatedConfigVersion = z
  .strictObject({ version: VersionNumber, hash })
  .meta({ id: 'CreatedConfigVersion', description: 'A version that can be published.' });
export type CreatedConfigVersion = z.infer<typeof CreatedConfigVersion>;

const VersionRef = z.strictObject({ tenant: z.string(), version: VersionNumber });

export const ConfigVersion = z
  .strictObject({
    version: VersionNumber,
    hash: hash.nullable().meta({ description: 'Null for a candidate whose faults forbid a result.' }),
    note: z.string(),
    createdBy: z.string().meta({ description: 'Account that wrote it, `system` where nobody did.' }),
    createdAt: Instant,
    parents: z
      .array(VersionRef)
      .meta({ description: 'Versions of the layers above that it is built on, nearest first.' }),
    candidateOf: VersionRef.nullable().meta({
      description: 'The version of the layer above that it was compiled for; it changes nothing until it is published.',
    }),
    publishedFrom: Instant.nullable().meta({ description: 'Of its latest publication.' }),
    publishedAt: Instant.nullable(),
    active: z.boolean().meta({ description: 'New cases use it now.' }),
    ok: z.boolean(),
    faults: faults.meta({ description: 'Found when it was written: warnings, and of a candidate errors too.' }),
    more,
  })
  .meta({ id: 'ConfigVersion', description: 'A version of the bundle; it never changes.' });
export type ConfigVersion = z.infer<typeof ConfigVersion>;

export const ConfigVersionList = z
  .strictObject({ data: z.array(ConfigVersion), nextCursor: NextCursor })
  .meta({ id: 'ConfigVersionList', description: 'Newest first.' });
export type ConfigVersionList = z.infer<typeof ConfigVersionList>;

export const ConfigFiles = z
  .strictObject({ version: VersionNumber, files: z.record(z.string(), z.string()) })
  .meta({ id: 'ConfigFiles', description: 'The tenant’s own files as they were sent.' });
export type ConfigFiles = z.infer<typeof ConfigFiles>;
