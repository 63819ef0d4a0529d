import { join, resolve } from 'node:path';
import type { Logger } from '#services/platform/log.ts';
import { findFreePort, isPortFree } from '#services/platform/ports.ts';
import { StartupError } from '#services/platform/startup-error.ts';
import { findTemporalBinary, temporalServer } from '#services/platform/temporal-binary.ts';
import { keepPorts, loadPorts } from './kept.ts';
import { stopLeftoverTemporal } from './temporal-leftover.ts';
import { startTemporalServer, type TemporalServer } from './temporal-server.ts';

export interface EmbeddedTemporal {
  /** Known at once, so that everything else can be wired while the server is still being fetched or started. */
  address: string;
  /** Settles when the server answers. */
  ready: Promise<TemporalServer>;
  stop(): Promise<void>;
}

export interface EmbeddedTemporalOptions {
  dataDir: string;
  namespace: string;
  /** From the settings; undefined when it is to be looked for. */
  binary: string | undefined;
  path: string;
  log: Logger;
}

export async function startEmbeddedTemporal(options: EmbeddedTemporalOptions): Promise<EmbeddedTemporal> {
  const { dataDir, log } = options;
  // First of all, for the one that was left running has the port.
  await stopLeftoverTemporal(join(dataDir, 'temporal.pid'));
  const kept = loadPorts(dataDir).temporal;
  const port = kept && (await isPortFree(kept)) ? kept : await findFreePort();
  keepPorts(dataDir, { temporal: port });
  const ready = bringUp(options, port);
  ready.catch((error: unknown) => log.debug({ err: error }, 'Temporal did not come up'));
  return {
    address: `127.0.0.1:${port}`,
    ready,
    stop: () =>
      ready.then(
        (server) => server.stop(),
        () => {},
      ),
  };
}

async function bringUp({ dataDir, namespace, binary, path, log }: EmbeddedTemporalOptions, port: number) {
  const caches: [string, string] = [join(dataDir, 'bin'), resolve('.cache', 'bin')];
  const program = await findTemporalBinary(temporalServer, { configured: binary, path, caches });
  const server = await startTemporalServer({
    binary: program,
    folder: dataDir,
    namespaces: [namespace],
    port,
    onRestart: (restart) => log.warn(restart, 'Temporal ended and is started again; cases go on meanwhile'),
  });
  if (server.port === port) return server;
  await server.stop();
  throw new StartupError({
    zh: `Temporal 的端口 ${port} 在启动期间被别的程序占用，请再启动一次。`,
    en: `Another program took Temporal’s port ${port} while it was starting; start again.`,
  });
}
