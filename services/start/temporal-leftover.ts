import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { commandLine, isAlive, startMark, stopProcess } from '#services/platform/processes.ts';

/** Remembers a server's process beside its data, with the mark that tells it from a later process of the same number. */
export function rememberServer(pidFile: string, pid: number): void {
  writeFileSync(pidFile, `${pid}\n${startMark(pid) ?? ''}\n`, { mode: 0o600 });
}

/** A dev server whose parent was killed still holds the port and the database file; it is stopped here. True if there was one. */
export async function stopLeftoverTemporal(pidFile: string): Promise<boolean> {
  const pid = findLeftover(pidFile);
  if (pid !== undefined) await stopTemporal(pid);
  rmSync(pidFile, { force: true });
  return pid !== undefined;
}

function findLeftover(pidFile: string): number | undefined {
  const [first, mark] = readLines(pidFile);
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  if (mark && startMark(pid) !== mark) return undefined;
  return commandLine(pid)?.includes('server start-dev') ? pid : undefined;
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

export async function stopTemporal(pid: number): Promise<void> {
  await stopProcess(pid, [
    { signal: 'SIGTERM', patienceMs: 10_000 },
    { signal: 'SIGKILL', patienceMs: 5_000 },
  ]);
}
