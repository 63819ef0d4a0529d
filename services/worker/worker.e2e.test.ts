import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { expect, inject, onTestFinished, test } from 'vitest';
import { act, report } from '#services/domain/cases/testing.ts';
import { aTenant, testDeps } from '#services/domain/testing.ts';
import type { TemporalAddress } from '#services/platform/temporal.ts';
import { caseWorkflowId } from '#workflows/case/naming.ts';
import { createCaseActivities } from './activities/case-activities.ts';
import { startRelay } from './relay.ts';
import { aClient, aNamespace } from './testing-temporal.ts';
import { aCaseKey, aRelayDatabase, eventually, quietLog } from './testing.ts';
import { startWorker } from './worker.ts';

async function aHouse(temporal: TemporalAddress) {
  const { pool, url } = await aRelayDatabase();
  const client = aClient(temporal);
  const county = await aTenant({ deps: testDeps({ databaseUrl: url }) });
  const activities = createCaseActivities(county.deps);
  const bundleFolder = join(tmpdir(), 'countyflow-test-bundles');
  const worker = startWorker({ temporal, activities, bundleFolder, log: quietLog });
  const relay = startRelay({ pool, client, log: quietLog });
  onTestFinished(async () => void (await Promise.all([worker.stop(), relay.stop()])));
  const runOf = async (caseId: string) => {
    const workflow = client.workflow.getHandle(caseWorkflowId({ tenant: county.code, caseId }));
    const run = await workflow.describe().catch(() => undefined);
    return run && { status: run.status.name, runId: run.runId };
  };
  return { county, worker, runOf };
}

test('a case’s workflow ends with the case, and a reopened case gets a new one under its id', async () => {
  const { county, runOf } = await aHouse(await aNamespace());
  const worker = await county.person('grid-worker');
  const reported = await report(worker);
  await eventually('it runs', async () => (await runOf(reported.id))?.status === 'RUNNING');
  await act(worker, reported, 'withdraw', { reason: '已自行解决' });
  await eventually('it ends', async () => (await runOf(reported.id))?.status === 'COMPLETED');
  const first = await runOf(reported.id);
  await act(await county.person('centre'), reported, 'reopen', { reason: '又有摊贩' });
  await eventually('another runs', async () => (await runOf(reported.id))?.status === 'RUNNING');
  expect((await runOf(reported.id))?.runId).not.toBe(first?.runId);
});

test('a server that has never heard of us is made ready', async () => {
  const namespace = `new-${aCaseKey().tenant}`;
  const { county, worker, runOf } = await aHouse({ address: inject('temporalAddress'), namespace });
  const reported = await report(await county.person('grid-worker'));
  await eventually('the worker has found the namespace', async () => worker.isReady(), 60_000);
  await eventually('the relay has, too', async () => (await runOf(reported.id)) !== undefined, 60_000);
  expect(await runOf(reported.id)).toMatchObject({ status: 'RUNNING' });
}, 130_000);

test('a worker that waits for Temporal stops when it is told to', async () => {
  const { worker } = await aHouse({ address: '127.0.0.1:1', namespace: 'none' });
  expect(worker.isReady()).toBe(false);
  const startedAt = Date.now();
  await worker.stop();
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});

test('a case that is not there any more has ended', async () => {
  const { county } = await aHouse(await aNamespace());
  const { caseId } = aCaseKey();
  const outlook = await createCaseActivities(county.deps).advanceCase({ tenant: county.code, caseId });
  expect(outlook).toEqual({ wakeInMs: null, work: [], ended: true });
});

test('what went wrong stays in the house: the history is told its kind and nothing else', async () => {
  const database = new URL(inject('databaseUrl'));
  database.pathname = '/wangfang-13844510012';
  const { advanceCase } = createCaseActivities(testDeps({ databaseUrl: database.href }));
  const failure: unknown = await advanceCase(aCaseKey()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ type: '3D000', nonRetryable: false });
  expect(JSON.stringify([failure, (failure as Error).message, (failure as Error).stack])).not.toMatch(/wangfang/);
});
