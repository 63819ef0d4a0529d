import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { makeTestFolder } from '../../infra/test/test-folder.ts';
import '../../infra/test/provided.ts';
import { fetchToken } from '#services/cli/token.ts';
import { findFreePort } from '#services/platform/ports.ts';
import { waitUntilGone } from '#services/platform/processes.ts';
import { createCaller, type Caller } from './caller.ts';
import { runCommand, stopCommand, type Command } from './command.ts';

export interface Installation {
  folder: string;
  env: Record<string, string>;
  apiUrl: string;
  /** `npm start`, until deadlines are watched. */
  start: () => Promise<Command>;
  /** The same, until the API answers. */
  startApi: () => Promise<Command>;
  /** As this demo person, given as `<tenant>/<name>`. */
  as: (person: string) => Promise<Caller>;
  /** kill -9 of the process and of its servers with all their children, at the same moment. */
  killEverything: () => Promise<void>;
  /** kill -9 of the process alone; its servers go on. */
  killProcess: () => Promise<void>;
  serverPids: () => { postgres: number; temporal: number };
  remove: () => Promise<void>;
}

/** A data folder and ports of its own, on which the product is started as a person would start it. */
export async function anInstallation(more: Record<string, string> = {}): Promise<Installation> {
  const folder = makeTestFolder();
  const [port, issuerPort] = [await findFreePort(), await findFreePort()];
  const env = {
    DATA_DIR: folder,
    PORT: String(port),
    ISSUER_PORT: String(issuerPort),
    TEMPORAL_BINARY: inject('temporalBinary'),
    LOG_LEVEL: 'warn',
    ...more,
  };
  let running: Command | undefined;
  const until = async (text: string) => {
    running = runCommand(['start'], { env });
    await running.says(text);
    return running;
  };
  const serverPids = () => ({
    postgres: firstNumber(join(folder, 'postgres', 'postmaster.pid')),
    temporal: firstNumber(join(folder, 'temporal.pid')),
  });
  const kill = async (pids: readonly number[]) => {
    for (const pid of pids) process.kill(-pid, 'SIGKILL');
    for (const pid of pids) await waitUntilGone(pid, 5_000);
    await running?.ended;
    running = undefined;
  };
  return {
    folder,
    env,
    apiUrl: `http://127.0.0.1:${port}`,
    start: () => until('Ctrl-C stops'),
    startApi: () => until('Countyflow is up'),
    as: async (person) =>
      createCaller(`http://127.0.0.1:${port}`, await fetchToken({ DATA_DIR: folder, OIDC_ISSUER: undefined }, person)),
    killEverything: () => kill([running?.pid, ...Object.values(serverPids())].filter((pid) => pid !== undefined)),
    killProcess: () => kill(running ? [running.pid] : []),
    serverPids,
    async remove() {
      if (running) await stopCommand(running);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Each server leads a process group of its own, so its number is the group's as well. */
function firstNumber(file: string): number {
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}
