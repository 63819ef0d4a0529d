import type { CaseState, Deadline, Evaluation, Track } from '#workflows/engine/process/case-state.ts';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import type { CaseDeadlineRow, CaseEvaluationRow, CaseRequestRow, CaseTrackRow } from './case-parts.table.ts';
import type { CaseRow } from './case.table.ts';
import type { CaseFiles } from './photo-faults.ts';
import type { NewCase, Recorded } from './record-decision.ts';
import type { StandingFacts } from './standing.ts';

/** What of a case the engine never sees: how it is addressed, what people wrote, who is behind it (sealed). */
export interface CaseFacts extends StandingFacts {
  number: string;
  lon: number | null;
  lat: number | null;
  addressSealed: string | null;
  reporterSealed: string | null;
  requesterKind: CaseRow['requester_kind'];
  sourceId: string;
  externalId: string | null;
  description: string;
  photos: string[];
  files: CaseFiles;
  fields: Record<string, unknown>;
}

/** A case as its records tell it. `state` is the engine's view of the same rows. */
export interface StoredCase {
  caseId: string;
  seq: number;
  lastHash: string;
  nextAt: number | null;
  /** The configuration version whose calendar and org chart its clocks were last counted by. */
  liveVersion: number;
  state: CaseState;
  facts: CaseFacts;
}

/** Rows that came as JSON from one statement: instants in them are text. */
export type Jsonified<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

export interface LoadedRow extends CaseRow {
  tracks: Jsonified<CaseTrackRow>[];
  deadlines: Jsonified<CaseDeadlineRow>[];
  requests: Jsonified<CaseRequestRow>[];
  evaluations: Jsonified<CaseEvaluationRow>[];
  files: CaseFiles | null;
  children: string[];
  parent: CaseState['parent'];
}

export function storedCase(row: LoadedRow): StoredCase {
  return {
    caseId: row.case_id,
    seq: row.seq,
    lastHash: row.last_hash,
    nextAt: row.next_at?.getTime() ?? null,
    liveVersion: row.live_version ?? row.config_version,
    state: stateOf(row),
    facts: {
      number: row.number,
      locationUnit: row.location_unit,
      lon: row.lon,
      lat: row.lat,
      addressSealed: row.address_sealed,
      reporterSealed: row.reporter_sealed,
      requesterKind: row.requester_kind,
      requesterId: row.requester_id,
      sourceId: row.source_id,
      externalId: row.external_id,
      description: row.description,
      photos: row.photos,
      files: filesOf(row),
      fields: row.fields,
    },
  };
}

/** A case that was just inserted, without reading it back. */
export function storedFromNew(
  caseId: string,
  columns: NewCase['columns'],
  state: CaseState,
  { seq, lastHash, nextAt }: Recorded,
  files: CaseFiles,
): StoredCase {
  const facts: CaseFacts = {
    number: columns.number,
    locationUnit: columns.location_unit ?? null,
    lon: columns.lon ?? null,
    lat: columns.lat ?? null,
    addressSealed: columns.address_sealed ?? null,
    reporterSealed: columns.reporter_sealed ?? null,
    requesterKind: columns.requester_kind,
    requesterId: columns.requester_id ?? null,
    sourceId: columns.source_id,
    externalId: columns.external_id ?? null,
    description: columns.description,
    photos: columns.photos ?? [],
    files,
    fields: JSON.parse(columns.fields ?? '{}') as Record<string, unknown>,
  };
  const liveVersion = columns.live_version ?? columns.config_version;
  return { caseId, seq, lastHash, nextAt, liveVersion, state, facts };
}

function stateOf(row: LoadedRow): CaseState {
  return {
    process: row.process,
    kind: row.kind,
    configVersion: row.config_version,
    item: itemOf(row),
    urgency: row.urgency,
    state: row.state,
    outcome: row.outcome,
    round: row.round,
    level: row.level,
    flags: row.flags,
    approved: row.approved,
    confirmed: row.confirmed,
    finalOwner: row.final_owner,
    everDispatched: row.ever_dispatched,
    everSigned: row.ever_signed,
    mergedInto: row.merged_into,
    parent: row.parent,
    children: row.children,
    location: { unit: row.location_unit },
    channel: row.channel,
    reporter: { type: row.reporter_type, secret: row.reporter_secret },
    routing: row.routing,
    referredTo: row.referred_to,
    tracks: row.tracks.map(trackOf),
    deadlines: row.deadlines.map(deadlineOf),
    requests: row.requests.map(requestOf),
    evaluations: row.evaluations.map(evaluationOf),
    times: row.times,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    closedAt: row.closed_at?.getTime() ?? null,
  };
}

/** PostgreSQL writes instants in JSON in its own way. */
function filesOf({ files }: LoadedRow): CaseFiles {
  return Object.fromEntries(
    Object.entries(files ?? {}).map(([id, { type, takenAt }]) => [
      id,
      { type, takenAt: takenAt && formatInstant(Date.parse(takenAt)) },
    ]),
  );
}

function itemOf({ item_code: code, item_variant: variant, edition }: LoadedRow): CaseState['item'] {
  return code === null || edition === null ? null : { code, variant, edition };
}

function trackOf(row: Jsonified<CaseTrackRow>): Track {
  const { id, unit, role, state, arrivals, result } = row;
  return {
    id,
    unit,
    role,
    state,
    dispatchedAt: Date.parse(row.dispatched_at),
    signedAt: ms(row.signed_at),
    contactedAt: ms(row.contacted_at),
    arrivals,
    submittedAt: ms(row.submitted_at),
    result,
    endedAt: ms(row.ended_at),
  };
}

function deadlineOf(row: Jsonified<CaseDeadlineRow>): Deadline {
  const { id, name, unit, track, request, round, budget, remaining, state, provisional, extensions, pauses, rungs } =
    row;
  return {
    id,
    name,
    unit,
    track,
    request,
    round,
    budget,
    startedAt: Date.parse(row.started_at),
    dueAt: ms(row.due_at),
    remaining,
    lastCounted: row.last_counted,
    state,
    provisional,
    extensions,
    pauses,
    endedAt: ms(row.ended_at),
    ...(row.corrected_at && { correctedAt: Date.parse(row.corrected_at) }),
    rungs,
  };
}

function requestOf(row: Jsonified<CaseRequestRow>): CaseState['requests'][number] {
  const { id, kind, track, unit, reason, until, state, decision } = row;
  const [askedAt, decidedAt] = [Date.parse(row.asked_at), ms(row.decided_at)];
  return { id, kind, track, unit, reason, until, askedAt, state, decidedAt, decision };
}

function evaluationOf(row: Jsonified<CaseEvaluationRow>): Evaluation {
  const { id, round, by, solved, satisfaction, comment, how } = row;
  return { id, round, at: Date.parse(row.at), by, solved, satisfaction, comment, how, heldAt: ms(row.held_at) };
}

function ms(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
