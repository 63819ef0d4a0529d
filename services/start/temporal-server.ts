import { spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  existsSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort, isPortFree } from '#services/platform/ports.ts';
import { StartupError } from '#services/platform/startup-error.ts';
import { isTemporalReady } from '#services/platform/temporal.ts';
import { tenantAttribute } from '#workflows/case/naming.ts';
import { rememberServer, stopLeftoverTemporal, stopTemporal } from './temporal-leftover.ts';

export interface TemporalServer {
  address: string;
  port: number;
  /** Of the process that runs now; another one after each restart. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

export interface TemporalServerOptions {
  binary: string;
  /** Holds `temporal.db` (unless inMemory), `temporal.pid` and `logs/temporal.log`. */
  folder: string;
  namespaces: readonly [string, ...string[]];
  /** Wanted if it is free, else another one is taken; kept over restarts of the server. */
  port?: number;
  inMemory?: boolean;
  onRestart?: (restart: { afterMs: number; reason: string }) => void;
}

/** Fairness between tenants is off by default; by the tenant operators search. */
const houseRules = [
  ...['--dynamic-config-value', 'matching.enableFairness=true', '--search-attribute', `${tenantAttribute}=Keyword`],
  ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL', '--log-level', 'error'],
];
const slowestRestartMs = 15_000;
const steadyAfterMs = 60_000;

/** A Temporal dev server that is started again when it dies. Cases go on meanwhile: PostgreSQL has the facts. */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  mkdirSync(join(options.folder, 'logs'), { recursive: true });
  const pidFile = join(options.folder, 'temporal.pid');
  await stopLeftoverTemporal(pidFile);
  setAsideForeignDatabase(options);
  const port = options.port && (await isPortFree(options.port)) ? options.port : await findFreePort();
  const address = `127.0.0.1:${port}`;

  let stopping = false;
  let child = launch(options, port, pidFile);
  const stopAtExit = () => child.kill('SIGTERM');
  process.once('exit', stopAtExit);
  try {
    await untilReady(child, { address, namespaces: options.namespaces, logFile: logFile(options) });
  } catch (error) {
    await stop();
    throw error;
  }
  void keepRunning();

  async function keepRunning(): Promise<void> {
    for (let failures = 0; !stopping;) {
      const startedAt = Date.now();
      const reason = await ended(child);
      if (stopping) return;
      failures = Date.now() - startedAt > steadyAfterMs ? 0 : failures + 1;
      const afterMs = Math.min(slowestRestartMs, 250 * 2 ** failures);
      options.onRestart?.({ afterMs, reason });
      await sleep(afterMs);
      if (!stopping) child = launch(options, port, pidFile);
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    process.off('exit', stopAtExit);
    if (child.pid !== undefined) await stopTemporal(child.pid);
    rmSync(pidFile, { force: true });
  }
  return { address, port, pid: () => child.pid, stop };
}

function launch(options: TemporalServerOptions, port: number, pidFile: string): ChildProcess {
  const log = openSync(logFile(options), 'a', 0o600);
  const names = options.namespaces.flatMap((namespace) => ['--namespace', namespace]);
  const store = options.inMemory ? [] : ['--db-filename', databaseFile(options)];
  const where = ['--headless', '--ip', '127.0.0.1', '--port', String(port)];
  // A process group of its own: Ctrl-C in the terminal must reach the worker first.
  const child = spawn(options.binary, ['server', 'start-dev', ...where, ...names, ...store, ...houseRules], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => {});
  if (child.pid !== undefined) rememberServer(pidFile, child.pid);
  return child;
}

function ended(child: ChildProcess): Promise<string> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
    return Promise.resolve(`exit ${child.exitCode ?? child.signalCode}`);
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(`exit ${code ?? signal}`)));
}

async function untilReady(
  child: ChildProcess,
  on: { address: string; namespaces: readonly string[]; logFile: string },
): Promise<void> {
  const logStart = statSync(on.logFile).size;
  let death: string | undefined;
  void ended(child).then((reason) => (death = reason));
  for (const namespace of on.namespaces)
    for (const end = Date.now() + 60_000; !(await isTemporalReady({ address: on.address, namespace }, 2_000));) {
      if (death === undefined && Date.now() < end) await sleep(100);
      else throw notStarted(death ?? '60 s', on.logFile, logStart);
    }
}

function notStarted(reason: string, file: string, from: number) {
  const said = readFileSync(file).subarray(from).toString('utf8').trim().split('\n').slice(-6).join('\n');
  return new StartupError({
    zh: `Temporal 未能启动（${reason}，日志 ${file}）：\n${said}`,
    en: `Temporal did not start (${reason}, log ${file}):\n${said}`,
  });
}

/** A dev server cannot read what another version wrote. Nothing is lost: reconciliation wakes every open case again. */
function setAsideForeignDatabase(options: TemporalServerOptions) {
  if (options.inMemory) return;
  const stamp = join(options.folder, 'temporal.version');
  const version = basename(options.binary);
  const wrote = existsSync(stamp) ? readFileSync(stamp, 'utf8').trim() : version;
  if (wrote !== version && existsSync(databaseFile(options)))
    for (const end of ['', '-wal', '-shm'])
      if (existsSync(databaseFile(options) + end))
        renameSync(databaseFile(options) + end, `${databaseFile(options)}.old${end}`);
  writeFileSync(stamp, `${version}\n`);
}

function databaseFile(options: TemporalServerOptions): string {
  return join(options.folder, 'temporal.db');
}

function logFile(options: TemporalServerOptions): string {
  return join(options.folder, 'logs', 'temporal.log');
}
