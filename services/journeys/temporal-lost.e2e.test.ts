import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createCaseActivities } from '#services/worker/activities/case-activities.ts';
import { startReconciler } from '#services/worker/reconciler.ts';
import { startRelay } from '#services/worker/relay.ts';
import { aClient, anOwnTemporal } from '#services/worker/testing-temporal.ts';
import { aRelayDatabase, eventually, outboxSize, quietLog } from '#services/worker/testing.ts';
import { startWorker } from '#services/worker/worker.ts';
import { caseWorkflowId } from '#workflows/case/naming.ts';
import { aBriskCounty, expectOnceAndInOrder } from './brisk-county.ts';

/** The seconds in which every first deadline of a brisk case passes. */
const allDueMs = 9_000;

test('people go on while Temporal is away; when it is back, and even empty, every deadline fires, once', async () => {
  const { pool, url } = await aRelayDatabase();
  const county = await aBriskCounty(url);
  const temporal = await anOwnTemporal();
  const client = aClient(temporal);
  const activities = createCaseActivities(county.api.tenant.deps);
  const bundleFolder = join(tmpdir(), 'countyflow-test-bundles');
  // All three are started once and never again, long before there is a Temporal.
  const worker = startWorker({ temporal, activities, bundleFolder, log: quietLog });
  const relay = startRelay({ pool, client, log: quietLog });
  const reconciler = startReconciler({ pool, client, log: quietLog }, { everyMs: 2_000 });
  onTestFinished(async () => void (await Promise.all([worker.stop(), relay.stop(), reconciler.stop()])));
  const nothingIsLate = async () => {
    const late = `select from "case" where closed_at is null and next_at < clock_timestamp() - interval '2 seconds'`;
    return (await pool.query(late)).rowCount === 0;
  };

  const first = [await county.report(), await county.report(), await county.report()];
  await county.act('chengguan', first[0]!, 'sign');
  await sleep(allDueMs);
  expect(worker.isReady()).toBe(false);
  for (const caseId of first.slice(1)) expect(await county.rungs(caseId)).toEqual([]);

  await temporal.start();
  await eventually('what fell due meanwhile is settled', nothingIsLate, 90_000);
  const second = [await county.report(), await county.report(), await county.report()];
  await eventually('their workflows run', async () => (await outboxSize(pool)) === 0);

  await temporal.stop();
  await county.act('chengguan', second[0]!, 'sign');
  await county.act('grid-worker', second[1]!, 'withdraw', { reason: '已自行解决' });
  const third = [await county.report(), await county.report()];
  await sleep(allDueMs);

  await temporal.start();
  await eventually('what fell due meanwhile is settled', nothingIsLate, 90_000);
  await eventually('nothing is left to send', async () => (await outboxSize(pool)) === 0, 90_000);
  const cases = [...first, ...second, ...third];
  for (const caseId of cases) expectOnceAndInOrder(await county.rungs(caseId));
  const fired = await Promise.all(cases.map(async (caseId) => (await county.rungs(caseId)).length));
  const withdrawn = cases.indexOf(second[1]!);
  for (const [index, count] of fired.entries())
    if (index === withdrawn) expect(count).toBe(0);
    else expect(count).toBeGreaterThanOrEqual(15);
  for (const caseId of cases.filter((_, index) => index !== withdrawn)) {
    const handle = client.workflow.getHandle(caseWorkflowId({ tenant: county.tenant, caseId }));
    await eventually('each open case has its workflow again', async () => {
      const run = await handle.describe().catch(() => undefined);
      return run?.status.name === 'RUNNING';
    });
  }
}, 240_000);
