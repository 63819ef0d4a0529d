import { expect, test } from 'vitest';
import { report } from '../cases/testing.ts';
import type { TestTenant } from '../testing.ts';
import { checkConfig } from './check-config.ts';
import { createConfigVersion } from './create-config-version.ts';
import { publishConfigVersion } from './publish-config-version.ts';
import { getActiveConfig, getConfigFiles, getConfigVersion, listConfigVersions } from './read-versions.ts';
import { ConfigVersion, ConfigVersionList } from './schema.ts';
import { changed, filesOf, testLayers, type Files } from './testing.ts';

const catalogue = 'catalogue/first.yaml';
const slower = (files: Files) =>
  changed(changed(files, catalogue, 'limit: 2 hours', 'limit: 3 hours'), 'tests/first.yaml', '11:00', '12:00');
const railing = { item: 'Q01', location: { unit: 'river-side' }, description: '河边步道护栏断了一截' };

async function write(county: TestTenant, change: (files: Files) => Files, note = 'test') {
  const admin = await county.person('admin');
  return (await createConfigVersion(admin, { files: change(await filesOf(county)), note })).body;
}

const finishHours = async (county: TestTenant) => {
  const opened = await report(await county.person('grid-worker'), railing);
  const finish = opened.deadlines.find(({ name }) => name === 'finish')!;
  return {
    version: opened.configVersion,
    hours: (Date.parse(finish.dueAt!) - Date.parse(finish.startedAt)) / 3_600_000,
  };
};

test('a bundle is checked on top of what it inherits, its own tests included, in the reader’s language', async () => {
  const { county } = await testLayers();
  const files = await filesOf(county);
  const admin = await county.person('admin');
  expect(await checkConfig(admin, { files })).toMatchObject({ ok: true });

  const broken = changed(
    changed(files, catalogue, 'lead: works', 'lead: worsk'),
    'org.yaml',
    'desk: true',
    'deks: true',
  );
  const found = await checkConfig(admin, { files: broken });
  expect(found.ok).toBe(false);
  expect(found.faults.map(({ file, line, code }) => [file, line, code])).toEqual([
    [catalogue, 5, 'unit/unknown'],
    ['org.yaml', 5, 'value/unknown-key'],
  ]);
  const inChinese = await checkConfig(await county.person('admin', { locale: 'zh' }), { files: broken });
  for (const { message, remedy } of inChinese.faults) expect(message + remedy).toMatch(/\p{Script=Han}/u);

  const failing = changed(files, catalogue, 'limit: 2 hours', 'limit: 4 hours');
  expect((await checkConfig(admin, { files: failing })).faults).toEqual([
    expect.objectContaining({ severity: 'error', code: 'test/failed', file: 'tests/first.yaml', line: 3 }),
  ]);
});

test('a version without error is kept, immutable and unpublished, pinned to the layers above', async () => {
  const { country, province, county } = await testLayers();
  const admin = await county.person('admin');
  const made = await write(county, slower, '护栏损坏放宽');
  expect(made.version).toBe(2);
  const read = ConfigVersion.parse(await getConfigVersion(admin, made));
  expect(read).toMatchObject({
    hash: made.hash,
    note: '护栏损坏放宽',
    createdBy: `${county.code}/admin`,
    parents: [
      { tenant: province.code, version: 1 },
      { tenant: country.code, version: 1 },
    ],
    ...{ candidateOf: null, publishedFrom: null, active: false, ok: true },
  });
  expect((await getConfigFiles(admin, made)).files[catalogue]).toContain('limit: 3 hours');
  expect((await getActiveConfig(admin)).version).toBe(1);
  expect(await finishHours(county)).toEqual({ version: 1, hours: 2 });
});

test('one with errors is refused with all of them, and nothing is kept', async () => {
  const { county } = await testLayers();
  const refused = write(county, (files) => changed(files, catalogue, 'lead: parks', 'lead: park'));
  await expect(refused).rejects.toMatchObject({
    code: 'config/has-faults',
    extra: { faults: [expect.objectContaining({ file: catalogue, line: 6, code: 'unit/unknown' })] },
  });
  expect((await listConfigVersions(await county.person('admin'), { limit: 50 })).data).toHaveLength(1);
});

