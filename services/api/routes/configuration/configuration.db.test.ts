import { beforeAll, expect, test } from 'vitest';
import { changed, filesOf, testLayers, type Files, type TestLayers } from '#services/domain/configuration/testing.ts';
import type { Ask } from '../../testing-client.ts';
import { anApi } from '../../testing.ts';

let layers: TestLayers;
let admin: Ask;
let files: Files;
beforeAll(async () => {
  layers = await testLayers();
  admin = await (await anApi({ tenant: layers.county })).as('admin');
  files = await filesOf(layers.county);
});

const catalogue = 'catalogue/first.yaml';

test('an administrator checks, keeps, reads and publishes a bundle', async () => {
  const sent = changed(files, catalogue, 'title: 树木修剪', 'title: 树木养护');
  const check = await admin('/v1/config/check', { body: { files: sent } });
  expect([check.status, check.body]).toEqual([200, { ok: true, faults: expect.any(Array), more: 0 }]);
  const call = { body: { files: sent, note: '改名' }, headers: { 'idempotency-key': 'rename' } };
  const made = await admin('/v1/config/versions', call);
  expect([made.status, made.body]).toEqual([201, { version: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  expect(made.headers.get('location')).toBe('/v1/config/versions/2');
  const again = await admin('/v1/config/versions', call);
  expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([made.body, 'true']);

  expect((await admin('/v1/config/versions/2/files')).body).toEqual({ version: 2, files: sent });
  expect((await admin('/v1/config/active')).body.version).toBe(1);
  const published = await admin('/v1/config/versions/2/publish', { body: {} });
  expect(published).toMatchObject({ status: 200, body: { version: 2, active: true } });
  expect((await admin('/v1/config/versions/2')).body).toEqual(published.body);
  const { body } = await admin('/v1/config/versions?limit=1');
  expect(body.data).toEqual([published.body]);
  const next = await admin(`/v1/config/versions?limit=1&cursor=${body.nextCursor}`);
  expect([next.body.data[0].version, next.body.nextCursor]).toEqual([1, null]);
  expect((await admin('/v1/me')).body.may).toEqual(expect.arrayContaining(['config.publish']));
});

test('every fault of a bundle is told at once, in the reader’s language, and nothing is kept', async () => {
  const before = (await admin('/v1/config/versions')).body.data.length;
  const broken = changed(files, catalogue, 'lead: parks', 'lead: park');
  const body = { files: { ...broken, 'routing.yml': 'x' }, note: 'broken' };
  const told = await admin('/v1/config/versions', { body });
  expect(told).toMatchObject({ status: 422, body: { code: 'config/has-faults' } });
  expect(told.body.faults.map(({ file, code }: { file: string; code: string }) => [file, code])).toEqual([
    [catalogue, 'unit/unknown'],
    ['routing.yml', 'file/unknown'],
  ]);
  const inChinese = await admin('/v1/config/versions', { body, headers: { 'accept-language': 'zh-CN' } });
  for (const { message } of inChinese.body.faults) expect(message).toMatch(/\p{Script=Han}/u);
  expect((await admin('/v1/config/versions')).body.data).toHaveLength(before);
});

test('of very many faults fifty are told, errors first, and the others counted', async () => {
  const strangers = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x${i}.yaml`, 'a: 1']));
  const { status, body } = await admin('/v1/config/check', { body: { files: { ...files, ...strangers } } });
  expect([status, body.ok, body.faults.length, body.more >= 150]).toEqual([200, false, 50, true]);
  const refused = await admin('/v1/config/versions', { body: { files: { ...files, ...strangers }, note: 'x' } });
  expect([refused.status, refused.body.faults.length, refused.body.more]).toEqual([422, 50, body.more]);
});

test.each([
  ['no files', '/v1/config/check', {}, '/files'],
  ['a file that is no text', '/v1/config/check', { files: { 'org.yaml': 5 } }, '/files/org.yaml'],
  ['a version without a note', '/v1/config/versions', { files: {} }, '/note'],
  ['a field that is not known', '/v1/config/versions', { files: {}, note: 'x', nte: 'y' }, '/nte'],
  ['an instant that is none', '/v1/config/versions/1/publish', { from: 'tomorrow' }, '/from'],
  ['an instant that has passed', '/v1/config/versions/1/publish', { from: '2026-01-01T00:00:00Z' }, '/from'],
])('%s is a 422', async (_, path, body, pointer) => {
  const answer = await admin(path, { body });
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation' } });
  expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([pointer]);
});

test('a bundle may be larger than other bodies, up to its own limit', async () => {
  const large = { ...files, 'areas.geojson': `${' '.repeat(3_000_000)}{"type":"FeatureCollection","features":[]}` };
  expect((await admin('/v1/config/check', { body: { files: large } })).status).toBe(200);
  const tooLarge = { files: { 'org.yaml': 'x'.repeat(16 * 1024 * 1024) } };
  expect(await admin('/v1/config/check', { body: tooLarge })).toMatchObject({
    status: 413,
    body: { code: 'too-large' },
  });
});
