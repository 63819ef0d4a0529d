import type { Insertable } from 'kysely';
import type { EventDraft } from '#workflows/engine/process/case-state.ts';
import type { CaseNoticeTable } from './case-event.table.ts';
import { noticeWork } from './notices.ts';
import type { EventRow, RowOwner } from './progress-rows.ts';

export type NoticeRow = Insertable<CaseNoticeTable>;

/** What of a case says who its readers are. */
export interface Readers {
  requester: { kind: string; id: string | null };
  /** Every unit that the place lies in today. */
  around: ReadonlySet<string>;
}

/** A row for each that is told or reminded, found by what a reader is: a unit, an account, a role. */
export function noticeRows(owner: RowOwner, drafts: EventDraft[], events: EventRow[], readers: Readers): NoticeRow[] {
  return events.flatMap((event, i) => {
    const draft = drafts[i]!;
    const reminded = Array.isArray(draft.data['remind']) ? (draft.data['remind'] as string[]) : [];
    return (noticeWork(owner.case_id, event.seq, draft)?.recipients ?? []).flatMap(({ relation, unit }) =>
      whomFor(relation, unit, readers).map((whom): NoticeRow => ({
        ...owner,
        audience: relation,
        whom,
        at: event.at,
        kind: reminded.includes(relation) ? 'remind' : 'tell',
        event_case: owner.case_id,
        event_seq: event.seq,
      })),
    );
  });
}

function whomFor(relation: string, unit: string | null, { requester, around }: Readers): readonly string[] {
  if (relation === 'unit' || relation === 'unit_head') return unit === null ? [] : [unit];
  if (relation === 'street_leader') return [...around];
  if (relation === 'requester') return requester.id === null ? [] : [accountKey(requester.kind, requester.id)];
  return [''];
}

export function accountKey(kind: string, id: string): string {
  return `${kind}:${id}`;
}
