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
  const unit = typeof data['unit'] === 'string' ? data['unit'] : null;
  const recipients = relations.map((relation) => ({ relation, unit: needsUnit(relation) ? unit : null }));
  return { caseId, eventSeq, event: type, recipients };
}

function recipientsIn(value: unknown): Recipient[] {
  return Array.isArray(value) ? (value as Recipient[]) : [];
}

function needsUnit(relation: Recipient): boolean {
  return relation === 'unit' || relation === 'unit_head';
}
