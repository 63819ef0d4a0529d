import { sql } from 'kysely';
import { openCase } from '#workflows/engine/index.ts';
import type { Decided, Report } from '#workflows/engine/process/case-state.ts';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import type { Context } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { once, type Answer, type Keep } from '../idempotency.ts';
import { invalid } from '../problem.ts';
import type { PinnedRules } from '../tenants/configurations.ts';
import { takeNumber } from './case-number.ts';
import { findStoredCases } from './case.repository.ts';
import { reportingActor } from './event-actor.ts';
import { nearbyCases } from './nearby-cases.ts';
import { requirePermission } from './permissions.ts';
import { eachPhotoOnce } from './photo-faults.ts';
import { prepareRecording } from './record-decision.ts';
import { checkReport, type CheckedReport } from './report-faults.ts';
import type { ReportCaseInput } from './schema.ts';
import type { CaseSnapshot } from './snapshot.schema.ts';
import { kindAsked } from './trial-report.ts';
import { searchRows } from './search-rows.ts';
import { toldAsSimilar } from './similar-cases.ts';
import { standingOf } from './standing.ts';
import { storedFromNew } from './stored-case.ts';
import { toSnapshot } from './to-snapshot.ts';

/**
 * One transaction: whoever gets the 201 can read the case, and neither a repeated key nor a repeated `externalId` of the
 * same source makes a second one. All faults are told at once (422).
 */
export async function reportCase(
  ctx: Context,
  input: ReportCaseInput,
  { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<Answer<CaseSnapshot> & { replayed: boolean }> {
  requirePermission(ctx, 'case.report');
  return ctx.inTenant(async (tx) => {
    let isKnown = false;
    const request = { key: idempotencyKey, operation: 'reportCase', body: input };
    const answer = await once(tx, ctx, request, async (keep) => {
      const known = await findReported(tx, ctx, input.externalId);
      isKnown = known !== null;
      return known ? { status: 201, body: known } : record(tx, ctx, input, keep);
    });
    return { ...answer, replayed: answer.replayed || isKnown };
  });
}

/** Two reports with the same number of the same source wait for each other, whatever keys they carry. */
async function findReported(tx: TenantDb, ctx: Context, externalId: string | undefined): Promise<CaseSnapshot | null> {
  if (externalId === undefined) return null;
  const name = JSON.stringify([tenantOf(tx), ctx.actor.id, externalId]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
  const [stored] = await findStoredCases(tx, sql`c.source_id = ${ctx.actor.id} and c.external_id = ${externalId}`);
  if (!stored) return null;
  const at = await ctx.deps.clock.now(tx);
  const rules = await ctx.deps.configurations.rules(tx, stored.state.configVersion, at);
  return toSnapshot(stored, rules, ctx.actor, await ctx.deps.keys.sealer(tx), ctx.locale);
}

async function record(tx: TenantDb, ctx: Context, given: ReportCaseInput, keep: Keep): Promise<Answer<CaseSnapshot>> {
  const at = await ctx.deps.clock.now(tx);
  const rules = await ctx.deps.configurations.rules(tx, null, at);
  const checked = await checkReport(tx, ctx, rules, given, at);
  if (!checked.ok) throw invalid(checked.faults);
  const input = { ...given, photos: eachPhotoOnce(given.photos) };
  const { item, place } = checked;
  const similar = await nearbyCases(tx, rules, { items: item ? [item] : [], point: place.point, isReport: true }, at);
  const decision = openCase(
    rules,
    engineReport(
      ctx,
      rules,
      input,
      checked,
      similar.map((one) => one.case_id),
    ),
    at,
  );
  // The same report passed this check a moment ago, in checkReport.
  if (!decision.ok) throw new Error(`the engine refuses a checked report: ${decision.code}`);
  const told = similar.length === 0 ? {} : { similar: await toldAsSimilar(tx, ctx, rules, { found: similar, at }) };
  return write(tx, ctx, input, checked, { rules, decision, at, told, keep });
}

function engineReport(
  ctx: Context,
  rules: PinnedRules,
  input: ReportCaseInput,
  checked: CheckedReport,
  similar: string[],
): Report {
  const { party, place, flags } = checked;
  const isSecret = input.reporter?.secret ?? false;
  const facts = { requesterKind: party.requester.kind, requesterId: party.requester.id, locationUnit: place.unit };
  return {
    process: input.process,
    kind: kindAsked(rules, input),
    configVersion: rules.version,
    item: input.item ?? null,
    variant: input.variant ?? null,
    location: { unit: place.unit },
    channel: input.channel,
    reporter: { type: party.type, secret: isSecret },
    actor: reportingActor(ctx.actor, isSecret),
    standing: standingOf(facts, ctx.actor, rules.places),
    data: { photos: input.photos, location: place.unit, ...(similar.length > 0 ? { similar } : {}) },
    flags: similar.length > 0 ? [...flags, 'possible_duplicate'] : flags,
  };
}

interface Opened {
  rules: PinnedRules;
  decision: Decided;
  at: number;
  told: Pick<CaseSnapshot, 'similar'>;
  keep: Keep;
}

async function write(
  tx: TenantDb,
  ctx: Context,
  input: ReportCaseInput,
  { party, place, files }: CheckedReport,
  { rules, decision, at, told, keep }: Opened,
): Promise<Answer<CaseSnapshot>> {
  const sealer = await ctx.deps.keys.sealer(tx);
  const { name = null, phone = null } = input.reporter ?? {};
  const { caseId, number } = await takeNumber(tx, rules.config.tenant.numberPrefix, dateOf(rules.calendar, at));
  const columns = {
    number,
    process: input.process,
    config_version: rules.version,
    live_version: rules.liveVersion,
    location_unit: place.unit,
    location_path: place.path,
    lon: place.point?.lon ?? null,
    lat: place.point?.lat ?? null,
    address_sealed: input.location.address === undefined ? null : await sealer.seal(input.location.address),
    channel: input.channel,
    reporter_type: party.type,
    reporter_secret: input.reporter?.secret ?? false,
    reporter_sealed: name === null && phone === null ? null : await sealer.seal({ name, phone }),
    requester_kind: party.requester.kind,
    requester_id: party.requester.id,
    source_id: ctx.actor.id,
    external_id: input.externalId ?? null,
    description: input.description,
    photos: input.photos,
    fields: JSON.stringify(input.fields),
    created_at: new Date(at),
  };
  const { state: after, events } = decision;
  const { role } = events[0]!.actor; // `reported` comes first
  const audit = { actorId: ctx.actor.id, actorRole: role, action: 'case.report', requestId: ctx.requestId };
  const search = searchRows(tenantOf(tx), sealer, {
    number,
    externalId: columns.external_id,
    description: input.description,
    address: input.location.address ?? null,
    reporter: { name, phone },
  });
  const recording = prepareRecording(tx, { before: { rules, caseId, columns }, after, events, audit, search });
  const stored = storedFromNew(caseId, columns, after, recording.recorded, files);
  const snapshot = await toSnapshot(stored, rules, ctx.actor, sealer, ctx.locale);
  const answer = { status: 201, body: { ...snapshot, ...told } };
  await recording.write(await keep(answer));
  return answer;
}
