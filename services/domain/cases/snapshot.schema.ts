import { z } from 'zod';
import { TakenAtClaim } from '../attachments/schema.ts';
import { Budget, Instant, NextCursor, UnitCode, Uuid } from '../values.ts';

/** What comes out of a case: snapshot, history, work list. */

const instantOrNull = Instant.nullable();
const title = z.string().meta({ description: 'Its label, as the tenant calls it.' });
const step = z.strictObject({ code: z.string(), title });
const unitAndTitle = { unit: UnitCode, title };

const CaseItem = z.strictObject({
  code: z.string(),
  title,
  variant: z.string().nullable(),
  edition: z.number().int().meta({ description: 'Edition of the catalogue that was in force at the report.' }),
});

const CaseTrack = z
  .strictObject({
    ...unitAndTitle,
    role: z.enum(['lead', 'assist']),
    state: z.enum(['dispatched', 'signed', 'arrived', 'submitted', 'returned', 'released']),
    dispatchedAt: Instant,
    signedAt: instantOrNull,
    contactedAt: instantOrNull,
    arrivals: z.array(
      z.strictObject({ at: Instant, people: z.number().int(), place: z.unknown(), photos: z.array(Uuid) }),
    ),
    submittedAt: instantOrNull,
    result: z.strictObject({ text: z.string(), photos: z.array(Uuid) }).nullable(),
  })
  .meta({ id: 'CaseTrack', description: 'The part of a case that belongs to one unit.' });

const CaseDeadline = z
  .strictObject({
    id: z.string(),
    name: z.string().meta({ examples: ['sign'] }),
    title,
    unit: z.string().nullable(),
    round: z.number().int(),
    budget: Budget,
    startedAt: Instant,
    dueAt: instantOrNull.meta({ description: 'Null while paused.' }),
    remaining: Budget.nullable().meta({ description: 'What is left while paused.' }),
    state: z.enum(['running', 'paused', 'met', 'breached', 'cancelled']),
    provisional: z.boolean().meta({ description: 'It reaches beyond what the calendar covers.' }),
    endedAt: instantOrNull,
  })
  .meta({ id: 'CaseDeadline', description: 'One start of one clock.' });

