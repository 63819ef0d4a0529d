import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { closeToOthers, createFileStorage } from './storage.ts';

const aFolder = () => mkdtemp(join(tmpdir(), 'storage-'));
const bytes = Buffer.from('0123456789');
const modeOf = async (...path: string[]) => ((await stat(join(...path))).mode & 0o777).toString(8);

test('a file is there for nobody but the user of the program, nor are the folders above it', async () => {
  const folder = join(await aFolder(), 'files');
  await createFileStorage(folder).put('county/ab/one.jpg', bytes);
  const modes = await Promise.all(['', 'county', 'county/ab', 'county/ab/one.jpg'].map((path) => modeOf(folder, path)));
  expect(modes).toEqual(['700', '700', '700', '600']);
});

test('folders that were open to others are closed', async () => {
  const folder = await aFolder();
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'county'), { mode: 0o755 });
  await closeToOthers(folder);
  expect([await modeOf(folder), await modeOf(folder, 'county')]).toEqual(['700', '700']);
});

test('what is read is the range that was asked for', async () => {
  const storage = createFileStorage(await aFolder());
  await storage.put('a/one', bytes);
  expect(await storage.size('a/one')).toBe(10);
  expect(await text(await storage.read('a/one', { first: 2, last: 4 }))).toBe('234');
  expect(await text(await storage.read('a/one', { first: 0, last: 9 }))).toBe('0123456789');
  await expect(storage.read('a/two', { first: 0, last: 9 })).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a file that cannot be written leaves nothing behind, and is written once it can be', async () => {
  const folder = await aFolder();
  const storage = createFileStorage(folder);
  await writeFile(join(folder, 'county'), 'in the way');
  await expect(storage.put('county/one', bytes)).rejects.toMatchObject({ code: 'EEXIST' });
  await rm(join(folder, 'county'));
  await mkdir(join(folder, 'county', 'one'), { recursive: true });
  await expect(storage.put('county/one', bytes)).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readdir(join(folder, 'county'))).toEqual(['one']);
  await rm(join(folder, 'county', 'one'), { recursive: true });
  await storage.put('county/one', bytes);
  expect(await readFile(join(folder, 'county', 'one'))).toEqual(bytes);
});

test('what is deleted is gone, also a second time', async () => {
  const folder = await aFolder();
  const storage = createFileStorage(folder);
  await storage.put('a/one', bytes);
  await storage.delete('a/one');
  await storage.delete('a/one');
  expect(await readdir(join(folder, 'a'))).toEqual([]);
});
