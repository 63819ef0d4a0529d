import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { findFreePort } from '#services/platform/ports.ts';
import { isAlive, waitUntilGone } from '#services/platform/processes.ts';
import { readRunFile } from '#services/platform/run-file.ts';
import { isTemporalReady } from '#services/platform/temporal.ts';
import { makeTestFolder } from '../../infra/test/test-folder.ts';
import '../../infra/test/provided.ts';

/** The command itself, as a person runs it, on data and ports of its own. */
interface Place {
  dataDir: string;
  env: Record<string, string>;
  apiUrl: string;
}

const running: ChildProcess[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => stop(child)));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function aPlace(): Promise<Place> {
  const folder = makeTestFolder();
  folders.push(folder);
  const [port, issuerPort] = [await findFreePort(), await findFreePort()];
  const dataDir = join(folder, 'data');
  const ports = { PORT: String(port), ISSUER_PORT: String(issuerPort) };
  const env = { ...ports, DATA_DIR: dataDir, TEMPORAL_BINARY: inject('temporalBinary'), LOG_LEVEL: 'warn' };
  return { dataDir, env, apiUrl: `http://127.0.0.1:${port}` };
}

function run(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'services/main.ts', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += String(chunk)));
  child.stderr.on('data', (chunk) => (said.err += String(chunk)));
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, said, code };
}

