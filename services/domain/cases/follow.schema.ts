import { z } from 'zod';
import { LocationInput } from '../places/location-input.ts';
import { Instant, prose, Uuid } from '../values.ts';
import { AttachmentId, CaseId, Channel, ItemCode, ProcessCode, ReporterInput } from './schema.ts';
import { CaseSnapshot, SimilarCase } from './snapshot.schema.ts';

/** What goes in and out where somebody has the same matter before their eyes as an open case. */

export const SimilarCasesInput = z
  .strictObject({ process: ProcessCode.default('whistle'), item: ItemCode.optional(), location: LocationInput })
  .meta({
    id: 'SimilarCasesInput',
    description: 'What would be reported: as in a report. Without `item` every item is looked for; a point is needed.',
  });
export type SimilarCasesInput = z.infer<typeof SimilarCasesInput>;

export const SimilarCases = z.strictObject({ data: z.array(SimilarCase) }).meta({
  id: 'SimilarCases',
  description: 'Open cases nearby that may be the same matter, nearest first; five at most.',
});
export type SimilarCases = z.infer<typeof SimilarCases>;

export const FollowCaseBody = z
  .strictObject({
    channel: Channel.default('app'),
    reporter: ReporterInput.optional().meta({
      description: 'Who follows; on whose word, where an integration or the centre passes it on.',
    }),
    location: LocationInput.optional().meta({
      description: 'Where they are; needed unless they were told of the case.',
    }),
    text: prose(1, 2000)
      .meta({ description: 'What they add to it.', examples: ['今天又来了两家'] })
      .optional(),
    photos: z.array(AttachmentId).max(20).default([]).meta({ description: 'Ids of attachments uploaded before.' }),
  })
  .meta({ id: 'FollowCaseInput', description: 'Who follows a case, and what they add to it.' });
export const FollowCaseInput = FollowCaseBody.extend({ caseId: CaseId }).meta({ id: 'FollowCaseWithCase' });
export type FollowCaseInput = z.infer<typeof FollowCaseInput>;

export const Followed = z
  .strictObject({ id: Uuid, at: Instant, case: CaseSnapshot })
  .meta({ id: 'Followed', description: 'Since when it is followed, and the case as it stands for the follower.' });
export type Followed = z.infer<typeof Followed>;
