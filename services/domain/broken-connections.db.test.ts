import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject, expect, onTestFinished, test } from 'vitest';
import '../../infra/test/provided.ts';
import { startTcpProxy } from '../../infra/test/tcp-proxy.ts';
import { isPostgresAway } from '#services/platform/postgres-away.ts';
import { createPool, type PoolLimits } from '#services/platform/postgres.ts';
import { createDatabase, withTenant, type TenantDb } from './database.ts';
import { asSuperuser } from './testing.ts';

/** Short limits, in the same order as the real ones. */
const limits: PoolLimits = { connectMs: 1_000, statementMs: 1_500, silenceMs: 2_000 };

function aPool({ max = 1, port }: { max?: number; port?: number } = {}) {
  const url = new URL(inject('databaseUrl'));
  if (port) url.port = String(port);
  const broken: string[] = [];
  const onBroken = (error: Error) => void broken.push(error.message);
  const pool = createPool({ url: url.href, role: 'countyflow_app', max, applicationName: 'breaks', limits, onBroken });
  onTestFinished(() => pool.end());
  return { pool, db: createDatabase(pool), broken };
}

const pidOf = async (tx: TenantDb) =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]!.pid;
const terminate = (pid: number) => asSuperuser('select pg_terminate_backend($1, 5000)', [pid]);
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a connection that breaks in the middle of a transaction fails that transaction alone', async () => {
  const { db, pool, broken } = aPool();
  let first = 0;
  const failed = withTenant(db, 'nobody', async (tx) => {
    first = await pidOf(tx);
    await terminate(first);
    await sleep(100);
    await pidOf(tx);
  });
  expect(isPostgresAway(await failureOf(failed))).toBe(true);
  expect(await withTenant(db, 'nobody', pidOf)).not.toBe(first);
  expect([broken.length, pool.totalCount]).toEqual([1, 1]);
});

test('a connection that breaks while it waits for a lock says that the database went away', async () => {
  const { db } = aPool({ max: 2 });
  const lock = sql`select pg_advisory_xact_lock(8417)`;
  await withTenant(db, 'nobody', async (holder) => {
    await lock.execute(holder);
    let pid = 0;
    const waiting = withTenant(db, 'somebody', async (tx) => {
      pid = await pidOf(tx);
      await lock.execute(tx);
    });
    const failure = failureOf(waiting);
    await expect.poll(() => pid).toBeGreaterThan(0);
    await terminate(pid);
    expect(await failure).toMatchObject({ code: '57P01' });
  });
});

test('an idle connection that breaks is not handed out again', async () => {
  const { db, broken } = aPool();
  const pid = await withTenant(db, 'nobody', pidOf);
  await terminate(pid);
  await expect.poll(() => broken.length).toBe(1);
  expect(await withTenant(db, 'nobody', pidOf)).not.toBe(pid);
});

test('what failed is told, not that the rollback then failed as well', async () => {
  const { db } = aPool();
  const failed = withTenant(db, 'nobody', async (tx) => {
    await terminate(await pidOf(tx));
    throw new Error('the reason');
  });
  await expect(failed).rejects.toThrow('the reason');
});

test('a connection that is left in the middle of a transaction is not handed out again', async () => {
  const { pool } = aPool();
  const client = await pool.connect();
  await client.query('begin');
  await client.query('create temporary table left_behind (n int)');
  client.release();
  const { rows } = await pool.query(`select to_regclass('left_behind') as found`);
  expect(rows).toEqual([{ found: null }]);
});

test('a server process that hangs is given up, and its connection comes back', async () => {
  const { db, pool } = aPool();
  const pid = await withTenant(db, 'nobody', pidOf);
  process.kill(pid, 'SIGSTOP');
  try {
    const startedAt = Date.now();
    expect(isPostgresAway(await failureOf(withTenant(db, 'nobody', pidOf)))).toBe(true);
    expect(Date.now() - startedAt).toBeLessThan(limits.connectMs + limits.silenceMs + 1_000);
    expect(await withTenant(db, 'nobody', pidOf)).not.toBe(pid);
    expect(pool.totalCount).toBe(1);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
});

test('a network that swallows everything holds nobody for longer than the limits, and all goes on when it is back', async () => {
  const { hostname: host, port } = new URL(inject('databaseUrl'));
  const proxy = await startTcpProxy({ host, port: Number(port) });
  onTestFinished(() => proxy.stop());
  const { db, pool } = aPool({ max: 2, port: proxy.port });
  await withTenant(db, 'nobody', pidOf);
  proxy.swallow();
  const startedAt = Date.now();
  const failures = await Promise.all(Array.from({ length: 6 }, () => failureOf(withTenant(db, 'nobody', pidOf))));
  expect(failures.map(isPostgresAway)).toEqual(Array.from({ length: 6 }, () => true));
  // Its turn, its connection, its answer.
  expect(Date.now() - startedAt).toBeLessThan(2 * limits.connectMs + limits.silenceMs + 1_000);
  proxy.pass();
  expect(await withTenant(db, 'nobody', pidOf)).toBeGreaterThan(0);
  proxy.reset();
  await expect.poll(() => pool.totalCount).toBe(0);
  expect(await withTenant(db, 'nobody', pidOf)).toBeGreaterThan(0);
});

test('an answer that takes long but comes is waited for, also by a process that stood still itself', async () => {
  const { pool } = aPool();
  await pool.query('select 1');
  const slow = pool.query(`select pg_sleep(1.2)`);
  await sleep(100);
  const until = Date.now() + limits.silenceMs + 300;
  while (Date.now() < until);
  expect((await slow).rowCount).toBe(1);
});
