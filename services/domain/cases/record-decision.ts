import {
  ExpressionWrapper,
  sql,
  type Expression,
  type Insertable,
  type OperationNodeSource,
  type Updateable,
} from 'kysely';
import { nextInstant } from '#workflows/engine/index.ts';
import type { CaseState, EventDraft } from '#workflows/engine/process/case-state.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import type { CaseRules } from '../tenants/configurations.ts';
import type { CaseWorkTable, OutboxTable } from './case-event.table.ts';
import type { CaseTable } from './case.table.ts';
import { tellFollowers } from './follower.repository.ts';
import { noticeRows, type Readers } from './notice-rows.ts';
import { noticeWork } from './notices.ts';
import { insertSearch, updateSearch } from './search-statements.ts';
import { eventRows, headColumns, partRows, type EventRow, type RowOwner } from './progress-rows.ts';
import type { SearchRows } from './search-rows.ts';
import type { HeldCase } from './held-case.ts';
import type { StoredCase } from './stored-case.ts';

/** A case that is not there yet: what the engine does not decide. */
export interface NewCase {
  rules: CaseRules;
  caseId: string;
  columns: Omit<Insertable<CaseTable>, keyof ReturnType<typeof headColumns> | 'tenant_id' | 'case_id'>;
}

export interface Recording {
  before: HeldCase | NewCase;
  after: CaseState;
  /** What was decided, in order, after whatever brought the case up to date; at least one of both. */
  events: EventDraft[];
  /** The audit row of the same transaction. */
  audit: {
    actorId: string | null;
    actorRole: string;
    action: string;
    requestId: string | null;
    data?: Record<string, unknown>;
  };
  /** What it is found by, where that is new. */
  search?: SearchRows;
  /** Outward work that these events complete. */
  workDone?: { workId: string; result: Record<string, unknown> };
  /** Where it really lies. */
  place?: Pick<Updateable<CaseTable>, 'location_unit' | 'location_path' | 'lon' | 'lat' | 'address_sealed'>;
  /** The case's workflow itself records, so it need not be woken to look at what it has just done. */
  byItsWorkflow?: boolean;
}

export interface Recorded {
  seq: number;
  lastHash: string;
  nextAt: number | null;
}

export interface PreparedRecording {
  /** What will have been recorded, so that the answer can be worked out and kept in the same statement. */
  recorded: Recorded;
  /** Writes it, and what else belongs to it. */
  write(more?: OperationNodeSource | null): Promise<void>;
}

/** Records a decision at once, where no answer is kept with it. */
export async function recordDecision(tx: TenantDb, recording: Recording): Promise<Recorded> {
  const { recorded, write } = prepareRecording(tx, recording);
  await write();
  return recorded;
}

/**
 * The only function that writes a case's progress: the case, its events, tracks, deadlines, fired rungs, requests and
 * evaluations, the audit row, outward work and the nudge, in one statement of the caller's transaction.
 */