async function startUp(place: Place) {
  const started = run(['start'], place.env);
  running.push(started.child);
  const up = vi.waitFor(() => expect(started.said.out).toContain('Ctrl-C stops'), { timeout: 90_000, interval: 100 });
  const ended = started.code.then((code) => {
    throw new Error(`ended with ${code}: ${started.said.out}${started.said.err}`);
  });
  ended.catch(() => {});
  await Promise.race([up, ended]);
  return started;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

async function ask(place: Place, path: string, init: { method?: string; headers?: object; body?: string } = {}) {
  const { out } = await tokenOf(place, 'grid-worker');
  const headers = { authorization: `Bearer ${out.trim()}`, 'content-type': 'application/json', ...init.headers };
  const response = await fetch(`${place.apiUrl}${path}`, { ...init, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Of the county among the tenants on disk, whose people the start has named. */
async function tokenOf(place: Place, name: string) {
  const listed = run(['token'], place.env);
  await listed.code;
  const person = listed.said.err.split(/\s+/).find((word) => word.endsWith(`/${name}`)) ?? 'nobody';
  const given = run(['token', person], place.env);
  await given.code;
  return given.said;
}

function serverPids(dataDir: string): { postgres: number; temporal: number } {
  const first = (file: string) => Number(readFileSync(join(dataDir, file), 'utf8').split('\n')[0]);
  return { postgres: first('postgres/postmaster.pid'), temporal: first('temporal.pid') };
}

test('comes up, answers a demo person, and stops in order on a signal', async () => {
  const place = await aPlace();
  const { child, said, code } = await startUp(place);
  const me = await ask(place, '/v1/me');
  expect(me.status).toBe(200);
  const { temporal } = readRunFile(place.dataDir) ?? {};
  expect(temporal && (await isTemporalReady(temporal, 2_000))).toBe(true);
  const pids = serverPids(place.dataDir);

  child.kill('SIGTERM');

  expect(await code).toBe(0);
  expect([isAlive(pids.postgres), isAlive(pids.temporal)]).toEqual([false, false]);
  expect(
    ['lock', 'run.json', 'postgres/postmaster.pid', 'temporal.pid'].filter((file) =>
      existsSync(join(place.dataDir, file)),
    ),
  ).toEqual([]);
  expect(said.err).not.toContain('"level":50');
});

test('everything is still there after all of it was killed, also when its servers live on', async () => {
  const place = await aPlace();
  const first = await startUp(place);
  const token = (await tokenOf(place, 'centre')).out.trim();
  const pids = serverPids(place.dataDir);
  first.child.kill('SIGKILL');
  await first.code;
  expect(isAlive(pids.postgres)).toBe(true);

  const second = await startUp(place);
  expect(second.said.out).toContain(`Stopping PostgreSQL ${pids.postgres}`);
  const again = await fetch(`${place.apiUrl}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(again.status).toBe(200);

  const now = serverPids(place.dataDir);
  for (const pid of [second.child.pid ?? 0, now.postgres, now.temporal]) process.kill(pid, 'SIGKILL');
  await Promise.all([second.code, waitUntilGone(now.postgres, 5_000), waitUntilGone(now.temporal, 5_000)]);
  await startUp(place);
  expect((await ask(place, '/v1/me')).status).toBe(200);
});

test('PostgreSQL that is killed comes back on its port and data; the API says 503 meanwhile and goes on', async () => {
  const place = await aPlace();
  const { child, said, code } = await startUp(place);
  const headers = { authorization: `Bearer ${(await tokenOf(place, 'centre')).out.trim()}` };
  const me = () => fetch(`${place.apiUrl}/v1/me`, { headers });
  expect((await me()).status).toBe(200);
  const killed = serverPids(place.dataDir).postgres;
  const ports = readFileSync(join(place.dataDir, 'ports.json'), 'utf8');

  process.kill(killed, 'SIGKILL');
  await waitUntilGone(killed, 5_000);
  const away = await me();
  expect([away.status, Number(away.headers.get('retry-after')) > 0]).toEqual([503, true]);
  await vi.waitFor(async () => expect((await me()).status).toBe(200), { timeout: 15_000, interval: 100 });

  expect(serverPids(place.dataDir).postgres).not.toBe(killed);
  expect(readFileSync(join(place.dataDir, 'ports.json'), 'utf8')).toBe(ports);
  expect(said.out.match(/PostgreSQL 意外退出[^]*?PostgreSQL ended by itself/g)).toHaveLength(1);
  // What our own log says of it is one JSON line each; the server's own words stay out.
  const raw = (said.out + said.err).split('\n').filter((line) => !line.startsWith('{'));
  expect(raw.join('\n')).not.toMatch(/FATAL:|terminating connection/);
  child.kill('SIGTERM');
  expect(await code).toBe(0);
});

test('a second one on the same data, and one on a port that is taken, are told so and leave the first alone', async () => {
  const place = await aPlace();
  const { child } = await startUp(place);
  const sameData = run(['start'], place.env);
  expect(await sameData.code).toBe(1);
  expect(sameData.said.err).toContain(`(pid ${child.pid}) uses the data folder`);

  const other = await aPlace();
  const samePort = run(['start'], { ...other.env, PORT: place.env['PORT'] ?? '' });
  expect(await samePort.code).toBe(1);
  expect(samePort.said.err).toMatch(new RegExp(`端口 ${place.env['PORT']} 已被占用[^]*is taken`));
  expect((await ask(place, '/v1/me')).status).toBe(200);
});

test('says which program cannot be found, and leaves nothing running', async () => {
  const place = await aPlace();
  const started = run(['start'], { ...place.env, TEMPORAL_BINARY: '/nowhere/temporal' });
  expect(await started.code).toBe(1);
  expect(started.said.err).toMatch(/TEMPORAL_BINARY 指向的 \/nowhere\/temporal[^]*TEMPORAL_BINARY points at/);
  expect(existsSync(join(place.dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
});

test('refuses wrong settings and unknown commands before it does anything', async () => {
  const place = await aPlace();
  const wrong = run(['start'], { ...place.env, PORT: 'eighty' });
  expect(await wrong.code).toBe(1);
  expect(wrong.said.err).toContain('PORT=eighty');
  expect(existsSync(place.dataDir)).toBe(false);
  const unknown = run(['fly'], place.env);
  expect(await unknown.code).toBe(1);
  expect(unknown.said.err).toContain('Usage: main.ts start');
});

test('a production process names every variable that it misses', async () => {
  const place = await aPlace();
  const api = run(['api'], place.env);
  expect(await api.code).toBe(1);
  expect(api.said.err).toContain(
    'needs these environment variables: DATABASE_URL, MASTER_KEY, OIDC_ISSUER, TEMPORAL_ADDRESS',
  );
});
