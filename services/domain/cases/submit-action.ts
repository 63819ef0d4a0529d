import { sql } from 'kysely';
import type { Action } from '#workflows/definition/compiled-process.ts';
import { decide } from '#workflows/engine/index.ts';
import type { Act, Decided } from '#workflows/engine/process/case-state.ts';
import { asParent } from '#workflows/engine/process/merge.ts';
import type { Context } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { once, type Answer, type Keep } from '../idempotency.ts';
import { invalid, Problem } from '../problem.ts';
import type { CaseRules } from '../tenants/configurations.ts';
import { requireKnownAct } from './act-faults.ts';
import { eventActor } from './event-actor.ts';
import { inputFault } from './fault-words.ts';
import { holdCases } from './held-case.ts';
import { recordMerge } from './merge-cases.ts';
import { intoOf, isMerge, mergeFaults, requireOpenParent } from './merge-faults.ts';
import { requirePermission } from './permissions.ts';
import { eachPhotoOnce, namedPhotos, type CaseFiles } from './photo-faults.ts';
import { placeCorrection, type PlaceCorrection } from './place-correction.ts';
import { readPlaces } from './place-fields.ts';
import { prepareRecording } from './record-decision.ts';
import { refusal } from './refusal.ts';
import type { SubmitActionInput } from './schema.ts';
import type { CaseSnapshot } from './snapshot.schema.ts';
import { standingFor } from './standing.ts';
import type { StoredCase } from './stored-case.ts';
import { toSnapshot } from './to-snapshot.ts';
import { visibleTo } from './visibility.ts';

/** One transaction: whoever gets a 200 can read the new state, and a retry with the same key gets the same answer. */
export async function submitAction(
  ctx: Context,
  input: SubmitActionInput,
  { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<Answer<CaseSnapshot> & { replayed: boolean }> {
  requirePermission(ctx, 'case.submit_action');
  return ctx.inTenant((tx) =>
    once(tx, ctx, { key: idempotencyKey, operation: 'submitAction', body: input }, (keep) => act(tx, ctx, input, keep)),
  );
}

/** Locked first, everything else read afterwards; what fell due is settled before the action is judged. */
async function act(tx: TenantDb, ctx: Context, input: SubmitActionInput, keep: Keep): Promise<Answer<CaseSnapshot>> {
  const into = intoOf(input.fields);
  const holding =
    into === null
      ? await holdCases(tx, ctx.deps, [input.caseId])
      : await holdCases(tx, ctx.deps, [input.caseId, into], { childrenOf: input.caseId });
  const visible = visibleTo(ctx.actor, holding.live.places);
  const held = await holding.get(input.caseId, visible);
  const { rules, stored, at } = held;
  requireUnchanged(stored, input.expectedSeq);
  const present = { ...stored, state: held.state };
  const isMerging = isMerge(rules.config.processes[present.state.process]!, input.action);
  const [parent = null] = isMerging && into !== null ? await holding.find(sql`c.case_id = ${into} and ${visible}`) : [];
  const sealer = () => ctx.deps.keys.sealer(tx);
  const placed = await placeCorrection({ rules, stored: present, at }, input, { tenant: tenantOf(tx), sealer });
  const before = { rules, stored: present, parent: parent?.stored ?? null, placed, at };
  const decided = await decideAct(tx, ctx, before, input);
  if (parent) requireOpenParent({ ...parent.stored, state: parent.state });
  const { role } = decided.events[0]!.actor; // an act is told before whatever it brings about
  const audit = {
    ...{ actorId: ctx.actor.id, actorRole: role, action: 'case.submit_action', requestId: ctx.requestId },
    data: { action: input.action },
  };
  const { state, events } = decided;
  const { recorded, write } = prepareRecording(tx, { before: held, after: state, events, audit, ...placed?.recorded });
  const facts = { ...stored.facts, ...placed?.facts, files: { ...stored.facts.files, ...decided.files } };
  const after = { ...stored, ...recorded, facts, liveVersion: held.live.version, state };
  const answer = { status: 200, body: await toSnapshot(after, rules, ctx.actor, await sealer(), ctx.locale) };
  await write(await keep(answer));
  if (parent) await recordMerge(tx, { holding, child: held, decided, parent, audit });
  return answer;
}

function requireUnchanged({ seq }: StoredCase, expectedSeq: number | undefined): void {
  if (expectedSeq === undefined || expectedSeq === seq) return;
  throw new Problem(
    'case/changed',
    {
      en: `You decided on the case as of seq ${expectedSeq}; it now stands at ${seq}. Read it again and decide anew.`,
      zh: `您依据的是第 ${expectedSeq} 步时的情况，该件现为第 ${seq} 步。请重新查看后再办理。`,
    },
    { seq },
  );
}

interface Before {
  rules: CaseRules;
  stored: StoredCase;
  /** The other case of a merge. */
  parent: StoredCase | null;
  placed: PlaceCorrection | null;
  at: number;
}

async function decideAct(
  tx: TenantDb,
  ctx: Context,
  { rules, stored, parent, placed, at }: Before,
  input: SubmitActionInput,
): Promise<Decided & { files: CaseFiles }> {
  const { state, facts } = stored;
  const process = rules.config.processes[state.process]!;
  const { action, unit, comment } = input;
  const standing = standingFor(facts, ctx.actor, rules.places, action);
  requireKnownAct(process, rules.org, standing, input);
  const actor = eventActor(ctx.actor, process, state, standing, input);
  const named = photosIn(process.actions[action], input.fields);
  const distinct = named.map(({ field, photos }): [string, string[]] => [field, eachPhotoOnce(photos)]);
  const places = readPlaces(rules, process.actions[action], input.fields, at);
  const corrected = placed ? { [placed.field]: placed.said } : {};
  const fields = { ...input.fields, ...Object.fromEntries(distinct), ...places.fields, ...corrected };
  const into = parent ? asParent(parent.facts.number, parent.state) : undefined;
  const wanted: Act = { action, unit, fields, comment, actor, standing, into };
  const decision = decide(rules, state, wanted, at);
  if (!decision.ok && decision.code !== 'invalid') throw refusal(decision, action, process, state.state);
  const uploaded = await namedPhotos(tx, ctx.actor, named);
  const more = [
    ...places.faults,
    ...(placed?.faults ?? []),
    ...uploaded.faults,
    ...(isMerge(process, action) ? mergeFaults(stored, parent, input.fields['into']) : []),
  ];
  if (!decision.ok) throw invalid([...decision.faults.map(inputFault), ...more]);
  if (more.length > 0) throw invalid(more);
  return { ...decision, files: uploaded.files };
}

/** The fields that name photos. What is no list of texts is left to the engine, which says so. */
function photosIn(action: Action | undefined, fields: Record<string, unknown>) {
  return Object.entries(action?.fields ?? {}).flatMap(([field, { type }]) => {
    const photos = fields[field];
    const isNamed = type === 'photos' && Array.isArray(photos) && photos.every((one) => typeof one === 'string');
    return isNamed ? [{ field, pointer: `/fields/${field}`, photos }] : [];
  });
}
