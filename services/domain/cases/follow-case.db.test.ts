import { expect, it } from 'vitest';
import { getAttachment } from '../attachments/get-attachment.ts';
import { createContext, type Context } from '../context.ts';
import { hashEvent } from './event-hash.ts';
import { followCase } from './follow-case.ts';
import { FollowCaseInput, SimilarCasesInput } from './follow.schema.ts';
import { getCase } from './get-case.ts';
import { listCaseEvents } from './list-case-events.ts';
import { listCases } from './list-cases.ts';
import { revealReporter } from './reveal-reporter.ts';
import { ListCasesQuery, WorklistQuery } from './schema.ts';
import { similarCases } from './similar-cases.ts';
import { act, aCounty, aPhoto, handle, mondayMorning, report, rowCounts, type TestCounty } from './testing.ts';
import { worklist } from './worklist.ts';

const corner = { lon: 126.0432, lat: 42.6851 };
/** 0.0003° of latitude are 33 m. */
const acrossTheRoad = { ...corner, lat: corner.lat + 0.0003 };
const nextBlock = { ...corner, lat: corner.lat + 0.003 };
const missing = { code: 'not-found' };

const ask = (ctx: Context, input: object) => similarCases(ctx, SimilarCasesInput.parse(input));
const follow = async (ctx: Context, { id }: { id: string }, input: object = {}) =>
  (await followCase(ctx, FollowCaseInput.parse({ caseId: id, ...input }))).body;

/** A loose manhole cover, reported by the resident with a photo and a name. */
async function aManhole(changes: object = {}) {
  const county = await aCounty({ at: mondayMorning });
  const resident = await county.person('resident');
  const photos = [await aPhoto(resident)];
  const reporter = { name: '张桂芳', phone: '13844510012' };
  const description = '3号楼张桂芳家门口的井盖松动';
  const given = { item: 'L07', channel: 'app', location: { ...corner, address: '兴工路 3 号楼 201' } };
  const opened = await report(resident, { ...given, photos, reporter, description, ...changes });
  const neighbour = await county.person('neighbour', { posts: [{ role: 'resident', unit: null }] });
  return { county, resident, neighbour, opened, photos };
}

const told = async (ctx: Context) =>
  (await worklist({ ...ctx, locale: 'zh' }, WorklistQuery.parse({}))).told.map(({ text }) => text);
const eventsOf = async (county: TestCounty, caseId: string) =>
  (await listCaseEvents(await county.person('centre'), { caseId })).data;

it('tells of an open case nearby before it is reported again, and nothing personal of it', async () => {
  const { neighbour, resident, opened } = await aManhole();
  const expected = {
    ...{ id: opened.id, number: opened.number, state: 'dispatched', stateTitle: '已派单', meters: 30 },
    ...{ item: opened.item, createdAt: opened.createdAt, mine: false, followable: true },
  };
  expect(await ask(neighbour, { item: 'L07', location: acrossTheRoad })).toEqual({ data: [expected] });
  expect(await ask(neighbour, { location: acrossTheRoad })).toEqual({ data: [expected] });
  expect((await ask(resident, { location: acrossTheRoad })).data).toMatchObject([{ mine: true, followable: false }]);
  for (const other of [{ item: 'L08', location: corner }, { location: nextBlock }])
    expect(await ask(neighbour, other)).toEqual({ data: [] });
});

it('tells the same in the answer to a report', async () => {
  const { neighbour, opened } = await aManhole();
  const again = await report(neighbour, { item: 'L07', channel: 'app', location: acrossTheRoad });
  expect(again.similar).toMatchObject([{ id: opened.id, followable: true }]);
  expect((await getCase(neighbour, { caseId: again.id })).similar).toBeUndefined();
});

it('says what is wrong with the question', async () => {
  const { neighbour } = await aManhole();
  const refused = ask(neighbour, { item: 'L99', process: 'nothing', location: { lon: 0, lat: 0 } });
  await expect(refused).rejects.toMatchObject({
    code: 'validation',
    extra: { errors: [{ pointer: '/process' }, { pointer: '/item' }, { pointer: '/location' }] },
  });
  const admin = await (await aCounty()).person('admin');
  await expect(ask(admin, { location: corner })).rejects.toMatchObject({ code: 'forbidden' });
});

