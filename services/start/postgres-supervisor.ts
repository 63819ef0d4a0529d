import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#services/platform/log.ts';
import { isPortFree } from '#services/platform/ports.ts';
import { StartupError } from '#services/platform/startup-error.ts';
import { startPostgresServer, type PostgresServer, type PostgresServerOptions } from './postgres-server.ts';

export interface SupervisedPostgres {
  url: string;
  port: number;
  /** Of the process that runs now; another one after each restart. */
  pid(): number;
  /** Settles when the server cannot be kept up; one death alone is mended and only told. */
  died: Promise<never>;
  stop(): Promise<void>;
}

export interface SupervisorOptions extends PostgresServerOptions {
  say: (text: { zh: string; en: string }) => void;
  log: Logger;
  /** Before the first restart; doubles with each failure in a row. */
  firstPauseMs?: number;
}

const failuresAllowed = 5;
const steadyAfterMs = 60_000;

/** PostgreSQL that is started again on its port and data when it dies. Whoever asks meanwhile is refused a connection. */
export async function supervisePostgres(options: SupervisorOptions): Promise<SupervisedPostgres> {
  const { say, log, firstPauseMs = 500 } = options;
  const stopping = new AbortController();
  let server = await startPostgresServer(options);
  const { url, port } = server;
  const keeping = keepRunning();
  // Stopping waits for an attempt that is under way, so that it leaves nothing running.
  const settled = keeping.catch(() => {});

  async function keepRunning(): Promise<void> {
    for (let failures = 0; ;) {
      const startedAt = Date.now();
      let death = await deathOf(server, stopping.signal);
      if (Date.now() - startedAt > steadyAfterMs) failures = 0;
      for (let isUp = false; !isUp;) {
        if (stopping.signal.aborted) return;
        failures += 1;
        if (failures > failuresAllowed) throw death;
        const pauseMs = firstPauseMs * 2 ** (failures - 1);
        log.debug({ err: death, failures, pauseMs }, 'PostgreSQL ended by itself');
        if (failures === 1) say(comingBack);
        await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
        if (stopping.signal.aborted) return;
        try {
          server = await startAgain(options, port);
          isUp = true;
        } catch (error) {
          death = error;
        }
      }
      log.info({ pid: server.pid, failures }, 'PostgreSQL is up again');
    }
  }

  return {
    url,
    port,
    pid: () => server.pid,
    died: new Promise((_, reject) => void keeping.catch(reject)),
    async stop() {
      stopping.abort();
      await server.stop();
      await settled;
      await server.stop();
    },
  };
}

const comingBack = {
  zh: 'PostgreSQL 意外退出，正在原端口、用原数据重新启动；在此期间接口回答 503。',
  en: 'PostgreSQL ended by itself and is started again on the same port and data; the API answers 503 meanwhile.',
};

function deathOf(server: PostgresServer, stopping: AbortSignal): Promise<unknown> {
  const asked = new Promise<void>((resolve) => {
    if (stopping.aborted) resolve();
    else stopping.addEventListener('abort', () => resolve(), { once: true });
  });
  return Promise.race([asked, server.died.catch((error: unknown) => error)]);
}

/** Everybody is connected to the one port, so a server at another one would be of no use. */
async function startAgain(options: SupervisorOptions, port: number): Promise<PostgresServer> {
  if (!(await isPortFree(port))) throw portTaken(port);
  const server = await startPostgresServer({ ...options, port });
  if (server.port === port) return server;
  await server.stop();
  throw portTaken(port);
}

function portTaken(port: number) {
  return new StartupError({
    zh: `PostgreSQL 的端口 ${port} 被别的程序占用，请再启动一次。`,
    en: `Another program has taken PostgreSQL’s port ${port}; start again.`,
  });
}
