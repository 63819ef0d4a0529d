import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive, stopProcess } from '#services/platform/processes.ts';
import { StartupError } from '#services/platform/startup-error.ts';

/** A server whose parent was killed goes on alone. Gives its process number, if it is alive and works on this very folder. */
export function findLeftover(dataDir: string): number | undefined {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  return commandLine(pid)?.includes(dataDir) ? pid : undefined;
}

/**
 * Leaves the folder free for a new server. A stale pid file is removed here, because PostgreSQL itself only looks whether
 * *some* process has that number, and after a restart of a container one usually has.
 */
export async function stopLeftover(dataDir: string, say: (text: { zh: string; en: string }) => void): Promise<void> {
  const pid = findLeftover(dataDir);
  if (pid !== undefined) {
    say({
      zh: `上次遗留的 PostgreSQL（进程 ${pid}）仍在运行，先停止它。`,
      en: `Stopping PostgreSQL ${pid}, left running by an earlier start.`,
    });
    const gone = await stopProcess(pid, [
      { signal: 'SIGINT', patienceMs: 20_000 },
      { signal: 'SIGQUIT', patienceMs: 10_000 },
    ]);
    if (!gone)
      throw new StartupError({
        zh: `遗留的 PostgreSQL（进程 ${pid}）30 秒内没有停止。\n请执行 kill -INT ${pid}，待其退出后再启动。`,
        en: `PostgreSQL ${pid}, left over from an earlier start, has not stopped within 30 s.\nRun kill -INT ${pid}, wait until it is gone, then start again.`,
      });
  }
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}
