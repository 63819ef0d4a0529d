import { z } from 'zod';
import { Uuid } from '../values.ts';

export const attachmentTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'video/mp4'] as const;
export type AttachmentType = (typeof attachmentTypes)[number];

export const maxAttachmentBytes = 20 * 1024 * 1024;

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
  })
  .meta({ id: 'Attachment', description: 'A file that was taken in.' });
export type AttachmentAnswer = z.infer<typeof AttachmentAnswer>;
