import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findFreePort, isPortFree } from '#services/platform/ports.ts';
import { stopProcess } from '#services/platform/processes.ts';
import { StartupError } from '#services/platform/startup-error.ts';
import { findDatabaseUser, requirePassage } from './database-user.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { ensureCluster } from './postgres-cluster.ts';
import { stopLeftover } from './postgres-leftover.ts';

export interface PostgresServer {
  /** Of the maintenance database `postgres`, as the login that owns everything. */
  url: string;
  port: number;
  pid: number;
  /** Settles when the server ends without having been asked to. */
  died: Promise<never>;
  stop(): Promise<void>;
}

export interface PostgresServerOptions {
  /** Holds `postgres/` (the database), and `logs/postgres.log`. */
  folder: string;
  password: string;
  /** Wanted if it is free, else another one is taken. */
  port?: number;
  /** Server settings, such as `fsync=off` in tests. */
  settings?: readonly string[];
  say?: (text: { zh: string; en: string }) => void;
}

/**
 * PostgreSQL of our own on 127.0.0.1. It gets a process group of its own, so that Ctrl-C in the terminal does not reach it and
 * whoever started it decides when it stops; what outlives a killed parent is stopped by the next start.
 */
export async function startPostgresServer(options: PostgresServerOptions): Promise<PostgresServer> {
  const dataDir = resolve(options.folder, 'postgres');
  const binaries = await findPostgresBinaries();
  const user = findDatabaseUser();
  if (user) for (const path of [dirname(dataDir), dirname(binaries.postgres)]) requirePassage(path, user);
  await stopLeftover(dataDir, options.say ?? (() => {}));
  await ensureCluster({ binaries, dataDir, password: options.password, user });

  const port = options.port && (await isPortFree(options.port)) ? options.port : await findFreePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    ...(options.settings ?? []),
  ];
  const log = openLog(join(options.folder, 'logs', 'postgres.log'));
  const child = spawn(binaries.postgres, ['-D', dataDir, ...settings.flatMap((setting) => ['-c', setting])], {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  closeSync(log.fd);
  return supervise(child, { port, password: options.password, logFile: log.path, logStart: log.size });
}

async function supervise(
  child: ChildProcess,
  about: { port: number; password: string; logFile: string; logStart: number },
): Promise<PostgresServer> {
  let stopping = false;
  const stopAtExit = () => child.kill('SIGINT');
  process.once('exit', stopAtExit);
  const died = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      process.off('exit', stopAtExit);
      if (!stopping) reject(describeDeath(about));
    });
  });
  died.catch(() => {});
  const url = `postgres://countyflow:${encodeURIComponent(about.password)}@127.0.0.1:${about.port}/postgres`;
  const pid = child.pid ?? 0;
  const stop = async () => {
    stopping = true;
    // Its number may be another process’s by now.
    if (!pid || child.exitCode !== null || child.signalCode !== null) return;
    await stopProcess(pid, [
      { signal: 'SIGINT', patienceMs: 20_000 },
      { signal: 'SIGQUIT', patienceMs: 10_000 },
    ]);
  };
  try {
    await Promise.race([untilAnswers(url), died]);
  } catch (error) {
    if (pid) await stop();
    throw error;
  }
  return { url, port: about.port, pid, died, stop };
}

/** After a crash the log is replayed first, which may take minutes: as long as the server lives, waiting is right. */
async function untilAnswers(url: string): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') throw wrongPassword();
      await sleep(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function wrongPassword() {
  return new StartupError({
    zh: '数据目录里保存的口令与数据库不符：secrets.json 与 postgres/ 不是同一次创建的。\n请恢复原来的 secrets.json，或换一个 DATA_DIR。',
    en: 'The kept password is not this database’s: secrets.json and postgres/ do not belong together.\nPut the original secrets.json back, or use another DATA_DIR.',
  });
}

function openLog(path: string): { fd: number; path: string; size: number } {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path) && statSync(path).size > 20_000_000) renameSync(path, `${path}.1`);
  return { fd: openSync(path, 'a', 0o600), path, size: statSync(path).size };
}

function describeDeath(about: { logFile: string; logStart: number }) {
  const said = readFileSync(about.logFile)
    .subarray(about.logStart)
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(-8)
    .join('\n');
  return new StartupError({
    zh: `PostgreSQL 意外退出（日志 ${about.logFile}）：\n${said}`,
    en: `PostgreSQL ended by itself (log ${about.logFile}):\n${said}`,
  });
}
