import { z } from 'zod';
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

const OfferedField = z.strictObject({
  name: z.string(),
  type: z.string(),
  title,
  required: z.boolean(),
  of: z.array(z.string()).optional(),
  atLeast: z.number().int().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
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
    offered: z.array(OfferedAction),
    description: z.string(),
    location: CaseLocation,
    channel: z.string(),
    fields: z.record(z.string(), z.unknown()),
    externalId: z.string().nullable(),
    photos: z.array(Uuid),
    reporter: CaseReporter,
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
      .meta({ description: 'Of all that the filters and the caller’s sight leave, not of this page.' }),
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

export const Worklist = z
  .strictObject({
    data: z.array(WorklistEntry),
    nextCursor: NextCursor,
    counts: z.strictObject({
      total: z.number().int(),
      breached: z.number().int(),
      byAction: z.record(z.string(), z.number().int()),
    }),
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
  })
  .meta({ id: 'RevealAnswer', description: 'The full values that were asked for.' });
export type RevealAnswer = z.infer<typeof RevealAnswer>;
