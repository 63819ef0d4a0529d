import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '#services/platform/startup-error.ts';
import type { DatabaseUser } from './database-user.ts';
import { majorVersion, type PostgresBinaries } from './postgres-binaries.ts';

const run = promisify(execFile);

/**
 * Creates the data folder if there is none. It is made beside its place and renamed, so that an initdb that was cut off leaves
 * no half-made folder that looks like a database.
 */
export async function ensureCluster(options: {
  binaries: PostgresBinaries;
  dataDir: string;
  password: string;
  user: DatabaseUser | undefined;
}): Promise<void> {
  const { binaries, dataDir, user } = options;
  if (existsSync(join(dataDir, 'PG_VERSION'))) return requireSameMajor(dataDir, binaries);
  const draft = `${dataDir}.new`;
  const passwordFile = join(dirname(dataDir), '.initdb-password');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    const how = ['--username=countyflow', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    const shape = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=und', '--locale=C', '--no-instructions'];
    await run(binaries.initdb, ['-D', draft, ...how, ...shape], { ...user, cwd: '/' });
    renameSync(draft, dataDir);
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim() ?? String(cause);
    throw new StartupError(
      {
        zh: `数据库目录 ${dataDir} 无法创建：\n${said}`,
        en: `The database folder ${dataDir} could not be made:\n${said}`,
      },
      { cause },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function requireSameMajor(dataDir: string, binaries: PostgresBinaries) {
  const wrote = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  const here = majorVersion(binaries);
  if (wrote === here) return;
  throw new StartupError({
    zh: `${dataDir} 由 PostgreSQL ${wrote} 写成，而内置的是 ${here}，不能直接读取。\n请用 ${wrote} 版的 pg_dump 导出后导入新库，或把 DATA_DIR 指向另一个目录重新开始。`,
    en: `${dataDir} was written by PostgreSQL ${wrote}; the embedded one is ${here} and cannot read it.\nDump it with pg_dump of ${wrote} and load it into a new one, or point DATA_DIR at another folder to start afresh.`,
  });
}
