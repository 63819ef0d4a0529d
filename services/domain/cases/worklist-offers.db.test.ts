import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { entryOf, waitsFor } from '#workflows/engine/index.ts';
import type { Process } from '#workflows/definition/compiled-process.ts';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import { unitsAs, type Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { advanceCase } from './advance-case.ts';
import { liveRules } from './case-rules.ts';
import { findStoredCases } from './case.repository.ts';
import { WorklistQuery } from './schema.ts';
import type { StoredCase } from './stored-case.ts';
import { act, aCounty, aPhoto, report, type TestCounty } from './testing.ts';
import { offeredTo } from './to-snapshot.ts';
import { worklist } from './worklist.ts';

/** Random lives of cases: whoever may do something does anything that is offered. What waits for somebody is always among it. */

const HOUR = 3_600_000;
const NO_VISIT = 'L16';

/** The same lives each time. */
function randomOf(seed: number) {
  let state = seed;
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  return { next, pick: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]! };
}
type Random = ReturnType<typeof randomOf>;
type Offer = ReturnType<typeof offeredTo>[number];

const leading = [
  'sign',
  'arrive',
  'submit',
  'verify',
  'send_back',
  'evaluate',
  'record_callback',
  'decide',
  'resume',
  'reopen',
];
leading.push('assign');
const others = ['contact', 'assign', 'classify', 'correct_place', 'add_assist', 'remove_assist', 'request_return'];
others.push(
  'request_extension',
  'request_suspension',
  'confirm',
  'downgrade',
  'remind',
  'supplement',
  'close',
  'pass_up',
);

interface Person {
  ctx: Context;
  photo: string;
}

function valueOf(random: Random, field: Offer['fields'][number], { state }: StoredCase, person: Person, now: number) {
  const values: Record<string, () => unknown> = {
    choice: () => random.pick(field.of ?? ['']),
    yes_no: () => random.next() < 0.7,
    number: () => 1,
    instant: () => formatInstant(now),
    date: () => new Date(now + 48 * HOUR).toISOString().slice(0, 10),
    photos: () => [person.photo],
    unit: () => random.pick(['chengguan', 'gongan', 'zhujian', 'shichang', 'dongfeng']),
    units: () => [],
    item: () => random.pick(['E03', 'E06', 'L08', 'E23']),
    request: () => String(state.requests.findLast((request) => request.state === 'pending')?.id ?? 1),
    location: () => ({ unit: random.pick(['zone', 'dongfeng-taihe']) }),
  };
  return values[field.type]?.() ?? field.of?.[0] ?? '说明';
}

async function read(county: TestCounty, ids: string[]) {
  return county.inTenant(async (tx) => {
    const now = await county.clock.now(tx);
    const rules = await liveRules(county.deps, tx, now);
    return { now, rules, cases: await findStoredCases(tx, sql`c.case_id = any(${ids}::uuid[])`) };
  });
}

/** Also the other way round: a unit at work, and a clock that the centre may end, are not forgotten. */
function owed(process: Process, { state }: StoredCase, offers: Offer[]): (string | null)[] {
  const ticking = state.deadlines.filter(
    (d) => (d.state === 'running' || d.state === 'breached') && d.endedAt === null,
  );
  const isAt = (code: string) => process.states[code]?.turn === 'centre';
  return offers.flatMap(({ action, unit }) => {
    if (unit !== null) {
      const track = state.tracks.find((one) => one.unit === unit && one.endedAt === null);
      const goes = entryOf(process.actions, action)?.trackGoes !== undefined;
      return goes && ticking.some((deadline) => deadline.track === track?.id) ? [unit] : [];
    }
    const isMine = ticking.some((deadline) => {
      const def = process.deadlines.find(({ name }) => name === deadline.name)!;
      const isTurn = def.starts.on !== 'state' || isAt(state.state);
      return deadline.track === null && isTurn && def.metBy.some((met) => met.action === action);
    });
    return isMine ? [null] : [];
  });
}