test('a published version decides the next case and not the running one; an earlier one is published again to go back', async () => {
  const { county } = await testLayers();
  const admin = await county.person('admin');
  const running = await report(await county.person('grid-worker'), railing);
  const { version } = await write(county, slower);
  const { body } = await publishConfigVersion(admin, { version });
  expect(body).toMatchObject({ version: 2, active: true });
  expect(await finishHours(county)).toEqual({ version: 2, hours: 3 });
  const pinned = await county.inTenant((tx) =>
    tx.selectFrom('case').select('config_version').where('case_id', '=', running.id).executeTakeFirstOrThrow(),
  );
  expect(pinned.config_version).toBe(1);

  await publishConfigVersion(admin, { version: 1 });
  expect(await finishHours(county)).toEqual({ version: 1, hours: 2 });
  const list = ConfigVersionList.parse(await listConfigVersions(admin, { limit: 50 }));
  expect(list.data.map((entry) => [entry.version, entry.active])).toEqual([
    [2, false],
    [1, true],
  ]);
});

test('a version is published from a later instant, never from one that has passed', async () => {
  const { county, deps } = await testLayers();
  const admin = await county.person('admin');
  const { version } = await write(county, slower);
  const from = new Date(Date.now() + 3_600_000).toISOString();
  const { body } = await publishConfigVersion(admin, { version, from });
  expect(body).toMatchObject({ active: false, publishedFrom: from });
  const activeAt = (at: number) => county.inTenant(async (tx) => (await deps.configurations.active(tx, at)).version);
  expect(await activeAt(Date.parse(from) - 1)).toBe(1);
  expect(await activeAt(Date.parse(from))).toBe(2);
  await expect(publishConfigVersion(admin, { version, from: '2026-01-01T00:00:00Z' })).rejects.toMatchObject({
    code: 'validation',
    extra: { errors: [{ pointer: '/from' }] },
  });
});

test('versions written at the same moment get different numbers, and one key writes one', async () => {
  const { county } = await testLayers();
  const admin = await county.person('admin');
  const input = { files: slower(await filesOf(county)), note: 'once' };
  const both = await Promise.all([1, 2].map(() => createConfigVersion(admin, input, { idempotencyKey: 'k' })));
  expect(both.map(({ body }) => body.version)).toEqual([2, 2]);
  expect(both.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
  const more = await Promise.all([1, 2, 3].map((n) => createConfigVersion(admin, { ...input, note: `${n}` })));
  expect(more.map(({ body }) => body.version).sort()).toEqual([3, 4, 5]);
  const published = await Promise.all(
    [1, 2].map(() => publishConfigVersion(admin, { version: 3 }, { idempotencyKey: 'p' })),
  );
  expect(published.filter(({ replayed }) => replayed)).toHaveLength(1);
  const rows = await county.inTenant((tx) => tx.selectFrom('config_publication').select('version').execute());
  expect(rows.map((row) => row.version)).toEqual([1, 3]);
});

test('a county’s bundle is its administrator’s, a province’s its operator’s, and each act leaves an audit entry', async () => {
  const { province, county } = await testLayers();
  for (const name of ['centre', 'people-admin', 'works', 'auditor', 'leader'])
    await expect(checkConfig(await county.person(name), { files: {} })).rejects.toMatchObject({ code: 'forbidden' });
  const stranger = await county.person('visitor', { posts: [{ role: 'operator', unit: null }] });
  await expect(getActiveConfig(stranger)).rejects.toMatchObject({ code: 'forbidden' });
  const clerk = await province.person('clerk', { posts: [{ role: 'admin', unit: null }] });
  await expect(getActiveConfig(clerk)).rejects.toMatchObject({ code: 'forbidden' });

  const operator = await province.person('operator');
  const { body } = await createConfigVersion(operator, { files: await filesOf(province), note: 'same' });
  await publishConfigVersion(operator, body);
  const audit = await province.inTenant((tx) =>
    tx.selectFrom('audit_entry').select(['action', 'target', 'actor_role']).orderBy('entry_id').execute(),
  );
  expect(audit).toEqual([
    { action: 'config.create_version', target: 'config_version/2', actor_role: 'operator' },
    { action: 'config.publish', target: 'config_version/2', actor_role: 'operator' },
  ]);
});

test('what is not there is a 404, and more than ten megabytes of files a 413', async () => {
  const { county } = await testLayers();
  const admin = await county.person('admin');
  await expect(getConfigVersion(admin, { version: 9 })).rejects.toMatchObject({ code: 'not-found' });
  await expect(publishConfigVersion(admin, { version: 9 })).rejects.toMatchObject({ code: 'not-found' });
  const files = { 'routing.yaml': '字'.repeat(3_600_000) };
  await expect(checkConfig(admin, { files })).rejects.toMatchObject({ code: 'too-large' });
});
