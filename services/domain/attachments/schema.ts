import { z } from 'zod';
import { Instant, Uuid } from '../values.ts';

export const attachmentTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'video/mp4'] as const;
export type AttachmentType = (typeof attachmentTypes)[number];

/** What may come: also what is kept as another type. */
export const acceptedTypes = [...attachmentTypes, 'video/quicktime'] as const;
export type AcceptedType = (typeof acceptedTypes)[number];

export const maxAttachmentBytes = 20 * 1024 * 1024;

export const TakenAtClaim = Instant.nullable().meta({
  description: 'When it was taken, as the file itself says: a claim of the device. Null where it says nothing.',
  examples: ['2026-11-23T01:12:40Z'],
});

export const AttachmentAnswer = z
  .strictObject({
    id: Uuid.meta({
      description: 'Give it as a photo of a report or an action.',
      examples: ['0199c3f1-77aa-7d02-8f3e-2b6c9e1f0a4d'],
    }),
    type: z.enum(attachmentTypes).meta({ description: 'Media type, found in the content.' }),
    size: z
      .number()
      .int()
      .meta({ description: 'Bytes as kept, after location data was removed.', examples: [183_204] }),
    takenAt: TakenAtClaim,
  })
  .meta({ id: 'Attachment', description: 'A file that was taken in.' });
export type AttachmentAnswer = z.infer<typeof AttachmentAnswer>;
