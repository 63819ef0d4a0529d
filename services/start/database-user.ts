import { execFileSync } from 'node:child_process';
import { statSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartupError } from '#services/platform/startup-error.ts';

/** PostgreSQL refuses to run as root, so root hands it to this user; anyone else runs it as themselves (undefined). */
export interface DatabaseUser {
  uid: number;
  gid: number;
}

const userName = 'postgres';

export function findDatabaseUser(): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return lookUp() ?? create();
}

function lookUp(): DatabaseUser | undefined {
  const id = (flag: string) => Number(execFileSync('id', [flag, userName], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function create(): DatabaseUser {
  try {
    const shell = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', userName];
    execFileSync('useradd', shell, { stdio: 'pipe' });
    const user = lookUp();
    if (user) return user;
    throw new Error(`useradd said nothing, but there is no user ${userName}`);
  } catch (cause) {
    throw new StartupError(
      {
        zh: `PostgreSQL 不能以 root 运行，而系统用户 ${userName} 无法创建。\n请先执行 useradd --system --user-group ${userName}，或改用普通用户启动。`,
        en: `PostgreSQL does not run as root, and the system user ${userName} could not be created.\nRun useradd --system --user-group ${userName} first, or start as an ordinary user.`,
      },
      { cause },
    );
  }
}

/** Folders on the way to `path`, `path` itself included, that the user may not pass through; outermost first. */
export function blockedFolders(path: string, user: DatabaseUser): string[] {
  const folders: string[] = [];
  for (let at = resolve(path); ; at = dirname(at)) {
    folders.unshift(at);
    if (at === dirname(at)) break;
  }
  return folders.filter((folder) => {
    const stats = statSync(folder, { throwIfNoEntry: false });
    return stats?.isDirectory() && !mayPass(stats, user);
  });
}

function mayPass(stats: Stats, user: DatabaseUser): boolean {
  if (stats.uid === user.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === user.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}

export function requirePassage(path: string, user: DatabaseUser): void {
  const blocked = blockedFolders(path, user);
  if (blocked.length === 0) return;
  const list = blocked.join(' ');
  throw new StartupError({
    zh: `数据库用户 ${userName} 无法进入 ${list}，因此读不到 ${path}。\n请执行 chmod o+x ${list}，或把项目（或用 DATA_DIR 把数据目录）放到该用户能进入的位置，例如 /opt 或 /var/lib/countyflow。`,
    en: `The database's user ${userName} may not pass through ${list}, so it cannot reach ${path}.\nRun chmod o+x ${list}, or put the project (or, with DATA_DIR, the data) where that user can go, such as /opt or /var/lib/countyflow.`,
  });
}
