import { randomUUID } from 'node:crypto';
import type { CaseSnapshot } from '#services/domain/cases/schema.ts';
import { nameOf, type Kind, type Target } from '../attempt.ts';
import { attemptOf } from '../honest.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { hostileValues, placesIn, replaceAt, toJson, Verbatim } from './values.ts';

/** Cases that go on: what is offered is done as it should be, and beside it forged, so that the hostile meets every state. */

type Offered = CaseSnapshot['offered'][number];
type Fields = Record<string, unknown>;

interface Step {
  caseId: string;
  as: string;
  offered: Offered;
  fields: Fields;
}

/** The next thing that somebody may do on one of the cases that are under way. */
async function nextStep({ random, world }: Target): Promise<Step | undefined> {
  const caseId = await world.caseUnderWay(random);
  for (const as of random.shuffled(await world.whoWorksOn(caseId))) {
    const found = (await world.as(as).ask('GET', `/v1/cases/${caseId}`)).body as CaseSnapshot;
    // Undone too early, a case shows nothing further.
    const useful = (found.offered ?? []).filter(({ action }) => !ending.includes(action) || random.chance(0.1));
    if (useful.length === 0) continue;
    const offered = random.pick(useful);
    const asked = offered.fields.filter(({ required }) => required || random.chance(0.5));
    const fields: Fields = {};
    for (const field of asked) fields[field.name] = await valueOf(field, found, as, random, world);
    return { caseId, as, offered, fields };
  }
  return undefined;
}

const ending = ['void', 'withdraw', 'reject', 'decline', 'merge', 'close'];

async function valueOf(
  { type, of, min, atLeast = 1 }: Offered['fields'][number],
  found: CaseSnapshot,
  as: string,
  random: Random,
  world: World,
): Promise<unknown> {
  switch (type) {
    case 'photos':
      return Promise.all(Array.from({ length: atLeast }, () => world.upload(as)));
    case 'number':
    case 'money':
      return (min ?? 1) + random.below(3);
    case 'yes_no':
      return random.chance(0.7);
    case 'date':
      return `2${random.pick(['027', '028', '999'])}-01-0${1 + random.below(9)}`;
    case 'instant':
      return new Date().toISOString();
    case 'unit':
      return random.pick(world.units);
    case 'units':
      return [random.pick(world.units), random.pick(world.units)];
    case 'place':
      return { lon: found.location.lon ?? 126.0432, lat: found.location.lat ?? 42.6851 };
    case 'request':
      return found.requests.find(({ state }) => state === 'pending')?.id ?? 'none';
    case 'case':
      return world.caseUnderWay(random);
    case 'item':
      return found.item?.code ?? 'E03';
    default:
      return of ? random.pick(of) : `情况说明 ${random.below(1_000)}`;
  }
}

const isStep: Kind['suits'] = (described) => nameOf(described) === 'submitAction';

function send(target: Target, { caseId, as }: Step, bodies: readonly unknown[], headers: Record<string, string> = {}) {
  const { described, world } = target;
  const path = described.path.replace('{caseId}', caseId);
  const authorization = `Bearer ${world.tokenOf(as)}`;
  return bodies.map((json) =>
    attemptOf({ described, as, path, query: {}, headers: { ...headers, authorization } }, bodyOf(json)),
  );
}

const bodyOf = (json: unknown) => ({ body: toJson(json), headers: { 'content-type': 'application/json' } });

const bodyFor = ({ offered: { action, unit }, fields }: Step) => ({ action, ...(unit !== null && { unit }), fields });

function forged(body: unknown, random: Random): unknown {
  const places = placesIn(body).filter(([first]) => first === 'fields' || first === 'unit');
  return places.length === 0 ? body : replaceAt(body, random.pick(places), random.pick(hostileValues));
}

type Make = (target: Target, step: Step) => ReturnType<typeof send>;

const steps: Record<string, Make> = {
  'the next step': (target, step) => send(target, step, [bodyFor(step)]),
  'the next step, forged first': (target, step) =>
    send(target, step, [forged(bodyFor(step), target.random), forged(bodyFor(step), target.random), bodyFor(step)]),
  'the next step, ten times under one key': (target, step) =>
    send(
      target,
      step,
      Array.from({ length: 10 }, () => bodyFor(step)),
      { 'idempotency-key': randomUUID() },
    ),
  'the next step, from an old snapshot': (target, step) =>
    send(target, step, [
      { ...bodyFor(step), expectedSeq: new Verbatim(target.random.pick(['0', '1', '2147483647', '1e300', '-1'])) },
    ]),
  'the next step for another unit': (target, step) =>
    send(target, step, [{ ...bodyFor(step), unit: target.random.pick(target.world.units) }]),
  'the next step, and the connection cut': (target, step) =>
    send(target, step, [bodyFor(step)]).map((attempt) => ({
      ...attempt,
      manner: target.random.pick(['cut off', 'answer left unread'] as const),
    })),
};

const isOften = (name: string) => name === 'the next step' || name.endsWith('forged first');

export const walkKinds: readonly Kind[] = Object.entries(steps).map(([name, make]) => ({
  name: `walk: ${name}`,
  suits: isStep,
  times: isOften(name) ? 40 : 8,
  make: async (target) => {
    const step = await nextStep(target);
    return step ? make(target, step) : [];
  },
  ...(name.includes('one key') && { check: onlyOne }),
}));

/** Done once, however often it was asked: every success is the same one. */
function onlyOne(answers: Parameters<NonNullable<Kind['check']>>[0]): string[] {
  const done = answers.flatMap((answer) =>
    'fault' in answer || answer.status !== 200 ? [] : [answer.body.toString('utf8')],
  );
  return new Set(done).size > 1 ? ['the same step under the same key was answered differently'] : [];
}
