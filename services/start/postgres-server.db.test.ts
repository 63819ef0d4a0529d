import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { isAlive, waitUntilGone } from '#services/platform/processes.ts';
import { makeTestFolder } from '../../infra/test/test-folder.ts';
import { startPostgresServer, type PostgresServer } from './postgres-server.ts';

const folders: string[] = [];
const servers: PostgresServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = makeTestFolder();
  folders.push(folder);
  return folder;
}

async function start(folder: string, options: { password?: string; port?: number } = {}): Promise<PostgresServer> {
  const server = await startPostgresServer({ folder, password: 'secret', ...options });
  servers.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('keeps its rows over a stop and a start, durable and on the loopback only', async () => {
  const folder = newFolder();
  const first = await start(folder);
  await query(first.url, 'create table kept as select 42 as n');
  await first.stop();
  const second = await start(folder, { port: first.port });
  expect(second.port).toBe(first.port);
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 42 }]);
  const shown = `select current_setting('fsync') as fsync, current_setting('listen_addresses') as at, getdatabaseencoding() as code`;
  expect(await query(second.url, shown)).toEqual([{ fsync: 'on', at: '127.0.0.1', code: 'UTF8' }]);
});

test('stops the server of a parent that was killed, and keeps what it had committed', async () => {
  const folder = newFolder();
  const orphan = await startInChild(folder);
  await query(orphan.url, 'create table kept as select 42 as n');
  orphan.child.kill('SIGKILL');
  await new Promise((resolve) => orphan.child.once('exit', resolve));
  expect(isAlive(orphan.pid)).toBe(true);

  const said: string[] = [];
  const server = await startPostgresServer({ folder, password: 'secret', say: ({ en }) => said.push(en) });
  servers.push(server);

  expect(said).toEqual([expect.stringContaining(String(orphan.pid))]);
  expect(isAlive(orphan.pid)).toBe(false);
  expect(await query(server.url, 'select n from kept')).toEqual([{ n: 42 }]);
});

test('recovers when parent and database were killed together', async () => {
  const folder = newFolder();
  const lost = await startInChild(folder);
  await query(lost.url, 'create table kept as select 42 as n');
  lost.child.kill('SIGKILL');
  process.kill(lost.pid, 'SIGKILL');
  await waitUntilGone(lost.pid, 5_000);
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(true);
  const server = await start(folder);
  expect(await query(server.url, 'select n from kept')).toEqual([{ n: 42 }]);
});

test('does not touch a stranger that has the number in a stale pid file', async () => {
  const folder = newFolder();
  await (await start(folder)).stop();
  writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n${join(folder, 'postgres')}\n0\n`);
  await start(folder);
  expect(isAlive(process.pid)).toBe(true);
});

test('takes another port when the one it had is taken', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as { port: number };
  const server = await start(newFolder(), { port });
  expect(server.port).not.toBe(port);
  await new Promise((resolve) => taken.close(resolve));
});

test('refuses a folder that another major version wrote, and says what to do', async () => {
  const folder = newFolder();
  await (await start(folder)).stop();
  writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '16\n');
  await expect(start(folder)).rejects.toThrow(/written by PostgreSQL 16; the embedded one is 18[^]*pg_dump of 16/);
});

test('says so when the kept password is another database’s', async () => {
  const folder = newFolder();
  await (await start(folder)).stop();
  await expect(start(folder, { password: 'other' })).rejects.toThrow(
    'secrets.json and postgres/ do not belong together',
  );
});

test('shows what PostgreSQL said when it cannot start', async () => {
  const folder = newFolder();
  const options = { folder, password: 'secret', settings: ['shared_buffers=none'] };
  await expect(startPostgresServer(options)).rejects.toThrow(/invalid value for parameter "shared_buffers"/);
});

test('tells when it ends without having been asked to', async () => {
  const server = await start(newFolder());
  process.kill(server.pid, 'SIGINT');
  await expect(server.died).rejects.toThrow(/PostgreSQL ended by itself[^]*shut down/);
});

/** A parent that can be killed. */
async function startInChild(folder: string): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const script = join(folder, 'parent.mts');
  const module = new URL('./postgres-server.ts', import.meta.url).href;
  const start = `await startPostgresServer({ folder: ${JSON.stringify(folder)}, password: 'secret' })`;
  writeFileSync(
    script,
    `import { startPostgresServer } from '${module}';
const server = ${start};
process.send({ url: server.url, pid: server.pid });
setInterval(() => {}, 1000);`,
  );
  const child = fork(script, { execArgv: ['--import', import.meta.resolve('tsx')], stdio: 'inherit' });
  const answer = await new Promise<{ url: string; pid: number }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { url: string; pid: number }));
    child.once('exit', () => reject(new Error('the parent ended before its server was up')));
  });
  return { child, ...answer };
}
