import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { aPhoto, mondayMorning } from '#services/domain/cases/testing.ts';
import { shiftedClock, testDeps } from '#services/domain/testing.ts';
import type { Answered, Ask } from '../../testing-client.ts';
import { anApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let worker: Ask;
let centre: Ask;

beforeAll(async () => {
  api = await anApi({ deps: testDeps({ clock: shiftedClock(mondayMorning) }) });
  [worker, centre] = await Promise.all([api.as('grid-worker'), api.as('centre')]);
});

async function aCase(): Promise<Answered['body']> {
  const body = {
    item: 'E03',
    description: '兴工路口多家摊贩占道经营',
    location: { unit: 'dongfeng-xinggong' },
    channel: 'grid_app',
  };
  return (await worker('/v1/cases', { body })).body;
}

const act = (ask: Ask, { id }: { id: string }, body: Record<string, unknown>, headers = {}) =>
  ask(`/v1/cases/${id}/actions`, { body, headers });

test('a case goes from the report to the reporter’s judgement', async () => {
  const opened = await aCase();
  for (const { unit } of opened.tracks as { unit: string }[]) {
    const officer = await api.as(unit);
    const photos = [await aPhoto(await api.tenant.person(unit))];
    const steps = [
      { action: 'sign' },
      { action: 'arrive', fields: { people: 2 } },
      { action: 'submit', fields: { result: '已劝离并清理', photos } },
    ];
    for (const body of steps) expect((await act(officer, opened, body)).status, `${unit} ${body.action}`).toBe(200);
  }
  expect((await act(centre, opened, { action: 'verify' })).body.state).toBe('evaluating');
  const judged = await act(worker, opened, {
    action: 'evaluate',
    fields: { solved: true, satisfaction: 'satisfied' },
    comment: '处理得很快',
  });
  expect([judged.status, judged.body.state, judged.body.outcome]).toEqual([200, 'closed', 'solved']);

  const history = await centre(`/v1/cases/${opened.id}/events`);
  const types = (history.body.data as { type: string }[]).map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining([
      'reported',
      'accepted',
      'dispatched',
      'signed',
      'arrived',
      'submitted',
      'verified',
      'evaluated',
    ]),
  );
  expect([history.body.nextCursor, judged.body.seq]).toEqual([null, types.length]);
  const first = await centre(`/v1/cases/${opened.id}/events?limit=2`);
  const rest = await centre(`/v1/cases/${opened.id}/events?limit=200&cursor=${first.body.nextCursor}`);
  expect([...first.body.data, ...rest.body.data]).toEqual(history.body.data);
});

test('the same action sent twice with one key is done once', async () => {
  const opened = await aCase();
  const officer = await api.as('chengguan');
  const headers = { 'idempotency-key': randomUUID() };
  const [a, b] = await Promise.all([
    act(officer, opened, { action: 'sign' }, headers),
    act(officer, opened, { action: 'sign' }, headers),
  ]);
  expect([a.status, b.status, a.body]).toEqual([200, 200, b.body]);
  expect([a, b].filter((one) => one.headers.get('idempotent-replayed') === 'true')).toHaveLength(1);
});

test('of two who act at the same moment on the same snapshot one is told that the case has changed', async () => {
  const opened = await aCase();
  const officer = await api.as('chengguan');
  const sign = { action: 'sign', expectedSeq: opened.seq };
  const answers = await Promise.all([act(officer, opened, sign), act(officer, opened, sign)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
    code: 'case/changed',
    seq: expect.any(Number),
  });
});

test('what is not offered now is a 409 with what is', async () => {
  const answer = await act(
    await api.as('chengguan'),
    await aCase(),
    { action: 'submit' },
    { 'accept-language': 'zh-CN' },
  );
  expect([answer.status, answer.body.code, answer.body.title]).toEqual([
    409,
    'case/action-not-offered',
    '该件当前不能进行此操作',
  ]);
  expect(answer.body.offered).toEqual(expect.arrayContaining(['sign', 'request_return', 'comment']));
});

test('who sees the case but never takes such an action gets a 403, who does not see it a 404', async () => {
  const opened = await aCase();
  const theirs = await act(worker, opened, { action: 'sign' });
  expect([theirs.status, theirs.body.code]).toEqual([403, 'case/action-not-yours']);
  const uninvolved = Object.values(api.tenant.config.org.units).find(
    ({ code, kind }) => kind === 'department' && !opened.tracks.some((track: { unit: string }) => track.unit === code),
  )!;
  for (const name of ['resident', uninvolved.code]) {
    const answer = await act(await api.as(name), opened, { action: 'sign' });
    expect([name, answer.status, answer.body.code]).toEqual([name, 404, 'not-found']);
  }
});

test('faults of an action’s fields are told at once, by pointer, in the reader’s language', async () => {
  const opened = await aCase();
  const officer = await api.as('chengguan');
  await act(officer, opened, { action: 'sign' });
  const body = { action: 'arrive', fields: { people: 0, poeple: 3, place: 5, photos: ['x'] } };
  const answer = await act(officer, opened, body, { 'accept-language': 'zh-CN' });
  const pointers = (answer.body.errors as { pointer: string; detail: string }[]).map(({ pointer }) => pointer);
  expect(answer.status).toBe(422);
  expect(pointers).toEqual(expect.arrayContaining(['/fields/people', '/fields/poeple']));
  for (const { detail } of answer.body.errors) expect(detail).toMatch(/\p{Script=Han}/u);
});
