import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startMark } from '#services/platform/processes.ts';
import { StartupError } from '#services/platform/startup-error.ts';

export interface DataLock {
  release(): void;
}

interface Holder {
  pid: number;
  startMark?: string | undefined;
}

/** One start at a time per data folder. What a killed process has left is recognised: its number is gone or belongs to another. */
export function lockDataFolder(dataDir: string): DataLock {
  const file = join(dataDir, 'lock');
  const me: Holder = { pid: process.pid, startMark: startMark(process.pid) };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify(me), { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = readHolder(file);
      if (holder && isSame(holder)) throw inUse(dataDir, holder.pid);
      rmSync(file, { force: true });
    }
  }
  throw inUse(dataDir, '?');
}

function isSame(holder: Holder): boolean {
  return isAlive(holder.pid) && (holder.startMark === undefined || holder.startMark === startMark(holder.pid));
}

function readHolder(file: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return Number.isInteger(holder.pid) ? holder : undefined;
  } catch {
    return undefined;
  }
}

function inUse(dataDir: string, pid: number | string) {
  return new StartupError({
    zh: `另一个 Countyflow（进程 ${pid}）正在使用数据目录 ${dataDir}。\n请先停止它（在它的终端按 Ctrl-C，或 kill ${pid}），或用 DATA_DIR 指定另一个目录，并换用其他 PORT 和 ISSUER_PORT。`,
    en: `Another Countyflow (pid ${pid}) uses the data folder ${dataDir}.\nStop it first (Ctrl-C in its terminal, or kill ${pid}), or set DATA_DIR to another folder together with other PORT and ISSUER_PORT.`,
  });
}
