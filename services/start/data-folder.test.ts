import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StartupError } from '#services/platform/startup-error.ts';
import { prepareDataFolder } from './data-folder.ts';
import { lockDataFolder } from './data-lock.ts';
import { blockedFolders } from './database-user.ts';
import { keepPorts, loadPorts, loadSecrets } from './kept.ts';
import { requirePort } from './require-port.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'data-'));

async function textOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof StartupError) return error.toText();
    throw error;
  }
  throw new Error('nothing was refused');
}

test('a second start on the same folder is refused, and told which process has it', async () => {
  const folder = newFolder();
  const lock = lockDataFolder(folder);
  const text = await textOf(() => lockDataFolder(folder));
  expect(text).toContain(`kill ${process.pid}`);
  expect(text).toMatch(/正在使用数据目录[^]*uses the data folder/);
  lock.release();
  lockDataFolder(folder).release();
});

test('a lock that a killed process left behind is taken over', async () => {
  const folder = newFolder();
  const child = spawn('sleep', ['0']);
  await new Promise((resolve) => child.once('exit', resolve));
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: child.pid }));
  lockDataFolder(folder);
  expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
});

test('a lock whose number another process has by now is taken over', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, startMark: '1' }));
  expect(() => lockDataFolder(folder)).not.toThrow();
});

test('a lock cut off while it was written is taken over', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'lock'), '{"pi');
  expect(() => lockDataFolder(folder)).not.toThrow();
});

test('a folder that cannot be made is answered with the reason and the variable to set', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  expect(await textOf(() => prepareDataFolder(join(file, 'data')))).toMatch(/ENOTDIR[^]*DATA_DIR[^]*ENOTDIR/);
});

test('names each folder that the database’s user may not pass, outermost first', () => {
  const outer = newFolder();
  const [closed, inner] = [join(outer, 'closed'), join(outer, 'closed', 'inner')];
  mkdirSync(inner, { recursive: true });
  chmodSync(outer, 0o711);
  chmodSync(closed, 0o700);
  const stranger = { uid: 64_999, gid: 64_999 };
  expect(blockedFolders(join(inner, 'not-there-yet'), stranger)).toEqual([closed]);
  expect(blockedFolders(inner, { uid: statSync(closed).uid, gid: 64_999 })).toEqual([]);
  chmodSync(closed, 0o710);
  expect(blockedFolders(inner, { uid: 64_999, gid: statSync(closed).gid })).toEqual([]);
});

test('secrets are made once, for the owner only', () => {
  const folder = newFolder();
  const first = loadSecrets(folder);
  expect(Buffer.from(first.masterKey, 'base64')).toHaveLength(32);
  expect(loadSecrets(folder)).toEqual(first);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('ports are kept one by one', () => {
  const folder = newFolder();
  expect(loadPorts(folder)).toEqual({});
  keepPorts(folder, { postgres: 5 });
  keepPorts(folder, { temporal: 6 });
  expect(loadPorts(folder)).toEqual({ postgres: 5, temporal: 6 });
});

test('a port that is taken is answered with who has it and what to set', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const text = await textOf(() => requirePort('ISSUER_PORT', port, '127.0.0.1'));
  expect(text).toMatch(new RegExp(`端口 ${port} 已被占用[^]*Port ${port} is taken`));
  expect(text).toContain(`ISSUER_PORT=${port + 10} npm start`);
  if (existsSync('/proc/net/tcp')) expect(text).toContain(`pid ${process.pid} (`);
  await new Promise((resolve) => server.close(resolve));
  await requirePort('PORT', port, '127.0.0.1');
});
