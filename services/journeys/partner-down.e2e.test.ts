import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createCaseActivities } from '#services/worker/activities/case-activities.ts';
import { startRelay } from '#services/worker/relay.ts';
import { aClient, aNamespace } from '#services/worker/testing-temporal.ts';
import { aRelayDatabase, eventually, quietLog } from '#services/worker/testing.ts';
import { startWorker } from '#services/worker/worker.ts';
import { caseWorkflowId } from '#workflows/case/naming.ts';
import { aBriskCounty, expectOnceAndInOrder } from './brisk-county.ts';

/** A message gateway that answers 503 until it is mended, and then takes each message once, by its key. */
async function aGateway() {
  let isDown = true;
  let refused = 0;
  const taken = new Map<string, string>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (isDown) refused += 1;
      else taken.set(String(request.headers['idempotency-key']), body);
      response.writeHead(isDown ? 503 : 202).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
  return { url, taken, refusals: () => refused, mend: () => void (isDown = false) };
}

test('a partner that is down delays its own messages, not the clocks; mended, it gets each of them, of a closed case too', async () => {
  const { pool, url } = await aRelayDatabase();
  const gateway = await aGateway();
  const county = await aBriskCounty(url, gateway.url);
  const temporal = await aNamespace();
  const client = aClient(temporal);
  const activities = createCaseActivities(county.api.tenant.deps);
  const bundleFolder = join(tmpdir(), 'countyflow-test-bundles');
  const worker = startWorker({ temporal, activities, bundleFolder, log: quietLog });
  const relay = startRelay({ pool, client, log: quietLog });
  onTestFinished(async () => void (await Promise.all([worker.stop(), relay.stop()])));
  await eventually('the worker takes work', async () => worker.isReady());
  const undone = async (caseId: string) =>
    (await pool.query('select work_id from case_work where case_id = $1 and done_at is null', [caseId])).rowCount!;

  const [open, closed] = [await county.report(), await county.report()];
  await sleep(5_000);
  await county.act('grid-worker', closed, 'withdraw', { reason: '已自行解决' });
  await sleep(4_000);
  const rungs = await county.rungs(open);
  expectOnceAndInOrder(rungs);
  expect(rungs.length).toBeGreaterThanOrEqual(15);
  expect(Math.max(...rungs.map(({ at, dueAt }) => at - dueAt))).toBeLessThan(5_000);
  expect(gateway.refusals()).toBeGreaterThan(0);
  expect(await undone(closed)).toBeGreaterThan(0);

  gateway.mend();
  for (const caseId of [open, closed])
    await eventually('all messages are recorded as sent', async () => (await undone(caseId)) === 0, 60_000);
  const { rows } = await pool.query<{ work_id: string }>('select work_id from case_work');
  expect([...gateway.taken.keys()].sort()).toEqual(rows.map((row) => row.work_id).sort());
  const workflow = client.workflow.getHandle(caseWorkflowId({ tenant: county.tenant, caseId: closed }));
  await eventually(
    'the closed case’s workflow ends',
    async () => (await workflow.describe()).status.name === 'COMPLETED',
  );
}, 240_000);