it('is followed by who was told of it or is near, and is not there for anybody else', async () => {
  const { county, neighbour, resident, opened } = await aManhole();
  await expect(follow(neighbour, opened)).rejects.toMatchObject(missing);
  await expect(follow(neighbour, opened, { location: nextBlock })).rejects.toMatchObject(missing);
  await expect(getCase(neighbour, { caseId: opened.id })).rejects.toMatchObject(missing);
  await ask(neighbour, { location: acrossTheRoad });
  expect((await follow(neighbour, opened)).case.number).toBe(opened.number);

  const other = await county.person('other', { posts: [{ role: 'resident', unit: null }] });
  await follow(other, opened, { location: acrossTheRoad, text: '晚上看不清，很危险' });
  await expect(follow(resident, opened)).rejects.toMatchObject({ code: 'case/action-not-yours' });
});

it('stands in the history of the case, hashed, and counts, once for each account', async () => {
  const { county, neighbour, opened } = await aManhole();
  const photos = [await aPhoto(neighbour)];
  const said = { location: acrossTheRoad, text: '又松了', photos, reporter: { secret: true, name: '李梅' } };
  const first = await follow(neighbour, opened, said);
  const before = await rowCounts(county);
  expect(await follow(neighbour, opened)).toMatchObject({ id: first.id, at: first.at });
  expect(await rowCounts(county)).toEqual(before);

  const followed = (await eventsOf(county, opened.id)).filter(({ type }) => type === 'followed');
  expect(followed).toMatchObject([
    { action: 'follow', actor: { role: 'resident', unit: null }, data: { text: '又松了', photos, channel: 'app' } },
  ]);
  expect(JSON.stringify(followed)).not.toContain('李梅');
  let previous: string | null = null;
  for (const { at, dueAt, hash, form = 1, ...event } of await eventsOf(county, opened.id)) {
    const instants = { at: Date.parse(at), dueAt: dueAt === undefined ? null : Date.parse(dueAt) };
    expect(hashEvent({ ...event, ...instants, form, caseId: opened.id }, previous)).toBe(hash);
    previous = hash;
  }
  const centre = await county.person('centre');
  expect((await getCase(centre, { caseId: opened.id })).times['followed']?.n).toBe(1);
});

it('is followed once by an account that asks twice at the same moment', async () => {
  const { county, neighbour, opened } = await aManhole();
  const both = await Promise.all([1, 2, 3].map(() => follow(neighbour, opened, { location: corner })));
  expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  expect((await eventsOf(county, opened.id)).filter(({ type }) => type === 'followed')).toHaveLength(1);
});

it('shows a follower how it stands, and nothing of the people behind it or of what they wrote', async () => {
  const { county, neighbour, opened, photos } = await aManhole();
  const { case: shown } = await follow(neighbour, opened, { location: corner });
  const read = await getCase(neighbour, { caseId: opened.id });
  expect(read).toEqual(shown);
  expect(read).toMatchObject({
    state: 'dispatched',
    number: opened.number,
    photos: [],
    files: {},
    offered: [],
    description: '',
  });
  expect(read.lead).toEqual(opened.lead);
  expect(read.reporter).toEqual({ type: 'resident', name: null, phone: null, secret: false });
  expect(JSON.stringify(read)).not.toMatch(/张|兴工路 3|井盖松动|138/);
  const { id } = opened;
  await expect(listCaseEvents(neighbour, { caseId: id })).rejects.toMatchObject(missing);
  await expect(getAttachment(neighbour, photos[0]!)).rejects.toMatchObject(missing);
  await expect(act(neighbour, opened, 'comment', { text: '看看' })).rejects.toMatchObject(missing);
  expect((await listCases(neighbour, ListCasesQuery.parse({}))).data).toEqual([]);
  // Who sees the case anyway goes on seeing all of it.
  const leader = await county.person('street-leader');
  expect((await follow(leader, opened)).case.description).toBe(opened.description);
});

it('tells the follower how it moves, to the end and through a merge', async () => {
  const { county, neighbour, opened } = await aManhole();
  await follow(neighbour, opened, { location: corner });
  const centre = await county.person('centre');
  const parent = await report(centre, { item: 'L07', channel: 'hotline' });
  await act(await county.person(opened.lead!.unit), opened, 'sign');
  expect(await told(neighbour)).toEqual([`您关注的 ${opened.number} 现为“办理中”。`]);
  await act(centre, opened, 'merge', { into: parent.id });
  expect(await told(neighbour)).toHaveLength(2);
  await handle(county, parent);
  await act(centre, parent, 'verify');
  expect((await told(neighbour))[0]).toBe(`并入的 ${parent.number} 现为“待评价”。`);
});

