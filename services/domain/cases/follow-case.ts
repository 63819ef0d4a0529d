import { sql } from 'kysely';
import { decide } from '#workflows/engine/index.ts';
import type { Decided, Standing } from '#workflows/engine/process/case-state.ts';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import type { Context } from '../context.ts';
import type { TenantDb } from '../database.ts';
import { once, type Answer } from '../idempotency.ts';
import { locate, type Place } from '../places/locate.ts';
import { invalid, Problem, type InputFault } from '../problem.ts';
import type { LiveRules } from './case-rules.ts';
import { noSuchCase } from './case.repository.ts';
import { reportingActor } from './event-actor.ts';
import { inputFault } from './fault-words.ts';
import { holdCases, type HeldCase } from './held-case.ts';
import { anyFollowAction, followAction } from './follow-action.ts';
import type { Followed, FollowCaseInput } from './follow.schema.ts';
import { findFollower, insertFollower, wasTold } from './follower.repository.ts';
import { nearbyCases } from './nearby-cases.ts';
import { requirePermission } from './permissions.ts';
import { eachPhotoOnce, namedPhotos } from './photo-faults.ts';
import { publicView } from './public-view.ts';
import { recordDecision } from './record-decision.ts';
import { refusal } from './refusal.ts';
import { reporterParty, type ReporterParty } from './reporter-rules.ts';
import { itemsInForce } from './similar-cases.ts';
import { isRequester } from './standing.ts';
import type { StoredCase } from './stored-case.ts';
import { toSnapshot } from './to-snapshot.ts';
import { visibleTo } from './visibility.ts';

/**
 * Instead of reporting the same matter again. Somebody who neither sees the case, nor was told of it, nor is near it finds none there
 * (404). An account follows once and gets the same answer again; for callers without one, each is taken down.
 */
export async function followCase(
  ctx: Context,
  input: FollowCaseInput,
  { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<Answer<Followed> & { replayed: boolean }> {
  requirePermission(ctx, 'case.report');
  return ctx.inTenant((tx) =>
    once(tx, ctx, { key: idempotencyKey, operation: 'followCase', body: input }, async () => {
      return { status: 201, body: await follow(tx, ctx, input) };
    }),
  );
}

async function follow(tx: TenantDb, ctx: Context, input: FollowCaseInput): Promise<Followed> {
  const { caseId } = input;
  const { now, live, get } = await holdCases(tx, ctx.deps, [caseId]);
  const { party, place } = await checkFollower(tx, ctx, live, input, now);
  const held = await get(caseId);
  const { stored, rules, at } = held;
  const { requester } = party;
  const known = requester.kind === 'person' ? await findFollower(tx, requester.id, caseId) : null;
  const isSeen = await sees(tx, ctx, live, caseId);
  const mayKnow = isSeen || known !== null || (await wasTold(tx, ctx.actor, caseId));
  if (!mayKnow && !(await isNear(tx, live, { stored, place, now }))) throw noSuchCase();
  if (ctx.actor.kind === 'person' && isRequester(stored.facts, ctx.actor)) throw ownCase();
  const answer = async (id: string, since: number, after: StoredCase): Promise<Followed> => {
    const snapshot = await toSnapshot(after, rules, ctx.actor, await ctx.deps.keys.sealer(tx), ctx.locale);
    return { id, at: formatInstant(since), case: isSeen ? snapshot : publicView(snapshot) };
  };
  if (known) return answer(known.id, known.at.getTime(), stored);

  const { state, events } = decideFollowing(ctx, held, input, party);
  const { role } = events[0]!.actor;
  const audit = { actorId: ctx.actor.id, actorRole: role, action: 'case.follow', requestId: ctx.requestId };
  const recorded = await recordDecision(tx, { before: held, after: state, events, audit });
  const { name = null, phone = null } = input.reporter ?? {};
  const sealer = await ctx.deps.keys.sealer(tx);
  const id = await insertFollower(tx, {
    case_id: caseId,
    account_kind: requester.kind,
    account_id: requester.id,
    reporter_type: party.type,
    reporter_sealed: name === null && phone === null ? null : await sealer.seal({ name, phone }),
    lon: place?.point?.lon ?? null,
    lat: place?.point?.lat ?? null,
    event_seq: stored.seq + held.events.length + 1,
    at: new Date(at),
  });
  return answer(id, at, { ...stored, ...recorded, liveVersion: live.version, state });
}

/** All that is wrong with what was sent, whatever case it is about. */
async function checkFollower(tx: TenantDb, ctx: Context, live: LiveRules, input: FollowCaseInput, now: number) {
  const party = reporterParty(ctx.actor, input.reporter?.type, live.org);
  const sources = { areas: live.config.areas, org: live.org };
  const located = input.location && locate(sources, input.location, { date: dateOf(live.calendar, now) });
  const faults: InputFault[] = [
    ...('pointer' in party ? [party] : []),
    ...(located && !located.ok ? located.faults : []),
    ...(await namedPhotos(tx, ctx.actor, [{ pointer: '/photos', photos: input.photos }])).faults,
  ];
  if (faults.length > 0 || !('type' in party)) throw invalid(faults);
  return { party, place: located?.ok ? located.place : null };
}

async function sees(tx: TenantDb, ctx: Context, { places }: LiveRules, caseId: string): Promise<boolean> {
  const { rows } = await sql`
    select from "case" c where c.case_id = ${caseId} and ${visibleTo(ctx.actor, places)}`.execute(tx);
  return rows.length > 0;
}

interface Asked {
  stored: StoredCase;
  place: Place | null;
  now: number;
}

async function isNear(tx: TenantDb, live: LiveRules, { stored, place, now }: Asked): Promise<boolean> {
  const items = itemsInForce(live, now).filter(({ code }) => code === stored.state.item?.code);
  const { caseId } = stored;
  return (await nearbyCases(tx, live, { items, point: place?.point ?? null, caseId }, now)).length > 0;
}

function decideFollowing(
  ctx: Context,
  { rules, state, at }: HeldCase,
  input: FollowCaseInput,
  party: ReporterParty,
): Decided {
  const process = rules.config.processes[state.process]!;
  const action = followAction(process, state.state) ?? anyFollowAction(process) ?? '';
  const standing: Standing = { relations: ['nearby'], units: [] };
  const actor = reportingActor(ctx.actor, input.reporter?.secret ?? false);
  const { text, channel } = input;
  const photos = eachPhotoOnce(input.photos);
  const fields = { channel, ...(text !== undefined && { text }), ...(photos.length > 0 && { photos }) };
  const onWordOf = party.requester.kind === 'person' ? undefined : 'follower';
  const decision = decide(rules, state, { action, fields, actor, standing, onWordOf }, at);
  if (decision.ok) return decision;
  if (decision.code !== 'invalid') throw refusal(decision, action, process, state.state);
  throw invalid(
    decision.faults.map(inputFault).map((fault) => ({ ...fault, pointer: fault.pointer.replace('/fields', '') })),
  );
}

function ownCase(): Problem {
  return new Problem('case/action-not-yours', {
    en: 'You reported this case yourself and are told of it anyway. Add to it with `supplement`.',
    zh: '该件由您本人上报，进展会告知您。需要补充请用 supplement。',
  });
}
