import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { mondayMorning, rowCounts } from '#services/domain/cases/testing.ts';
import { shiftedClock, testDeps } from '#services/domain/testing.ts';
import type { Ask } from '../../testing-client.ts';
import { anApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let worker: Ask;

beforeAll(async () => {
  api = await anApi({ deps: testDeps({ clock: shiftedClock(mondayMorning) }) });
  worker = await api.as('grid-worker');
});

const stalls = {
  item: 'E03',
  description: '兴工路口多家摊贩占道经营，非机动车无法通行',
  location: { unit: 'dongfeng-xinggong', address: '兴工路与爱国街交叉口', lon: 126.0432, lat: 42.6851 },
  channel: 'grid_app',
  reporter: { name: '王芳', phone: '13844510012' },
};

test('a report is answered with the case, dispatched, and where to find it', async () => {
  const made = await worker('/v1/cases', { body: stalls });
  expect([made.status, made.headers.get('location'), made.headers.get('idempotent-replayed')]).toEqual([
    201,
    `/v1/cases/${made.body.id}`,
    null,
  ]);
  expect(made.body).toMatchObject({
    state: 'dispatched',
    lead: { unit: 'chengguan' },
    reporter: { type: 'grid_worker', name: '王*', phone: '138****0012' },
    flags: ['no_photo'],
    seq: expect.any(Number),
  });
  expect(made.body.createdAt).toMatch(/^2026-11-23T01:00:0\d(\.\d+)?Z$/);
  const read = await worker(made.headers.get('location')!);
  expect([read.status, read.body]).toEqual([200, made.body]);
});

test('the same key and body, one after the other and at the same moment, make one case', async () => {
  const again = { body: { ...stalls, description: '同一把钥匙的报告' }, headers: { 'idempotency-key': randomUUID() } };
  const answers = await Promise.all([
    worker('/v1/cases', again),
    worker('/v1/cases', again),
    worker('/v1/cases', again),
  ]);
  answers.push(await worker('/v1/cases', again));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(3);
  expect(answers.every(({ headers, body }) => headers.get('location') === `/v1/cases/${body.id}`)).toBe(true);
});

test('a key belongs to its caller', async () => {
  const headers = { 'idempotency-key': 'one-and-the-same' };
  const resident = await api.as('resident');
  const report = { description: '楼道里一直有焦糊味', location: { unit: 'dongfeng-xinggong' }, channel: 'app' };
  const [mine, theirs] = [
    await worker('/v1/cases', { body: report, headers }),
    await resident('/v1/cases', { body: report, headers }),
  ];
  expect([mine.status, theirs.status, theirs.headers.get('idempotent-replayed')]).toEqual([201, 201, null]);
  expect(theirs.body.id).not.toBe(mine.body.id);
});

test('a refused request leaves its key free', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  expect((await worker('/v1/cases', { body: { ...stalls, item: 'E99' }, headers })).status).toBe(422);
  expect((await worker('/v1/cases', { body: stalls, headers })).status).toBe(201);
});

test('a key used with another body, and one that is no key, are refused', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  await worker('/v1/cases', { body: stalls, headers });
  const before = await rowCounts(api.tenant);
  const reused = await worker('/v1/cases', { body: { ...stalls, item: 'E04' }, headers });
  expect([reused.status, reused.body.code]).toEqual([422, 'idempotency/key-reused']);
  for (const key of ['x'.repeat(256), 'with blank', '']) {
    const bad = await worker('/v1/cases', { body: stalls, headers: { 'idempotency-key': key } });
    expect([bad.status, bad.body.code]).toEqual([422, 'idempotency/key-invalid']);
  }
  expect(await rowCounts(api.tenant)).toEqual(before);
});

test('what people write comes back as they wrote it', async () => {
  const description = '<script>alert("1")</script> & 😀 𠮷野家门口 \u200b\n第二行\t"引号" \\ \' ; drop table "case"';
  const made = await worker('/v1/cases', { body: { ...stalls, description } });
  expect(made.status).toBe(201);
  expect((await worker(`/v1/cases/${made.body.id}`)).body.description).toBe(description);
  const longest = await worker('/v1/cases', { body: { ...stalls, description: '😀'.repeat(2000) } });
  expect([longest.status, longest.body.description]).toEqual([201, '😀'.repeat(2000)]);
});

test('a report without an item waits for the centre', async () => {
  const resident = await api.as('resident');
  const report = {
    description: '楼道里一直有焦糊味，不知道找谁',
    location: { lon: 126.0432, lat: 42.6851 },
    channel: 'app',
  };
  const { status, body } = await resident('/v1/cases', { body: report });
  expect([status, body.state, body.item, body.urgency, body.lead]).toEqual([201, 'triage', null, 'normal', null]);
  expect(body.location.unit).toBe('dongfeng-xinggong');
});