it('takes down callers without an account through the centre, who says so, and reaches them for a reason', async () => {
  const { county, opened } = await aManhole();
  const centre = await county.person('centre');
  const caller = (name: string, phone: string) => ({ channel: 'hotline', reporter: { name, phone } });
  await follow(centre, opened, { ...caller('李梅', '13944510088'), text: '我家孩子差点掉下去' });
  await follow(centre, opened, caller('王芳', '13944510099'));
  const followed = (await eventsOf(county, opened.id)).filter(({ type }) => type === 'followed');
  expect(followed.map(({ data, actor }) => [data['onWordOf'], data['channel'], actor.role])).toEqual([
    ['follower', 'hotline', 'centre'],
    ['follower', 'hotline', 'centre'],
  ]);
  expect((await getCase(centre, { caseId: opened.id })).times['followed']?.n).toBe(2);
  const shown = await revealReporter(centre, { caseId: opened.id, fields: ['followers'], reason: '逐一告知结果' });
  expect(shown.followers).toMatchObject([
    { type: 'resident', name: '王芳', phone: '13944510099' },
    { type: 'resident', name: '李梅', phone: '13944510088' },
  ]);
});

it('can be followed through an integration for as many people as it speaks for', async () => {
  const { county, opened } = await aManhole();
  const actor = { kind: 'integration' as const, id: 'app', posts: [] };
  const app = createContext(county.deps, { tenant: county.code, actor });
  const someone = { location: corner, reporter: { type: 'resident' } };
  await follow(app, opened, someone);
  await follow(app, opened, someone);
  expect((await getCase(await county.person('centre'), { caseId: opened.id })).times['followed']?.n).toBe(2);
  await expect(follow(app, opened, { location: corner })).rejects.toMatchObject({ code: 'validation' });
  await act(await county.person(opened.lead!.unit), opened, 'sign');
  expect(await told(app)).toHaveLength(1);
});

it('can no longer be followed when it is over, or is waiting for the reporter’s judgement', async () => {
  const { county, neighbour, opened } = await aManhole();
  await ask(neighbour, { location: corner });
  const centre = await county.person('centre');
  await handle(county, opened);
  await act(centre, opened, 'verify');
  expect((await ask(neighbour, { location: corner })).data).toMatchObject([{ state: 'evaluating', followable: false }]);
  await expect(follow(neighbour, opened)).rejects.toMatchObject({ code: 'case/action-not-offered' });
  await act(await county.person('resident'), opened, 'withdraw', { reason: '已解决' });
  await expect(follow(neighbour, opened)).rejects.toMatchObject({ code: 'case/action-not-offered' });
  expect((await eventsOf(county, opened.id)).filter(({ type }) => type === 'followed')).toEqual([]);
});

it('answers a key again with the same words, and refuses another body under it', async () => {
  const { neighbour, opened } = await aManhole();
  const key = { idempotencyKey: 'follow-1' };
  const input = FollowCaseInput.parse({ caseId: opened.id, location: corner });
  const first = await followCase(neighbour, input, key);
  expect(await followCase(neighbour, input, key)).toMatchObject({ replayed: true, body: first.body });
  const other = { ...input, text: '别的' };
  await expect(followCase(neighbour, other, key)).rejects.toMatchObject({ code: 'idempotency/key-reused' });
});

it('says what is wrong with what a follower sends', async () => {
  const { neighbour, opened } = await aManhole();
  const bad = { location: { lon: 0, lat: 0 }, photos: [crypto.randomUUID()], reporter: { type: 'street' } };
  await expect(follow(neighbour, opened, bad)).rejects.toMatchObject({
    code: 'validation',
    extra: { errors: [{ pointer: '/reporter/type' }, { pointer: '/location' }, { pointer: '/photos/0' }] },
  });
});

it('leaves a case of another county where it is', async () => {
  const { opened } = await aManhole();
  const stranger = await (await aCounty()).person('centre');
  await expect(follow(stranger, opened)).rejects.toMatchObject(missing);
});
