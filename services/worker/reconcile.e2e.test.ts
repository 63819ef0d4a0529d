import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { act, report } from '#services/domain/cases/testing.ts';
import { aTenant, shiftedClock, testDeps, type TestTenant } from '#services/domain/testing.ts';
import type { Pool } from 'pg';
import { reconcile } from './reconcile.ts';
import { startReconciler } from './reconciler.ts';
import { startRelay } from './relay.ts';
import { aClient, aNamespace } from './testing-temporal.ts';
import { aRelayDatabase, eventually, outboxSize, quietLog } from './testing.ts';

const hourMs = 3_600_000;

/** Two counties that share an installation; `at` is the instant that their clock shows, and it goes on. */
async function twoCounties(url: string, at = Date.now()) {
  const clock = shiftedClock(at);
  const deps = testDeps({ databaseUrl: url, clock });
  const counties = [await aTenant({ deps }), await aTenant({ deps })] as const;
  return { counties, clock };
}

async function reportIn(county: TestTenant) {
  return report(await county.person('grid-worker'));
}

async function emptyOutbox(pool: Pool) {
  await pool.query('delete from outbox');
}

async function nudges(pool: Pool) {
  const { rows } = await pool.query<{ case_id: string; reason: string; wake_at: Date | null }>(
    'select case_id, reason, wake_at from outbox order by case_id, reason',
  );
  return rows;
}

test('every open case without a workflow is woken, page by page, and none twice', async () => {
  const { pool, url } = await aRelayDatabase();
  const client = aClient(await aNamespace());
  const { counties } = await twoCounties(url);
  const open = [];
  for (let n = 0; n < 5; n += 1) open.push(await reportIn(counties[n % 2]!));
  const closed = await reportIn(counties[0]);
  await act(await counties[0].person('grid-worker'), closed, 'withdraw', { reason: '已自行解决' });
  await emptyOutbox(pool);

  const options = { pageSize: 2, pauseMs: 0 };
  expect(await reconcile({ pool, client }, options)).toEqual({ compared: 5, missing: 5, overdue: 0 });
  expect((await nudges(pool)).map((row) => row.case_id)).toEqual(open.map((one) => one.id).sort());
  expect(await reconcile({ pool, client }, options)).toEqual({ compared: 5, missing: 0, overdue: 0 });

  const relay = startRelay({ pool, client, log: quietLog });
  onTestFinished(() => relay.stop());
  await eventually('all are sent', async () => (await outboxSize(pool)) === 0);
  await eventually('all are seen to run', async () => (await reconcile({ pool, client }, options)).missing === 0);
  expect(await reconcile({ pool, client }, options)).toEqual({ compared: 5, missing: 0, overdue: 0 });
});

test('a running case that slept past its instant is woken, one that is not yet due is not', async () => {
  const { pool, url } = await aRelayDatabase();
  const client = aClient(await aNamespace());
  const { counties, clock } = await twoCounties(url, Date.now() - 2 * hourMs);
  const late = await reportIn(counties[0]);
  clock.set(Date.now());
  await reportIn(counties[1]);
  const relay = startRelay({ pool, client, log: quietLog });
  await eventually('both run', async () => (await outboxSize(pool)) === 0);
  await relay.stop();
  await eventually('both are seen to run', async () => {
    const { missing } = await reconcile({ pool, client });
    if (missing > 0) await emptyOutbox(pool);
    return missing === 0;
  });
  await emptyOutbox(pool);
  expect(await reconcile({ pool, client })).toEqual({ compared: 2, missing: 0, overdue: 1 });
  expect((await nudges(pool)).map((row) => [row.case_id, row.reason])).toEqual([[late.id, 'wake']]);
});

test('a closed case whose outward work is undone is woken for it', async () => {
  const { pool, url } = await aRelayDatabase();
  const client = aClient(await aNamespace());
  const clock = shiftedClock(Date.now() - 2 * hourMs);
  const county = await aTenant({
    deps: testDeps({ databaseUrl: url, clock }),
    change: (config) => void (config.tenant.noticeGateway = 'sms'),
  });
  const reported = await reportIn(county);
  clock.advance(hourMs + 60_000);
  await act(await county.person('grid-worker'), reported, 'withdraw', { reason: '已自行解决' });
  await emptyOutbox(pool);
  expect(await reconcile({ pool, client })).toMatchObject({ compared: 0, overdue: 1 });
  expect((await nudges(pool)).map((row) => [row.case_id, row.reason])).toEqual([[reported.id, 'work']]);
});

test('while Temporal is away, what is overdue is still asked for, and the round says that it failed', async () => {
  const { pool, url } = await aRelayDatabase();
  const client = aClient({ address: '127.0.0.1:1', namespace: 'none' });
  const { counties } = await twoCounties(url, Date.now() - 2 * hourMs);
  await reportIn(counties[0]);
  await emptyOutbox(pool);
  await expect(reconcile({ pool, client }, { timeoutMs: 500 })).rejects.toThrow();
  expect(await outboxSize(pool)).toBe(1);
});

test('side by side, one reconciler at a time does the round, and the next takes over', async () => {
  const { pool, url } = await aRelayDatabase();
  const client = aClient(await aNamespace());
  const { counties } = await twoCounties(url);
  const holder = await pool.connect();
  await holder.query(`select pg_advisory_lock(hashtextextended('reconcile missing', 0))`);
  await reportIn(counties[0]);
  await emptyOutbox(pool);
  const reconciler = startReconciler({ pool, client, log: quietLog }, { everyMs: 200 });
  onTestFinished(() => reconciler.stop());
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await outboxSize(pool)).toBe(0);
  holder.release(true);
  await eventually('it does the round', async () => (await outboxSize(pool)) === 1);
});

test('a comparing round that takes long does not keep what is overdue from being woken', async () => {
  const { pool, url } = await aRelayDatabase();
  // It takes every question and answers none, as one does that has half a million workflows to look through.
  const temporal = createServer(() => {}).listen(0, '127.0.0.1');
  await once(temporal, 'listening');
  onTestFinished(() => void temporal.close());
  const client = aClient({ address: `127.0.0.1:${(temporal.address() as AddressInfo).port}`, namespace: 'slow' });
  const { counties, clock } = await twoCounties(url);
  const first = await reportIn(counties[0]);
  const reconciler = startReconciler({ pool, client, log: quietLog }, { everyMs: 200 });
  onTestFinished(() => reconciler.stop());
  await eventually('it compares', async () => isHeld(pool, 'reconcile missing'));
  clock.set(Date.now() - 2 * hourMs);
  const second = await reportIn(counties[0]);
  await emptyOutbox(pool);
  // Half of what the comparing round waits for its first answer.
  await eventually('the overdue case is woken', async () => (await outboxSize(pool)) === 1, 5_000);
  expect((await nudges(pool)).map((row) => row.case_id)).toEqual([second.id]);
  expect(await isHeld(pool, 'reconcile missing')).toBe(true);
  expect(first.id).not.toBe(second.id);
});

/** Whether a round is under way: it holds its lock until its end. */
async function isHeld(pool: Pool, lock: string): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ free: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as free',
      [lock],
    );
    if (rows[0]!.free) await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [lock]);
    return !rows[0]!.free;
  } finally {
    client.release();
  }
}
