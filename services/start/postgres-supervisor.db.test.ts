import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { createLogger } from '#services/platform/log.ts';
import { isAlive, waitUntilGone } from '#services/platform/processes.ts';
import { makeTestFolder } from '../../infra/test/test-folder.ts';
import { supervisePostgres, type SupervisedPostgres } from './postgres-supervisor.ts';

const folders: string[] = [];
const servers: SupervisedPostgres[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(options: { firstPauseMs?: number } = {}) {
  const folder = makeTestFolder();
  folders.push(folder);
  const said: string[] = [];
  const log = createLogger({ level: 'silent', name: 'test' });
  const say = ({ en }: { en: string }) => void said.push(en);
  const server = await supervisePostgres({ folder, password: 'secret', say, log, ...options });
  servers.push(server);
  return { server, folder, said };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function kill(server: SupervisedPostgres): Promise<number> {
  const pid = server.pid();
  process.kill(pid, 'SIGKILL');
  await waitUntilGone(pid, 5_000);
  return pid;
}

test('comes back at the same address with what it had committed, each time it is killed', async () => {
  const { server, said } = await start({ firstPauseMs: 20 });
  await query(server.url, 'create table kept as select 42 as n');
  for (let round = 0; round < 2; round += 1) {
    const killed = await kill(server);
    await vi.waitFor(() => expect(server.pid()).not.toBe(killed), { timeout: 20_000 });
    expect(await query(server.url, 'select n from kept')).toEqual([{ n: 42 }]);
  }
  expect(said[0]).toContain('started again on the same port and data');
});

test('gives up with what PostgreSQL said when it cannot be brought up again', async () => {
  const { server, folder, said } = await start({ firstPauseMs: 5 });
  writeFileSync(join(folder, 'postgres', 'postgresql.auto.conf'), 'shared_buffers = none\n');
  await kill(server);
  await expect(server.died).rejects.toThrow(/PostgreSQL ended by itself[^]*shared_buffers/);
  expect(said).toHaveLength(1);
});

test('is not started again by a stop that comes while it is down', async () => {
  const { server } = await start({ firstPauseMs: 60_000 });
  const killed = await kill(server);
  await server.stop();
  expect([isAlive(killed), server.pid()]).toEqual([false, killed]);
});