const CaseRequest = z
  .strictObject({
    id: z.string(),
    kind: z.string().meta({ examples: ['extension'] }),
    unit: UnitCode,
    reason: z.string(),
    until: z.string().nullable(),
    askedAt: Instant,
    state: z.enum(['pending', 'granted', 'refused', 'overtaken']),
    decidedAt: instantOrNull,
    decision: z.strictObject({ reason: z.string(), lead: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'CaseRequest', description: 'What a unit asked for, and what was decided.' });

const CaseEvaluation = z
  .strictObject({
    id: z.string(),
    round: z.number().int(),
    at: Instant,
    by: z.enum(['requester', 'callback']),
    solved: z.boolean(),
    satisfaction: z.string(),
    comment: z.string().nullable(),
    how: z.string().nullable(),
    heldAt: instantOrNull,
  })
  .meta({ id: 'CaseEvaluation', description: 'How the requester judged a round.' });

const fieldValue = z.union([z.string(), z.number(), z.boolean()]);

const Times = z.record(z.string(), z.strictObject({ n: z.number().int(), lastAt: Instant })).meta({
  description: 'What is counted, by event (`urged`, `reminded`, `callback_missed`): how often, and when last.',
  examples: [{ urged: { n: 2, lastAt: '2026-11-23T03:10:00Z' } }],
});

const OfferedField = z.strictObject({
  name: z.string(),
  type: z.string(),
  title,
  required: z.boolean(),
  of: z.array(z.string()).optional(),
  atLeast: z.number().int().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  when: z
    .record(z.string(), z.union([z.array(fieldValue), z.strictObject({ given: z.boolean() })]))
    .optional()
    .meta({ description: 'Asked for only where these other fields have one of these values.' }),
  default: fieldValue.optional().meta({ description: 'What counts where nothing is said.' }),
});

const OfferedAction = z
  .strictObject({
    action: z.string(),
    unit: z
      .string()
      .nullable()
      .meta({ description: 'The unit it would be done for; null where it is done on the case.' }),
    title,
    fields: z.array(OfferedField),
    notBefore: Instant.optional().meta({ description: 'It was done a short while ago; not again before.' }),
  })
  .meta({ id: 'OfferedAction', description: 'What the caller may do now.' });

const CaseLocation = z
  .strictObject({
    unit: z.string().nullable(),
    title: z.string().nullable(),
    address: z.string().nullable().meta({ description: 'Masked to the building.' }),
    lon: z.number().nullable(),
    lat: z.number().nullable(),
  })
  .meta({ id: 'CaseLocation', description: 'Where it is; coordinates are WGS-84.' });

const CaseReporter = z
  .strictObject({
    type: z.string(),
    name: z
      .string()
      .nullable()
      .meta({ description: 'Masked; null where kept secret from the caller.', examples: ['王*'] }),
    phone: z
      .string()
      .nullable()
      .meta({ description: 'Masked; null where kept secret from the caller.', examples: ['138****0012'] }),
    secret: z.boolean(),
  })
  .meta({ id: 'CaseReporter', description: 'Who reported.' });

/** Nothing of who reported it, of what they wrote, or of where exactly it lies. */
export const SimilarCase = z
  .strictObject({
    id: Uuid,
    number: z.string().meta({ examples: ['HN-20261123-00007'] }),
    item: CaseItem,
    state: z.string(),
    stateTitle: title,
    meters: z
      .number()
      .int()
      .meta({ description: 'How far away, to ten meters.', examples: [30] }),
    createdAt: Instant,
    mine: z.boolean().meta({ description: 'The caller reported it.' }),
    followable: z.boolean().meta({ description: 'It can be followed now: POST /v1/cases/{id}/followers.' }),
  })
  .meta({ id: 'SimilarCase', description: 'An open case nearby that may be the same matter.' });
export type SimilarCase = z.infer<typeof SimilarCase>;

export const CaseSnapshot = z
  .strictObject({
    id: Uuid,
    number: z.string().meta({ examples: ['HN-20261123-00007'] }),
    process: z.string(),
    kind: z.string(),
    configVersion: z.number().int(),
    item: CaseItem.nullable(),
    urgency: z.string(),
    state: z.string(),
    stateTitle: title,
    step,
    outcome: z.string().nullable(),
    round: z.number().int(),
    level: z.string(),
    flags: z.array(z.string()),
    lead: z.strictObject(unitAndTitle).nullable(),
    finalOwner: z.boolean(),
    mergedInto: Uuid.nullable(),
    mergedCase: z
      .strictObject({ number: z.string(), state: z.string(), stateTitle: title, outcome: z.string().nullable() })
      .nullable()
      .meta({ description: 'How the case stands that this one is merged into.', examples: [null] }),
    children: z.array(Uuid),
    referredTo: z
      .string()
      .nullable()
      .meta({ description: 'The emergency number it was referred to.', examples: [null] }),
    tracks: z.array(CaseTrack),
    deadlines: z.array(CaseDeadline),
    requests: z.array(CaseRequest),
    evaluations: z.array(CaseEvaluation),
    routing: z.strictObject({ rule: z.string(), source: z.string(), reason: z.string() }).nullable(),
    times: Times,
    offered: z.array(OfferedAction),
    description: z.string(),
    location: CaseLocation,
    channel: z.string(),
    fields: z.record(z.string(), z.unknown()),
    externalId: z.string().nullable(),
    photos: z.array(Uuid),
    files: z.record(z.string(), z.strictObject({ type: z.string(), takenAt: TakenAtClaim })).meta({
      description: 'The files that the case, its arrivals and its results name as photos, by id.',
      examples: [{ '0199c3f1-77aa-7d02-8f3e-2b6c9e1f0a4d': { type: 'image/jpeg', takenAt: '2026-11-23T01:12:40Z' } }],
    }),
    reporter: CaseReporter,
    similar: z.array(SimilarCase).optional().meta({
      description:
        'Only in the answer to a report, where there are some: open cases nearby that may be the same matter.',
    }),
    createdAt: Instant,
    updatedAt: Instant,
    closedAt: instantOrNull,
    seq: z.number().int().meta({ description: 'Number of its last event; send it as `expectedSeq`.' }),
  })
  .meta({ id: 'CaseSnapshot', description: 'A case as it stands for the caller.' });
export type CaseSnapshot = z.infer<typeof CaseSnapshot>;

export const CaseList = z
  .strictObject({
    data: z.array(CaseSnapshot),
    nextCursor: NextCursor,
    counts: z
      .strictObject({ total: z.number().int(), byState: z.record(z.string(), z.number().int()) })
      .nullable()
      .meta({
        description:
          'Of all that the filters and the caller’s sight leave, not of this page; null unless `with=counts` asks for it.',
      }),
  })
  .meta({ id: 'CaseList' });
export type CaseList = z.infer<typeof CaseList>;

export const CaseEvent = z
  .strictObject({
    seq: z.number().int(),
    at: Instant.meta({ description: 'When it was recorded.' }),
    dueAt: Instant.optional().meta({ description: 'Of a passing instant: when it fell due.' }),
    type: z.string().meta({ examples: ['dispatched'] }),
    step: z.string(),
    action: z.string().nullable(),
    actor: z.strictObject({ unit: z.string().nullable(), role: z.string() }),
    data: z.record(z.string(), z.unknown()),
    form: z
      .number()
      .int()
      .optional()
      .meta({
        description: 'Canonical form of the hash and layout of `data`; absent is 1, RFC 8785 is 2.',
        examples: [2],
      }),
    hash: z.string().meta({ description: 'SHA-256 over this event and the hash before it.' }),
  })
  .meta({ id: 'CaseEvent', description: 'One line of a case’s history.' });
export type CaseEvent = z.infer<typeof CaseEvent>;

export const CaseEventList = z
  .strictObject({ data: z.array(CaseEvent), nextCursor: NextCursor })
  .meta({ id: 'CaseEventList' });
export type CaseEventList = z.infer<typeof CaseEventList>;

export const WorklistEntry = z
  .strictObject({
    case: z.strictObject({
      id: Uuid,
      number: z.string(),
      process: z.string(),
      kind: z.string(),
      item: CaseItem.nullable(),
      urgency: z.string(),
      state: z.string(),
      stateTitle: title,
      location: z.strictObject({ unit: z.string().nullable(), title: z.string().nullable() }),
      description: z.string(),
      times: Times,
      createdAt: Instant,
    }),
    action: z.string().meta({ description: 'What is waited for.', examples: ['sign'] }),
    title,
    unit: z.string().nullable().meta({ description: 'For which unit; null where it is done on the case.' }),
    deadline: z.string().nullable().meta({ description: 'Name of the clock that runs for it.' }),
    dueAt: instantOrNull,
    remaining: Budget.nullable(),
    breached: z.boolean(),
    why: z.string().meta({ description: 'Why it is due then, in the reader’s language.' }),
  })
  .meta({ id: 'WorklistEntry', description: 'One thing that waits for the caller.' });
export type WorklistEntry = z.infer<typeof WorklistEntry>;

const Told = z
  .strictObject({
    at: Instant,
    kind: z.enum(['remind', 'tell']),
    title,
    text: z.string(),
    case: z.strictObject({ id: Uuid, number: z.string() }),
  })
  .meta({ id: 'Told', description: 'Something that the caller was told or reminded of.' });
export type Told = z.infer<typeof Told>;

export const Worklist = z
  .strictObject({
    data: z.array(WorklistEntry),
    nextCursor: NextCursor,
    told: z.array(Told).meta({
      description:
        'With the first page: what the caller was told or reminded of in the last 7 days, newest first, at most 50.',
    }),
    counts: z
      .strictObject({
        total: z.number().int(),
        breached: z.number().int(),
        byAction: z.record(z.string(), z.number().int()),
      })
      .nullable()
      .meta({ description: 'Of all that waits, not of this page; null unless `with=counts` asks for it.' }),
  })
  .meta({ id: 'Worklist', description: 'What waits for the caller, most urgent first.' });
export type Worklist = z.infer<typeof Worklist>;

export const RevealAnswer = z
  .strictObject({
    caseId: Uuid,
    reporter: z
      .strictObject({ name: z.string().nullable().optional(), phone: z.string().nullable().optional() })
      .optional(),
    location: z.strictObject({ address: z.string().nullable() }).optional(),
    followers: z
      .array(
        z.strictObject({ at: Instant, type: z.string(), name: z.string().nullable(), phone: z.string().nullable() }),
      )
      .optional()
      .meta({ description: 'Who follows the case, the latest 200, newest first.' }),
  })
  .meta({ id: 'RevealAnswer', description: 'The full values that were asked for.' });
export type RevealAnswer = z.infer<typeof RevealAnswer>;
