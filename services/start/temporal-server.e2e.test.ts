import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { isAlive } from '#services/platform/processes.ts';
import { createTemporalClient, isTemporalReady } from '#services/platform/temporal.ts';
import { makeTestFolder } from '../../infra/test/test-folder.ts';
import '../../infra/test/provided.ts';
import { startTemporalServer, type TemporalServer, type TemporalServerOptions } from './temporal-server.ts';

const folders: string[] = [];
const servers: TemporalServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<TemporalServerOptions> = {}) {
  const folder = options.folder ?? makeTestFolder();
  folders.push(folder);
  const binary = inject('temporalBinary');
  const server = await startTemporalServer({ binary, namespaces: ['lives'], ...options, folder });
  servers.push(server);
  return { server, folder, at: { address: server.address, namespace: 'lives' } };
}

async function startWorkflow(at: { address: string; namespace: string }, workflowId: string): Promise<void> {
  const client = createTemporalClient(at);
  await client.workflow.start('anything', { workflowId, taskQueue: 'nobody' });
  await client.connection.close();
}

async function hasWorkflow(at: { address: string; namespace: string }, workflowId: string): Promise<boolean> {
  const client = createTemporalClient(at);
  try {
    await client.workflow.getHandle(workflowId).describe();
    return true;
  } catch {
    return false;
  } finally {
    await client.connection.close();
  }
}

test('keeps its workflows and its port over a stop and a start', async () => {
  const { server, folder, at } = await start();
  await startWorkflow(at, 'kept');
  await server.stop();
  expect(await isTemporalReady(at, 500)).toBe(false);
  const again = await start({ folder, port: server.port });
  expect(again.server.address).toBe(server.address);
  expect(await hasWorkflow(again.at, 'kept')).toBe(true);
});

test('comes back by itself at the same address when it is killed, with its workflows', async () => {
  const restarts: number[] = [];
  const { server, at } = await start({ onRestart: ({ afterMs }) => restarts.push(afterMs) });
  await startWorkflow(at, 'kept');
  const killed = server.pid();
  process.kill(killed ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(server.pid()).not.toBe(killed), { timeout: 10_000 });
  await vi.waitFor(async () => expect(await isTemporalReady(at, 1_000)).toBe(true), { timeout: 30_000 });
  expect(restarts).toHaveLength(1);
  expect(await hasWorkflow(at, 'kept')).toBe(true);
});

test('stops the one that an earlier, killed parent left behind', async () => {
  const { server, folder, at } = await start();
  const left = server.pid() ?? 0;
  const again = await start({ folder, port: server.port });
  expect(isAlive(left)).toBe(false);
  expect(await isTemporalReady(again.at, 1_000)).toBe(true);
  expect(at.address).toBe(again.at.address);
});

test('puts a database of another version aside instead of failing on it', async () => {
  const { server, folder } = await start();
  await server.stop();
  writeFileSync(join(folder, 'temporal.version'), 'temporal-0.1.0\n');
  await start({ folder });
  expect(existsSync(join(folder, 'temporal.db.old'))).toBe(true);
  expect(readFileSync(join(folder, 'temporal.version'), 'utf8')).not.toContain('0.1.0');
});

test('says what Temporal said when it cannot start', async () => {
  const folder = makeTestFolder();
  folders.push(folder);
  const started = startTemporalServer({ binary: '/bin/false', folder, namespaces: ['lives'] });
  await expect(started).rejects.toThrow(/Temporal did not start \(exit 1, log .*temporal\.log\)/);
});
