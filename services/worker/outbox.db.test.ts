import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { claimNudges, measureBacklog, releaseNudges, removeNudges, type OutboxRow } from './outbox.ts';
import { aCaseKey, aRelayDatabase, outboxSize, putNudge } from './testing.ts';

const options = { batch: 10, leaseMs: 30_000, after: '' };
const ids = (rows: OutboxRow[]) => rows.map((row) => row.outboxId).sort((a, b) => a - b);

test('what is claimed is not claimed again until it is released', async () => {
  const { pool } = await aRelayDatabase();
  await putNudge(pool, aCaseKey());
  const first = await claimNudges(pool, options);
  expect(first).toHaveLength(1);
  expect(await claimNudges(pool, options)).toEqual([]);
  await releaseNudges(pool, first, 0);
  expect(await claimNudges(pool, options)).toEqual(first);
});

test('a lease that lapses is another’s to claim', async () => {
  const { pool } = await aRelayDatabase();
  await putNudge(pool, aCaseKey());
  const first = await claimNudges(pool, { ...options, leaseMs: 300 });
  expect(await claimNudges(pool, options)).toEqual([]);
  await sleep(400);
  expect(ids(await claimNudges(pool, options))).toEqual(ids(first));
});

test('relays that claim at the same moment never get the same row, and leave none behind', async () => {
  const { pool } = await aRelayDatabase();
  for (let n = 0; n < 60; n += 1) await putNudge(pool, aCaseKey(`t-${n % 3}`));
  const claims: OutboxRow[] = [];
  while (claims.length < 60) {
    const batches = await Promise.all([1, 2, 3, 4].map(() => claimNudges(pool, options)));
    claims.push(...batches.flat());
  }
  expect(new Set(ids(claims)).size).toBe(60);
  expect(claims).toHaveLength(60);
});

test('a tenant with a thousand nudges does not stand before one with a single nudge', async () => {
  const { pool } = await aRelayDatabase();
  await pool.query(
    `insert into outbox (tenant_id, case_id, reason) select 't-big', gen_random_uuid(), 'wake' from generate_series(1, 1000)`,
  );
  await putNudge(pool, aCaseKey('t-a'));
  await putNudge(pool, aCaseKey('t-small'));
  const claimed = await claimNudges(pool, { ...options, batch: 9 });
  const count = (tenant: string) => claimed.filter((row) => row.tenant === tenant).length;
  expect([count('t-a'), count('t-big'), count('t-small')]).toEqual([1, 3, 1]);
});

test('with more tenants than places, those who had to wait come next', async () => {
  const { pool } = await aRelayDatabase();
  for (let n = 0; n < 14; n += 1) await putNudge(pool, aCaseKey(`t-${(n % 7) + 1}`));
  const served: string[] = [];
  let after = '';
  for (let batch = 0; batch < 3; batch += 1) {
    const claimed = await claimNudges(pool, { ...options, batch: 3, after });
    served.push(...claimed.map((row) => row.tenant));
    after = claimed.at(-1)!.tenant;
  }
  expect(served).toEqual(['t-1', 't-2', 't-3', 't-4', 't-5', 't-6', 't-7', 't-1', 't-2']);
});

test('all nudges of a claimed case come along', async () => {
  const { pool } = await aRelayDatabase();
  const key = aCaseKey('t-a');
  await putNudge(pool, key);
  await putNudge(pool, aCaseKey('t-a'));
  await putNudge(pool, key, new Date(1_000));
  const claimed = await claimNudges(pool, { ...options, batch: 1 });
  expect(claimed.map(({ caseId, wakeAt }) => [caseId, wakeAt])).toEqual([
    [key.caseId, null],
    [key.caseId, new Date(1_000)],
  ]);
});

test('what is removed is gone, by its whole key', async () => {
  const { pool } = await aRelayDatabase();
  for (let n = 0; n < 3; n += 1) await putNudge(pool, aCaseKey());
  const claimed = await claimNudges(pool, options);
  await removeNudges(pool, claimed.slice(0, 2));
  expect(await outboxSize(pool)).toBe(1);
  expect(await measureBacklog(pool)).toMatchObject({ rows: 1 });
});
