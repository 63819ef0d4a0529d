import type { Recipient } from '#workflows/definition/compiled-process.ts';
import type { EventDraft } from '#workflows/engine/process/case-state.ts';

/** What goes to the tenant's message gateway: ids, relations and unit codes; the gateway finds the people. */
export interface NoticePayload {
  caseId: string;
  eventSeq: number;
  event: string;
  recipients: { relation: Recipient; unit: string | null }[];
}

/** Null for an event that nobody asked to be told of. */
export function noticeWork(caseId: string, eventSeq: number, { type, data }: EventDraft): NoticePayload | null {
  const relations = [...new Set([...recipientsIn(data['remind']), ...recipientsIn(data['tell'])])];
  if (relations.length === 0) return null;
  const recipients = relations.flatMap((relation) => recipientsAs(relation, data));
  if (recipients.length === 0) return null;
  return { caseId, eventSeq, event: type, recipients };
}

/** A clock names its unit, an act all that still owe something. */
function recipientsAs(relation: Recipient, { unit, units }: Record<string, unknown>): NoticePayload['recipients'] {
  if (!needsUnit(relation)) return [{ relation, unit: null }];
  if (Array.isArray(units)) return units.map((code) => ({ relation, unit: String(code) }));
  return [{ relation, unit: typeof unit === 'string' ? unit : null }];
}

function recipientsIn(value: unknown): Recipient[] {
  return Array.isArray(value) ? (value as Recipient[]) : [];
}

function needsUnit(relation: Recipient): boolean {
  return relation === 'unit' || relation === 'unit_head';
}
