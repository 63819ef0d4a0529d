import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { findTemporalBinary, temporalServer } from '#services/platform/temporal-binary.ts';
import { startPostgresServer } from '#services/start/postgres-server.ts';
import { startTemporalServer } from '#services/start/temporal-server.ts';
import { makeTestFolder, sweepTestFolders } from '../../test/test-folder.ts';
import type { Servers } from './installation.ts';

/** PostgreSQL and Temporal of this run alone. */
export async function startServers(path: string): Promise<Servers & { stop: () => Promise<void> }> {
  await sweepTestFolders();
  const folder = makeTestFolder();
  const cache = new URL('../../../.cache/bin', import.meta.url).pathname;
  const binary = await findTemporalBinary(temporalServer, { path, caches: [cache] });
  const postgres = await startPostgresServer({ folder, password: randomBytes(12).toString('hex') });
  const temporal = await startTemporalServer({ binary, folder, namespaces: ['hostile'], inMemory: true }).catch(
    async (error: unknown) => {
      await postgres.stop();
      throw error;
    },
  );
  return {
    postgresUrl: postgres.url,
    temporalAddress: temporal.address,
    temporalNamespace: 'hostile',
    async stop() {
      await temporal.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
