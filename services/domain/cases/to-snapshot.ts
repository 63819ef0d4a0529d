import type { Budget } from '#workflows/definition/calendar.ts';
import { offered } from '#workflows/engine/index.ts';
import type { CaseState, Deadline, Offered, Rules, Track } from '#workflows/engine/process/case-state.ts';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import { hasRole, type Actor, type Locale } from '../context.ts';
import { maskAddress, maskName, maskPhone } from '../mask.ts';
import type { Sealer } from '../tenant-keys.ts';
import type { CaseRules } from '../tenants/configurations.ts';
import { routingOut } from './routing-words.ts';
import type { CaseSnapshot } from './snapshot.schema.ts';
import { areaActions, isRequester, standingFor, standingOf } from './standing.ts';
import type { StoredCase } from './stored-case.ts';

/** As sealed in the case's row. */
export interface ReporterIdentity {
  name: string | null;
  phone: string | null;
}

/** The case as it stands for one reader: what they may do now, and no more of the people behind it than they may see. */
export async function toSnapshot(
  stored: StoredCase,
  rules: CaseRules,
  reader: Actor,
  sealer: Sealer,
  locale: Locale,
): Promise<CaseSnapshot> {
  const { state, facts } = stored;
  const process = rules.config.processes[state.process];
  const present = process?.states[state.state];
  const lead = state.tracks.find((track) => track.role === 'lead' && track.endedAt === null);
  return {
    id: stored.caseId,
    number: facts.number,
    process: state.process,
    kind: state.kind,
    configVersion: state.configVersion,
    item: itemIn(rules, state.item),
    urgency: state.urgency,
    state: state.state,
    stateTitle: present?.title ?? state.state,
    step: { code: present?.step ?? '', title: process?.steps.find((step) => step.code === present?.step)?.title ?? '' },
    outcome: state.outcome,
    round: state.round,
    level: state.level,
    flags: state.flags,
    lead: lead ? { unit: lead.unit, title: unitTitle(rules, lead.unit) } : null,
    finalOwner: state.finalOwner,
    mergedInto: state.mergedInto,
    mergedCase: mergedCaseOut(stored, rules),
    children: state.children,
    referredTo: state.referredTo,
    tracks: state.tracks.map((track) => trackOut(track, rules)),
    deadlines: state.deadlines.map((deadline) => deadlineOut(deadline, rules, state.process)),
    requests: state.requests.map(({ id, kind, unit, reason, until, askedAt, state: stands, decidedAt, decision }) => ({
      ...{ id: String(id), kind, unit, reason, until, state: stands, decision },
      askedAt: formatInstant(askedAt),
      decidedAt: instantOut(decidedAt),
    })),
    evaluations: state.evaluations.map(({ id, at, heldAt, ...rest }) => ({
      ...rest,
      id: String(id),
      at: formatInstant(at),
      heldAt: instantOut(heldAt),
    })),
    routing: routingOut(state.routing, locale),
    times: timesOut(state.times),
    offered: offeredTo(stored, rules, reader).map(offeredOut),
    description: facts.description,
    location: {
      unit: state.location.unit,
      title: state.location.unit === null ? null : unitTitle(rules, state.location.unit),
      address: facts.addressSealed === null ? null : maskAddress(await sealer.open<string>(facts.addressSealed)),
      lon: facts.lon,
      lat: facts.lat,
    },
    channel: state.channel,
    fields: facts.fields,
    externalId: facts.externalId,
    photos: facts.photos,
    files: filesShown(stored),
    reporter: { ...state.reporter, ...(await maskedReporter(stored, reader, sealer)) },
    createdAt: formatInstant(state.createdAt),
    updatedAt: formatInstant(state.updatedAt),
    closedAt: instantOut(state.closedAt),
    seq: stored.seq,
  };
}

/** By what the reader may do, and what the area's grid worker may add. */
export function offeredTo({ state, facts }: StoredCase, rules: CaseRules, reader: Actor): Offered[] {
  const own = offered(rules, state, standingOf(facts, reader, rules.places));
  const added = areaActions
    .filter((action) => !own.some((choice) => choice.action === action))
    .flatMap((action) =>
      offered(rules, state, standingFor(facts, reader, rules.places, action)).filter((o) => o.action === action),
    );
  return [...own, ...added];
}