/** What brings a case on is likelier, or few lives would come far. */
async function actAtRandom(county: TestCounty, people: Map<string, Person>, id: string, random: Random) {
  const { rules, cases, now } = await read(county, [id]);
  const [one] = cases;
  const isLeading = random.next() < 0.75;
  const able = [...people.values()].flatMap((person) =>
    offeredTo(one!, rules, person.ctx.actor)
      .filter(({ action }) => (isLeading ? leading : others).includes(action))
      .map((offer) => ({ person, offer })),
  );
  if (able.length === 0) return;
  const { person, offer } = random.pick(able);
  const given = offer.fields.filter((field) => field.required || random.next() < 0.5);
  const fields = Object.fromEntries(given.map((field) => [field.name, valueOf(random, field, one!, person, now)]));
  const more = offer.unit === null ? {} : { unit: offer.unit };
  await act(person.ctx, { id }, offer.action, fields, more).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
}

const names = ['centre', 'resident', 'grid-worker', 'street-leader', 'chengguan', 'gongan', 'zhujian', 'shichang'];
names.push('jiaotong', 'dongfeng', 'zone');

async function aDesk(random: Random) {
  const county = await aCounty();
  const people = new Map<string, Person>();
  for (const name of names) {
    const ctx = await county.person(name);
    people.set(name, { ctx, photo: await aPhoto(ctx) });
  }
  const ids: string[] = [];
  for (let n = 0; n < 8; n += 1) {
    const by = random.pick(['centre', 'resident', 'grid-worker']);
    const channel = { centre: 'hotline', resident: 'app' }[by] ?? 'grid_app';
    const item = random.pick(['E03', 'E06', 'E23', 'L08', NO_VISIT, undefined]);
    const kind = by === 'resident' ? 'daily' : random.pick(['daily', 'daily', 'emergency']);
    ids.push((await report(people.get(by)!.ctx, { channel, kind, item })).id);
  }
  return { county, people, ids };
}

/** What each asks that the other does not know of, and what was asked at all. */
async function compare(county: TestCounty, { ctx }: Person, ids: string[]) {
  const { rules, cases } = await read(county, ids);
  const page = await worklist(ctx, WorklistQuery.parse({ limit: '200' }));
  const places = page.data.map((entry) => `${entry.case.number} ${entry.unit}`);
  const asked = page.data.map(({ action }, index) => `${places[index]} ${action}`);
  const offers = cases.map((one) => ({ one, number: one.facts.number, may: offeredTo(one, rules, ctx.actor) }));
  const may = offers.flatMap(({ number, may }) => may.map(({ unit, action }) => `${number} ${unit} ${action}`));
  const due = offers
    .filter(({ one }) => one.state.closedAt === null)
    .flatMap(({ one, number, may }) =>
      owed(rules.config.processes[one.state.process]!, one, may).map((unit) => `${number} ${unit}`),
    );
  const isUnit = (who: string) => entryOf(rules.org.units, who) !== undefined;
  const mine = unitsAs(ctx.actor, 'officer');
  // By the engine alone, as a bundle's tests ask it: the same units, whoever asks.
  const awaited = cases.flatMap(({ state, facts }) =>
    waitsFor(rules, state).flatMap(({ who, action }) =>
      isUnit(who) && mine.includes(who) ? [`${facts.number} ${who} ${action}`] : [],
    ),
  );
  return {
    otherwise:
      asked
        .filter((line) => !line.includes(' null '))
        .toSorted()
        .join() === awaited.toSorted().join()
        ? []
        : [asked, awaited],
    notOffered: asked.filter((line) => !may.includes(line)),
    forgotten: due.filter((line) => !places.includes(line)),
    actions: page.data.map(({ action }) => action),
  };
}

test.each([11, 12])(
  'what the work list asks for is what the case offers (lives %i)',
  { timeout: 240_000 },
  async (seed) => {
    const random = randomOf(seed);
    const { county, people, ids } = await aDesk(random);
    const seen = new Set<string>();
    for (let round = 0; round < 14; round += 1) {
      for (const [name, person] of people) {
        const { notOffered, forgotten, otherwise, actions } = await compare(county, person, ids);
        expect([round, name, notOffered, forgotten, otherwise]).toEqual([round, name, [], [], []]);
        for (const action of actions) seen.add(action);
      }
      for (const id of ids) for (let n = 0; n < 3; n += 1) await actAtRandom(county, people, id, random);
      county.clock.advance(random.pick([0, 0.2, 1, 5, 30]) * HOUR);
      for (const caseId of ids) await advanceCase(county.deps, { tenant: county.code, caseId });
    }
    for (const action of ['sign', 'arrive', 'submit', 'verify']) expect(seen).toContain(action);
  },
);
