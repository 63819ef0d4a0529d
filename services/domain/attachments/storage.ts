import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

/** Where files lie; a disk here, an object store elsewhere. */
export interface Storage {
  /** Whole or not at all, and safe from a loss of power when it answers. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  size(key: string): Promise<number>;
  /** The bytes from `first` to `last` as they are wanted, never the whole at once. */
  read(key: string, range: { first: number; last: number }): Promise<ReadableStream<Uint8Array>>;
  /** Also when there is no such file. */
  delete(key: string): Promise<void>;
}

/** Nobody but the user that the program runs as. */
const [ownFolder, ownFile] = [0o700, 0o600];

/** Files in one folder of this machine, which is made when the first one comes. */
export function createFileStorage(folder: string): Storage {
  const pathOf = (key: string) => join(folder, key);

  async function put(key: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: ownFolder });
    const part = `${path}.${randomUUID()}.part`;
    try {
      await writeThrough(part, bytes);
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true }).catch(() => {});
      throw error;
    }
    await syncFolder(dirname(path));
  }

  return {
    put,
    size: async (key) => (await stat(pathOf(key))).size,
    async read(key, { first, last }) {
      const file = await open(pathOf(key));
      return Readable.toWeb(file.createReadStream({ start: first, end: last })) as ReadableStream<Uint8Array>;
    },
    delete: (key) => rm(pathOf(key), { force: true }),
  };
}

/** The folder of files and those of the tenants in it, also where an earlier program left them open to everybody on the machine. */
export async function closeToOthers(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: ownFolder });
  const inside = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const path of [folder, ...inside.map((entry) => join(folder, entry.name))])
    await chmod(path, ownFolder).catch((error: NodeJS.ErrnoException) => {
      // A mounted volume may belong to somebody else; the folders inside it are ours.
      if (error.code !== 'EPERM') throw error;
    });
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', ownFile);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