/** Who asked for secrecy is hidden from all but the centre, who must reach them, the inspectors and themselves (WFH 11, JNH 32). */
async function maskedReporter({ state, facts }: StoredCase, reader: Actor, sealer: Sealer): Promise<ReporterIdentity> {
  const isOwn = isRequester(facts, reader);
  const isHidden = state.reporter.secret && !isOwn && !hasRole(reader, 'centre', 'inspector');
  if (isHidden || facts.reporterSealed === null) return { name: null, phone: null };
  const { name, phone } = await sealer.open<ReporterIdentity>(facts.reporterSealed);
  return { name: name === null ? null : maskName(name), phone: phone === null ? null : maskPhone(phone) };
}

/** Of what was just named too: a photo in the history alone is told there. */
function filesShown({ state, facts }: StoredCase): CaseSnapshot['files'] {
  const ofTracks = state.tracks.flatMap(({ arrivals, result }) => [...arrivals, ...(result ? [result] : [])]);
  const shown = [...facts.photos, ...ofTracks.flatMap(({ photos }) => photos)];
  return Object.fromEntries(shown.flatMap((id) => (facts.files[id] ? [[id, facts.files[id]]] : [])));
}

function mergedCaseOut({ state: { parent, process } }: StoredCase, rules: Rules): CaseSnapshot['mergedCase'] {
  if (parent === null) return null;
  const { number, state, outcome } = parent;
  return { number, state, stateTitle: rules.config.processes[process]?.states[state]?.title ?? state, outcome };
}

function offeredOut({ notBefore, ...offered }: Offered): CaseSnapshot['offered'][number] {
  return { ...offered, ...(notBefore === undefined ? {} : { notBefore: formatInstant(notBefore) }) };
}

export function timesOut(times: CaseState['times']): CaseSnapshot['times'] {
  return Object.fromEntries(
    Object.entries(times).map(([event, { n, lastAt }]) => [event, { n, lastAt: formatInstant(lastAt) }]),
  );
}

export function unitTitle(rules: Rules, code: string): string {
  return rules.org.units[code]?.title ?? rules.config.org.units[code]?.title ?? code;
}

/** As the edition that was in force at the report names it. */
export function itemIn(rules: Rules, item: StoredCase['state']['item']): CaseSnapshot['item'] {
  if (item === null) return null;
  const edition = rules.config.catalogue.find((e) => e.edition === item.edition);
  return { ...item, title: edition?.items[item.code]?.title ?? item.code };
}

function trackOut(track: Track, rules: Rules): CaseSnapshot['tracks'][number] {
  const { unit, role, state, result } = track;
  return {
    ...{ unit, role, state, result },
    title: unitTitle(rules, unit),
    dispatchedAt: formatInstant(track.dispatchedAt),
    signedAt: instantOut(track.signedAt),
    contactedAt: instantOut(track.contactedAt),
    arrivals: track.arrivals.map((arrival) => ({ ...arrival, at: formatInstant(arrival.at) })),
    submittedAt: instantOut(track.submittedAt),
  };
}

function deadlineOut(deadline: Deadline, rules: Rules, process: string): CaseSnapshot['deadlines'][number] {
  const { name, unit, round, budget, remaining, state, provisional } = deadline;
  return {
    ...{ id: String(deadline.id), name, unit, round, state, provisional },
    budget: budgetOut(budget),
    remaining: remaining && budgetOut(remaining),
    title: rules.config.processes[process]?.deadlines.find((def) => def.name === name)?.title ?? name,
    startedAt: formatInstant(deadline.startedAt),
    dueAt: instantOut(deadline.dueAt),
    endedAt: instantOut(deadline.endedAt),
  };
}

function budgetOut({ value, unit }: Budget): Budget {
  return { value, unit };
}

function instantOut(at: number | null): string | null {
  return at === null ? null : formatInstant(at);
}
