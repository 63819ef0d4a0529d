import type { Insertable, Updateable } from 'kysely';
import type { CaseState, Deadline, EventDraft, Rules } from '#workflows/engine/process/case-state.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { CaseEventTable } from './case-event.table.ts';
import type {
  CaseDeadlineTable,
  CaseEvaluationTable,
  CaseRequestTable,
  CaseRungTable,
  CaseTrackTable,
} from './case-parts.table.ts';
import type { CaseTable } from './case.table.ts';
import { eventForm, hashEvent } from './event-hash.ts';

/** Which case of which tenant a row belongs to. */
export interface RowOwner {
  tenant_id: string;
  case_id: string;
}

export type EventRow = Insertable<CaseEventTable>;

/** Numbered on from `seq`, each chained to the one before it. */
export function eventRows(
  owner: RowOwner,
  events: EventDraft[],
  last: { seq: number; hash: string | null },
): EventRow[] {
  let { seq, hash } = last;
  return events.map(({ type, at, dueAt, step, action, actor, data }) => {
    seq += 1;
    const content = { caseId: owner.case_id, seq, at, dueAt, type, step, action, actor, data, form: eventForm };
    hash = hashEvent(content, hash);
    return {
      ...owner,
      seq,
      at: new Date(at),
      due_at: date(dueAt),
      type,
      step,
      action,
      actor_id: actor.id,
      actor_role: actor.role,
      actor_unit: actor.unit,
      data: JSON.stringify(data),
      form: eventForm,
      hash,
    };
  });
}

/** The columns of the case itself that progress may change. */
export function headColumns(state: CaseState, rules: Rules, nextAt: number | null, last: EventRow) {
  return {
    kind: state.kind,
    item_code: state.item?.code ?? null,
    item_variant: state.item?.variant ?? null,
    edition: state.item?.edition ?? null,
    urgency: state.urgency,
    state: state.state,
    step: rules.config.processes[state.process]?.states[state.state]?.step ?? '',
    outcome: state.outcome,
    round: state.round,
    level: state.level,
    flags: state.flags,
    approved: state.approved,
    confirmed: state.confirmed,
    final_owner: state.finalOwner,
    ever_dispatched: state.everDispatched,
    ever_signed: state.everSigned,
    lead_unit: state.tracks.find((track) => track.role === 'lead' && track.endedAt === null)?.unit ?? null,
    merged_into: state.mergedInto,
    routing: state.routing && JSON.stringify(state.routing),
    referred_to: state.referredTo,
    times: JSON.stringify(state.times),
    next_at: date(nextAt),
    seq: last.seq,
    last_hash: last.hash,
    updated_at: last.at,
    closed_at: date(state.closedAt),
  } satisfies Updateable<CaseTable>;
}

/** Parts that are new or differ from what is stored. */
export function partRows(owner: RowOwner, before: CaseState | null, after: CaseState) {
  const deadlines = changed(before?.deadlines, after.deadlines);
  return {
    tracks: changed(before?.tracks, after.tracks).map((track): Insertable<CaseTrackTable> => ({
      ...owner,
      id: track.id,
      unit: track.unit,
      role: track.role,
      state: track.state,
      dispatched_at: new Date(track.dispatchedAt),
      signed_at: date(track.signedAt),
      contacted_at: date(track.contactedAt),
      arrivals: JSON.stringify(track.arrivals),
      submitted_at: date(track.submittedAt),
      result: track.result && JSON.stringify(track.result),
      ended_at: date(track.endedAt),
    })),
    requests: changed(before?.requests, after.requests).map(
      ({
        id,
        kind,
        track,
        unit,
        reason,
        until,
        askedAt,
        state,
        decidedAt,
        decision,
      }): Insertable<CaseRequestTable> => ({
        ...owner,
        ...{ id, kind, track, unit, reason, until, state },
        asked_at: new Date(askedAt),
        decided_at: date(decidedAt),
        decision: decision && JSON.stringify(decision),
      }),
    ),
    deadlines: deadlines.map((deadline) => deadlineRow(owner, deadline)),
    rungs: deadlines.flatMap((deadline) => firedRungs(owner, before, deadline)),
    evaluations: changed(before?.evaluations, after.evaluations).map(
      ({ id, round, at, by, solved, satisfaction, comment, how, heldAt }): Insertable<CaseEvaluationTable> => ({
        ...owner,
        ...{ id, round, by, solved, satisfaction, comment, how },
        at: new Date(at),
        held_at: date(heldAt),
      }),
    ),
  };
}

function deadlineRow(owner: RowOwner, deadline: Deadline): Insertable<CaseDeadlineTable> {
  const { id, name, unit, track, request, round, state, provisional, extensions } = deadline;
  return {
    ...owner,
    ...{ id, name, unit, track, request, round, state, provisional, extensions },
    budget: JSON.stringify(deadline.budget),
    started_at: new Date(deadline.startedAt),
    due_at: date(deadline.dueAt),
    remaining: deadline.remaining && JSON.stringify(deadline.remaining),
    last_counted: deadline.lastCounted,
    pauses: JSON.stringify(deadline.pauses),
    ended_at: date(deadline.endedAt),
    corrected_at: date(deadline.correctedAt ?? null),
    rungs: JSON.stringify(deadline.rungs),
  };
}

/** Those that fired just now; the table's key refuses one that fired before. */
function firedRungs(owner: RowOwner, before: CaseState | null, deadline: Deadline): Insertable<CaseRungTable>[] {
  const known = before?.deadlines.find(({ id }) => id === deadline.id)?.rungs ?? [];
  const isKnown = (rung: Deadline['rungs'][number]) =>
    known.some((k) => k.index === rung.index && k.extensions === rung.extensions && k.firedAt !== null);
  return deadline.rungs.flatMap((rung) =>
    rung.firedAt === null || isKnown(rung)
      ? []
      : [
          {
            ...owner,
            deadline_id: deadline.id,
            extensions: rung.extensions,
            rung: rung.index,
            due_at: new Date(rung.at ?? rung.firedAt),
            fired_at: new Date(rung.firedAt),
          },
        ],
  );
}

/** Engine and loader build these objects with different key orders, and jsonb reorders what is inside: compare by content. */
function changed<T extends { id: number }>(before: T[] | undefined, after: T[]): T[] {
  const known = new Map(before?.map((part) => [part.id, canonicalJson(part)]));
  return after.filter((part) => known.get(part.id) !== canonicalJson(part));
}

function date(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
