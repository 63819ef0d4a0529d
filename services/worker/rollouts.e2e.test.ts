import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { createConfigVersion } from '#services/domain/configuration/create-config-version.ts';
import { publishConfigVersion } from '#services/domain/configuration/publish-config-version.ts';
import { listConfigVersions } from '#services/domain/configuration/read-versions.ts';
import { filesOf, testLayers } from '#services/domain/configuration/testing.ts';
import { testDeps } from '#services/domain/testing.ts';
import { createPool } from '#services/platform/postgres.ts';
import { rolloutWorkflowId } from '#workflows/case/naming.ts';
import { createCaseActivities } from './activities/case-activities.ts';
import { createRolloutActivities } from './activities/rollout-activities.ts';
import { startRollouts } from './rollouts.ts';
import { aClient, aNamespace, anOwnTemporal } from './testing-temporal.ts';
import { aRelayDatabase, eventually, quietLog } from './testing.ts';
import { startWorker } from './worker.ts';

test('what a publication brings about waits for Temporal, is done once, and not before its time', async () => {
  const { pool, url } = await aRelayDatabase();
  const layers = await testLayers(testDeps({ databaseUrl: url }));
  const { deps, province, county } = layers;
  const temporal = await anOwnTemporal();
  const client = aClient(temporal);
  const bundleFolder = join(tmpdir(), 'countyflow-test-bundles');
  const [activities, rollouts] = [createCaseActivities(deps), createRolloutActivities(deps)];
  const worker = startWorker({ temporal, activities, rollouts, bundleFolder, log: quietLog });
  const starter = startRollouts({ pool, client, log: quietLog });
  onTestFinished(async () => void (await Promise.all([worker.stop(), starter.stop()])));

  const operator = await province.person('operator');
  const { body } = await createConfigVersion(operator, { files: await filesOf(province), note: 'same' });
  await publishConfigVersion(operator, body);
  await pool.query(`update rollout set leased_until = null`);
  const undone = async () =>
    (await pool.query<{ n: number }>('select count(*)::int as n from rollout where done_at is null')).rows[0]!.n;
  expect(await undone()).toBe(1);

  await temporal.start();
  await eventually('the rollout is done', async () => (await undone()) === 0, 60_000);
  const admin = await county.person('admin');
  expect((await listConfigVersions(admin, { limit: 50 })).data.map(({ version }) => version)).toEqual([2, 1]);
  const id = rolloutWorkflowId({ tenant: province.code, kind: 'candidates', version: body.version });
  expect(id).toBe(`t/${province.code}/candidates/2`);
  await client.workflow.getHandle(id).result();

  const later = new Date(Date.now() + 4_000);
  await province.inTenant((tx) =>
    tx
      .insertInto('rollout')
      .values({ tenant_id: province.code, kind: 'candidates', version: 2, not_before: later })
      .execute(),
  );
  await eventually('the later one is done', async () => (await undone()) === 0, 30_000);
  expect(Date.now()).toBeGreaterThanOrEqual(later.getTime());
});

test('a rollout that is refused for its own sake is left alone for a while, and the others are started', async () => {
  const { pool, url } = await aRelayDatabase();
  const { province } = await testLayers(testDeps({ databaseUrl: url }));
  const client = aClient(await aNamespace());
  const owner = createPool({ url, role: 'login', max: 1, applicationName: 'test' });
  onTestFinished(() => owner.end());
  // No tenant of this name could come to be, so its keys are not asked.
  await owner.query(`set session_replication_role = replica`);
  await owner.query(
    `insert into rollout (tenant_id, kind, version, not_before) values ('t/another', 'candidates', 1, '2026-01-01')`,
  );
  const starter = startRollouts({ pool, client, log: quietLog });
  onTestFinished(() => starter.stop());
  const leased = `select from rollout where tenant_id = 't/another' and leased_until > clock_timestamp() + interval '50 seconds'`;
  await eventually('it was tried and waits', async () => (await owner.query(leased)).rowCount === 1);

  const operator = await province.person('operator');
  const { body } = await createConfigVersion(operator, { files: await filesOf(province), note: 'same' });
  await publishConfigVersion(operator, body);
  const id = rolloutWorkflowId({ tenant: province.code, kind: 'candidates', version: body.version });
  const isStarted = () =>
    client.workflow
      .getHandle(id)
      .describe()
      .then(
        () => true,
        () => false,
      );
  await eventually('the other is started', isStarted);
  expect((await owner.query(leased)).rowCount).toBe(1);
});