export function prepareRecording(tx: TenantDb, recording: Recording): PreparedRecording {
  const { before, after } = recording;
  const { rules } = before;
  const stored = 'stored' in before ? before.stored : null;
  const caseId = 'stored' in before ? before.stored.caseId : before.caseId;
  const owner: RowOwner = { tenant_id: tenantOf(tx), case_id: caseId };
  const drafts = 'stored' in before ? [...before.events, ...recording.events] : recording.events;
  const events = eventRows(owner, drafts, { seq: stored?.seq ?? 0, hash: stored?.lastHash ?? null });
  const last = events.at(-1);
  if (!last) throw new Error(`nothing to record for case ${owner.case_id}`);
  const nextAt = nextInstant(after);
  const head = headColumns(after, rules, nextAt, last);
  const work = workRows(owner, rules, drafts, events);
  const statements: OperationNodeSource[] = [
    tx.insertInto('case_event').values(events),
    ...partStatements(tx, owner, stored?.state ?? null, after),
    tx.insertInto('audit_entry').values(auditRow(owner, recording, last)),
  ];
  const told = noticeRows(owner, drafts, events, readersOf(before));
  if (told.length > 0) statements.push(tx.insertInto('case_notice').values(told));
  const isParent = after.children.length > 0 && after.mergedInto === null;
  if (stored && isParent && stored.state.state !== after.state)
    statements.push(tellChildren(tx, owner, drafts, events));
  if (stored && stored.state.state !== after.state) {
    const moved = movedBy(drafts, events);
    statements.push(tellFollowers(tx, { ...owner, seq: moved.seq, at: moved.at }, [owner.case_id, ...after.children]));
  }
  if (work.length > 0) statements.push(tx.insertInto('case_work').values(work));
  if (recording.search) {
    const found = { owner, rows: recording.search };
    statements.push(...(stored ? [updateSearch(tx, found)] : insertSearch(tx, [found])));
  }
  if (recording.workDone) statements.push(finishWork(tx, owner, recording.workDone, last));
  const nudge = nudgeRow(owner, recording, stored, nextAt, work.length > 0);
  if (nudge) statements.push(tx.insertInto('outbox').values(nudge));
  const headStatement =
    'columns' in before
      ? tx
          .insertInto('case')
          .values({ ...before.columns, ...owner, ...head })
          .returning('case_id')
      : tx
          .updateTable('case')
          .set({
            ...head,
            ...recording.place,
            live_version: before.live.version,
          })
          .where('tenant_id', '=', owner.tenant_id)
          .where('case_id', '=', owner.case_id)
          .where('seq', '=', before.stored.seq)
          .returning('case_id');
  return {
    recorded: { seq: last.seq, lastHash: last.hash, nextAt },
    write: (more) => runTogether(tx, headStatement, more ? [...statements, more] : statements, owner.case_id),
  };
}

function readersOf(before: Recording['before']): Readers {
  const { places } = before.rules;
  if ('columns' in before) {
    const { requester_kind: kind, requester_id: id, location_unit: unit } = before.columns;
    return { requester: { kind, id: id ?? null }, around: places.around(unit ?? null) };
  }
  const { requesterKind: kind, requesterId: id, locationUnit } = before.stored.facts;
  return { requester: { kind, id }, around: places.around(locationUnit) };
}

/** Who was merged into this case is told how it stands, by the event that moved it. */
function tellChildren(tx: TenantDb, owner: RowOwner, drafts: EventDraft[], events: EventRow[]) {
  const moved = movedBy(drafts, events);
  return tx
    .insertInto('case_notice')
    .columns(['tenant_id', 'case_id', 'audience', 'whom', 'at', 'kind', 'event_case', 'event_seq'])
    .expression(
      tx
        .selectFrom('case as child')
        .where('child.tenant_id', '=', owner.tenant_id)
        .where('child.merged_into', '=', owner.case_id)
        .where('child.requester_id', 'is not', null)
        .select([
          'child.tenant_id',
          'child.case_id',
          sql<string>`'requester'`.as('audience'),
          sql<string>`child.requester_kind || ':' || child.requester_id`.as('whom'),
          sql<Date>`${moved.at}::timestamptz`.as('at'),
          sql<'tell'>`'tell'`.as('kind'),
          sql<string>`${owner.case_id}::uuid`.as('event_case'),
          sql<number>`${moved.seq}::int`.as('event_seq'),
        ]),
    );
}

function movedBy(drafts: EventDraft[], events: EventRow[]): EventRow {
  return events[drafts.findLastIndex(({ data }) => typeof data['to'] === 'string')] ?? events.at(-1)!;
}

/** One round trip; foreign keys among the parts are checked at its end. */
async function runTogether(tx: TenantDb, head: OperationNodeSource, parts: OperationNodeSource[], caseId: string) {
  const named = parts.map((part, i) => sql`${sql.ref(`part_${i}`)} as (${asExpression(part)})`);
  const { rows } = await sql<{ written: number }>`
    with head as (${asExpression(head)}), ${sql.join(named)} select count(*)::int as written from head`.execute(tx);
  if (rows[0]?.written !== 1) throw new Error(`case ${caseId} changed while it was being recorded`);
}

