import { expect, test } from 'vitest';
import { report } from '../cases/testing.ts';
import { asSuperuser, type TestTenant } from '../testing.ts';
import { createConfigVersion } from './create-config-version.ts';
import { publishConfigVersion } from './publish-config-version.ts';
import { getActiveConfig, listConfigVersions } from './read-versions.ts';
import { filesOf, rollOut, testLayers, type TestLayers } from './testing.ts';

/** As its operator: every urgent item within that many hours. */
async function lockUrgent({ province }: TestLayers, hours: number, from?: string) {
  const operator = await province.person('operator');
  const found = await filesOf(province);
  const lock = `locks:\n  - { keep: item_limit, for: urgent, at_most: ${hours} hours, because: 省里要求 }\n`;
  const files = { ...found, 'tenant.yaml': `${found['tenant.yaml']}${lock}` };
  const { body } = await createConfigVersion(operator, { files, note: `${hours} 小时` });
  await publishConfigVersion(operator, { version: body.version, ...(from && { from }) });
  return body.version;
}

const versionsOf = async (county: TestTenant) =>
  (await listConfigVersions(await county.person('admin'), { limit: 50 })).data;

test('each child of a province is offered a candidate, and nothing changes until the county publishes it', async () => {
  const layers = await testLayers();
  const { province, country, county } = layers;
  const second = await layers.addCounty();
  const version = await lockUrgent(layers, 2);
  await rollOut(province);
  for (const child of [county, second]) {
    const [candidate, first] = await versionsOf(child);
    expect(candidate).toMatchObject({
      version: 2,
      candidateOf: { tenant: province.code, version },
      parents: [
        { tenant: province.code, version },
        { tenant: country.code, version: 1 },
      ],
      ...{ createdBy: 'system', ok: true, publishedFrom: null, active: false, note: `${province.code} v2: 2 小时` },
    });
    expect(first).toMatchObject({ version: 1, active: true });
  }
  const admin = await county.person('admin');
  await publishConfigVersion(admin, { version: 2 });
  expect(await getActiveConfig(admin)).toMatchObject({ version: 2 });
  expect((await versionsOf(second))[0]).toMatchObject({ active: false });
});

test('a candidate that breaks the new lock tells so, and cannot be published', async () => {
  const layers = await testLayers();
  const { province, county } = layers;
  await lockUrgent(layers, 1);
  await rollOut(province);
  const [candidate] = await versionsOf(county);
  expect(candidate).toMatchObject({
    ...{ ok: false, hash: null },
    faults: expect.arrayContaining([
      expect.objectContaining({ severity: 'error', code: 'lock/item-limit', file: 'catalogue/first.yaml', line: 5 }),
    ]),
  });
  expect(candidate!.faults[0]!.message).toContain(`${province.code}/tenant.yaml`);
  const publishing = publishConfigVersion(await county.person('admin'), { version: candidate!.version });
  await expect(publishing).rejects.toMatchObject({ code: 'config/has-faults' });
});

test('done twice, or by two workers at once, a child has one candidate, and the rollout is marked done', async () => {
  const layers = await testLayers();
  await lockUrgent(layers, 2);
  await Promise.all([rollOut(layers.province), rollOut(layers.province)]);
  await rollOut(layers.province);
  expect(await versionsOf(layers.county)).toHaveLength(2);
  const rollouts = await layers.province.inTenant((tx) => tx.selectFrom('rollout').select('done_at').execute());
  expect(rollouts).toEqual([{ done_at: expect.any(Date) }]);
});

test('a county cannot be put on a province’s version before that one is in force', async () => {
  const layers = await testLayers();
  const from = new Date(Date.now() + 3_600_000).toISOString();
  await lockUrgent(layers, 2, from);
  await rollOut(layers.province);
  const admin = await layers.county.person('admin');
  const early = publishConfigVersion(admin, { version: 2, from: new Date(Date.now() + 60_000).toISOString() });
  await expect(early).rejects.toMatchObject({ code: 'validation', extra: { errors: [{ pointer: '/from' }] } });
  expect((await publishConfigVersion(admin, { version: 2 })).body).toMatchObject({
    publishedFrom: from,
    active: false,
  });
});

test('a province of its own has no say over another’s counties', async () => {
  const [mine, other] = [await testLayers(), await testLayers()];
  await lockUrgent(mine, 2);
  await rollOut(mine.province);
  expect(await versionsOf(other.county)).toHaveLength(1);
  const seen = await mine.province.inTenant((tx) => tx.selectFrom('tenant').select('tenant_id').execute());
  expect(seen.map((row) => row.tenant_id).sort()).toEqual([mine.county.code, mine.province.code].sort());
});

test('a candidate kept with faults that this program no longer finds is filled in when it is published', async () => {
  const layers = await testLayers();
  const { province, county } = layers;
  await lockUrgent(layers, 2);
  await rollOut(province);
  const fault = { severity: 'error', code: 'x/once', file: 'tenant.yaml', line: 1, column: 1, message: {}, tenant: '' };
  await asSuperuser(
    'update config_version set compiled = null, hash = null, faults = $2 where tenant_id = $1 and version = 2',
    [county.code, JSON.stringify([fault])],
  );
  const admin = await county.person('admin');
  const { body } = await publishConfigVersion(admin, { version: 2 });
  expect(body).toMatchObject({ version: 2, ok: true, faults: [], hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const opened = await report(await county.person('grid-worker'), { item: 'Q01', location: { unit: 'river-side' } });
  expect(opened.configVersion).toBe(2);
});

test('what has a result is never changed, also not by the program itself', async () => {
  const { county } = await testLayers();
  const change = county.inTenant((tx) => tx.updateTable('config_version').set({ hash: 'x' }).execute());
  expect((await change)[0]!.numUpdatedRows).toBe(0n);
});

test('a child that cannot be offered one is set aside and said, and all the others are offered theirs', async () => {
  const layers = await testLayers();
  const others = [layers.county, await layers.addCounty(), await layers.addCounty()];
  const bad = await layers.addCounty();
  await asSuperuser('update config_version set engine_level = 9999 where tenant_id = $1', [bad.code]);
  const version = await lockUrgent(layers, 2);
  await rollOut(layers.province);
  for (const child of others) expect(await versionsOf(child)).toHaveLength(2);
  const said = await bad.inTenant((tx) => tx.selectFrom('audit_entry').select(['action', 'target', 'data']).execute());
  expect(said).toContainEqual({
    action: 'config.offer_candidate.set_aside',
    target: `config_version/${layers.province.code}/${version}`,
    data: { code: 'config/engine-too-old' },
  });
  const rollouts = await layers.province.inTenant((tx) => tx.selectFrom('rollout').select('done_at').execute());
  expect(rollouts).not.toContainEqual({ done_at: null });
});
