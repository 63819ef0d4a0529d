import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, stopProcess } from '#services/platform/processes.ts';
import { stopLeftover } from '#services/start/postgres-leftover.ts';

const prefix = 'countyflow-test-';

/** A folder for one run of the tests, named after its process so that a later run can tell whether it is still wanted. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(folder, 0o711);
  return folder;
}

/** A run that was killed leaves its servers behind; the next one stops them and removes what they wrote. */
export async function sweepTestFolders(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length).split('-')[0]);
    if (isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    await stopLeftover(join(folder, 'postgres'), () => {});
    await stopTemporal(join(folder, 'temporal.pid'));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function stopTemporal(pidFile: string) {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  await stopProcess(pid, [{ signal: 'SIGTERM', patienceMs: 5_000 }]);
}
