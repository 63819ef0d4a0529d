import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { bringUp, type Installation } from '../../infra/fuzz/hostile/installation.ts';
import { claimNamespace } from '../../infra/test/claim-namespace.ts';
import { startTcpProxy, type TcpProxy } from '../../infra/test/tcp-proxy.ts';
import { makeTestFolder } from '../../infra/test/test-folder.ts';
import '../../infra/test/provided.ts';
import { CaseList, type CaseEvent } from '#services/domain/cases/schema.ts';
import { poolLimits } from '#services/platform/postgres.ts';
import { startPostgresServer, type PostgresServer } from '#services/start/postgres-server.ts';
import { eventually } from '#services/worker/testing.ts';
import { createCaller, type Caller } from './caller.ts';
import { quick } from './quick-tenant.ts';

/** API, worker and relay as processes of their own, on a database that is broken under them in every way that one can break. */
const folder = makeTestFolder();
const password = 'for-tests-only';
let postgres: PostgresServer;
let proxy: TcpProxy;
let house: Installation;
let people: { gridWorker: Caller; officer: Caller; centre: Caller };

const startPostgres = (port?: number) =>
  startPostgresServer({ folder, password, settings: ['synchronous_commit=on'], ...(port && { port }) });

beforeAll(async () => {
  postgres = await startPostgres();
  proxy = await startTcpProxy({ host: '127.0.0.1', port: postgres.port });
  const provided = { postgresUrl: inject('postgresUrl'), temporalNamespaces: inject('temporalNamespaces') };
  const throughProxy = new URL(postgres.url);
  throughProxy.port = String(proxy.port);
  house = await bringUp({
    postgresUrl: throughProxy.href,
    temporalAddress: inject('temporalAddress'),
    temporalNamespace: await claimNamespace(provided),
  });
  const as = (name: string) => createCaller(house.apiUrl, house.tokens.get(`${quick.tenant}/${name}`)!);
  people = { gridWorker: as('grid-worker'), officer: as(quick.unit), centre: as('centre') };
}, 180_000);
afterAll(async () => {
  await house.stop();
  await proxy.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Straight to the server, as its administrator. */
async function asAdministrator(sql: string, values: unknown[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: postgres.url });
  client.on('error', () => {});
  await client.connect();
  const { rowCount } = await client.query(sql, values);
  await client.end();
  return rowCount ?? 0;
}

interface Sent {
  key: string;
  status: number;
  retryAfter: string | null;
  /** Epoch ms. */
  at: number;
  ms: number;
}

/** Longest that anybody may wait: for a turn, for a connection, for an answer. */
const longestMs = 2 * poolLimits.connectMs + poolLimits.silenceMs + 2_000;
const wording = '数据库断开时上报的';

/** Reports, signs and reads without pause while something is done to the database, and until it goes on. */
async function whileWorking(what: () => Promise<void>): Promise<{ sent: Sent[]; recoveryMs: number }> {
  const sent: Sent[] = [];
  let isOver = false;
  const lane = async () => {
    while (!isOver) {
      const key = randomUUID();
      const at = Date.now();
      const body = { ...quick.report, description: `${wording} ${key}` };
      const asked = [
        people.gridWorker.ask('POST', '/v1/cases', body, { 'idempotency-key': key }),
        people.centre.ask('GET', '/v1/cases?limit=20'),
      ];
      for (const [index, answer] of (await Promise.all(asked)).entries()) {
        const retryAfter = answer.headers.get('retry-after');
        sent.push({ key: index === 0 ? key : '', status: answer.status, retryAfter, at, ms: Date.now() - at });
      }
      await sleep(40);
    }
  };
  const lanes = Array.from({ length: 4 }, lane);
  await sleep(500);
  await what();
  const backAt = Date.now();
  const isWell = () => sent.some(({ status, at }) => status < 300 && at >= backAt);
  await eventually('work goes on', async () => Promise.resolve(isWell()), 30_000);
  const recoveryMs =
    Math.min(...sent.filter(({ status, at }) => status < 300 && at >= backAt).map(({ at }) => at)) - backAt;
  isOver = true;
  await Promise.all(lanes);
  return { sent, recoveryMs };
}

const reported = new Map<string, number>();

const breaks: [name: string, what: () => Promise<void>][] = [
  [
    'every connection is ended by the administrator, again and again',
    async () => {
      for (let times = 0; times < 5; times += 1) {
        await asAdministrator(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename like '%login' and pid <> pg_backend_pid()`,
        );
        await sleep(150);
      }
    },
  ],
  [
    'the server is killed and comes back',
    async () => {
      process.kill(-postgres.pid, 'SIGKILL');
      await sleep(1_500);
      postgres = await startPostgres(postgres.port);
    },
  ],
  [
    'the server stops as an operator stops it, and comes back',
    async () => {
      await postgres.stop();
      await sleep(1_500);
      postgres = await startPostgres(postgres.port);
    },
  ],
  [
    'the whole server hangs for a while',
    async () => {
      const pids = await serverPids();
      for (const pid of pids) signal(pid, 'SIGSTOP');
      await sleep(4_000);
      for (const pid of pids) signal(pid, 'SIGCONT');
    },
  ],
  [
    'the network swallows everything, and comes back',
    async () => {
      proxy.swallow();
      await sleep(4_000);
      proxy.pass();
      proxy.reset();
    },
  ],
  [
    'the network cuts every connection, also while they are made',
    async () => {
      for (let times = 0; times < 40; times += 1) {
        proxy.reset();
        await sleep(25);
      }
    },
  ],
];

/** Those that serve somebody lead no group of their own, but the postmaster's stands still with them all. */
async function serverPids(): Promise<number[]> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    'select pid from pg_stat_activity where pid <> pg_backend_pid()',
  );
  await client.end();
  return [postgres.pid, ...rows.map(({ pid }) => pid)];
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself meanwhile.
  }
}

test.each(breaks)('no process ends, callers are told to come again, and work goes on: %s', async (name, what) => {
  const { sent, recoveryMs } = await whileWorking(what);
  process.stdout.write(`${name}: ${sent.length} requests, works again after ${recoveryMs} ms\n`);
  for (const { key, status } of sent) if (key) reported.set(key, status);
  expect([...new Set(sent.map(({ status }) => status))].filter((status) => ![200, 201, 503].includes(status))).toEqual(
    [],
  );
  expect(sent.filter(({ status, retryAfter }) => status === 503 && retryAfter === null)).toEqual([]);
  expect(Math.max(...sent.map(({ ms }) => ms))).toBeLessThan(longestMs);
  expect(recoveryMs).toBeLessThan(5_000);
  expect(house.processes.flatMap(({ ends }) => ends)).toEqual([]);
});

test('who waits for a lock in a connection that is ended is told to come again', async () => {
  const { id } = await people.gridWorker.report(quick.report);
  const holder = new pg.Client({ connectionString: databaseOf(postgres.url, await databaseName()) });
  holder.on('error', () => {});
  await holder.connect();
  await holder.query('begin');
  await holder.query('select from "case" where case_id = $1 for update', [id]);
  const waiting = people.officer.ask('POST', `/v1/cases/${id}/actions`, { action: 'sign' });
  const terminate = `select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and usename like '%login'`;
  await eventually('it waits', async () => (await asAdministrator(terminate)) > 0);
  const { status, headers } = await waiting;
  expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  await holder.query('rollback');
  await holder.end();
  expect((await people.officer.act(id, 'sign')).tracks[0]).toMatchObject({ state: 'signed' });
  expect(house.processes.flatMap(({ ends }) => ends)).toEqual([]);
});

test('nothing is lost and nothing done twice', async () => {
  expect(reported.size).toBeGreaterThan(50);
  const again = { 201: 0, other: 0 };
  for (const [key, status] of reported) {
    const body = { ...quick.report, description: `${wording} ${key}` };
    const answer = await people.gridWorker.ask('POST', '/v1/cases', body, { 'idempotency-key': key });
    again[answer.status === 201 ? 201 : 'other'] += 1;
    if (status === 201) expect(answer.headers.get('idempotent-replayed')).toBe('true');
  }
  expect(again).toEqual({ 201: reported.size, other: 0 });
  const all = await everyCase();
  const byKey = all.filter(({ description }) => reported.has(description.slice(-36)));
  expect(byKey).toHaveLength(reported.size);
  expect(new Set(byKey.map(({ description }) => description)).size).toBe(reported.size);

  // Nobody signs; each case is found by its workflow, once.
  const breachesOf = (events: CaseEvent[]) =>
    events.filter(({ type, data }) => type === 'deadline_breached' && data['name'] === 'sign');
  for (const { id } of byKey) {
    const breaches = async () => breachesOf(await people.centre.events(id)).length;
    await eventually('it is found', async () => (await breaches()) > 0, 90_000);
    expect(await breaches()).toBe(1);
  }
  expect(house.processes.flatMap(({ ends }) => ends)).toEqual([]);
}, 240_000);

async function everyCase(): Promise<{ id: string; description: string }[]> {
  const found: { id: string; description: string }[] = [];
  for (let cursor = ''; ;) {
    const { body } = await people.centre.ask('GET', `/v1/cases?limit=50&sort=createdAt${cursor}`);
    const { data, nextCursor } = CaseList.parse(body);
    found.push(...data);
    if (nextCursor === null) return found;
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
}

async function databaseName(): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'hostile%'`,
  );
  await client.end();
  return rows[0]!.datname;
}

function databaseOf(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