function asExpression(source: OperationNodeSource): Expression<unknown> {
  return new ExpressionWrapper(source.toOperationNode());
}

function partStatements(tx: TenantDb, owner: RowOwner, before: CaseState | null, after: CaseState) {
  const { tracks, requests, deadlines, rungs, evaluations } = partRows(owner, before, after);
  const statements: OperationNodeSource[] = [];
  const key = ['tenant_id', 'case_id', 'id'] as const;
  if (tracks.length > 0)
    statements.push(
      tx
        .insertInto('case_track')
        .values(tracks)
        .onConflict((on) => on.columns(key).doUpdateSet(takeExcluded(tracks))),
    );
  if (requests.length > 0)
    statements.push(
      tx
        .insertInto('case_request')
        .values(requests)
        .onConflict((on) => on.columns(key).doUpdateSet(takeExcluded(requests))),
    );
  if (deadlines.length > 0)
    statements.push(
      tx
        .insertInto('case_deadline')
        .values(deadlines)
        .onConflict((on) => on.columns(key).doUpdateSet(takeExcluded(deadlines))),
    );
  if (rungs.length > 0) statements.push(tx.insertInto('case_rung').values(rungs));
  if (evaluations.length > 0) statements.push(tx.insertInto('case_evaluation').values(evaluations));
  return statements;
}

/** Every column but the key takes the new value. */
function takeExcluded<T extends object>(rows: T[]) {
  const columns = Object.keys(rows[0]!).filter((column) => !['tenant_id', 'case_id', 'id'].includes(column));
  return Object.fromEntries(columns.map((column) => [column, sql<never>`${sql.ref(`excluded.${column}`)}`]));
}

function workRows(
  owner: RowOwner,
  rules: CaseRules,
  drafts: EventDraft[],
  events: EventRow[],
): Insertable<CaseWorkTable>[] {
  if (rules.config.tenant.noticeGateway === undefined) return [];
  return events.flatMap((event, i) => {
    const payload = noticeWork(owner.case_id, event.seq, drafts[i]!);
    if (!payload) return [];
    const { at: created_at, seq: event_seq } = event;
    return [{ ...owner, event_seq, kind: 'send_notice', payload: JSON.stringify(payload), created_at }];
  });
}

function finishWork(tx: TenantDb, owner: RowOwner, done: NonNullable<Recording['workDone']>, last: EventRow) {
  return tx
    .updateTable('case_work')
    .set({ done_at: last.at, result: JSON.stringify(done.result) })
    .where('tenant_id', '=', owner.tenant_id)
    .where('work_id', '=', done.workId)
    .where('done_at', 'is', null);
}

function auditRow(owner: RowOwner, { audit }: Recording, last: EventRow) {
  return {
    tenant_id: owner.tenant_id,
    at: last.at,
    actor_id: audit.actorId,
    actor_role: audit.actorRole,
    action: audit.action,
    target: `case/${owner.case_id}`,
    data: JSON.stringify({ seq: last.seq, ...audit.data }),
    request_id: audit.requestId,
  };
}

/**
 * The workflow sleeps until the instant it was told. It is woken when that moved earlier (no instant counts as infinitely
 * late), when something must leave the house, and when the case has ended; a later instant needs no word, it looks and sleeps on.
 */
function nudgeRow(
  owner: RowOwner,
  { after, byItsWorkflow }: Recording,
  stored: StoredCase | null,
  nextAt: number | null,
  hasWork: boolean,
): Insertable<OutboxTable> | null {
  const wasOpen = stored === null || stored.state.closedAt === null;
  const isOpen = after.closedAt === null;
  const isEarlier = (nextAt ?? Infinity) < (stored?.nextAt ?? Infinity);
  if (byItsWorkflow || (stored !== null && wasOpen === isOpen && !isEarlier && !hasWork)) return null;
  const reason = hasWork ? 'work' : wasOpen && !isOpen ? 'ended' : 'wake';
  return { ...owner, wake_at: nextAt === null ? null : new Date(nextAt), reason };
}
