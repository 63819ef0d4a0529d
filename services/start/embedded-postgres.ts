import type { Logger } from '#services/platform/log.ts';
import { ensureDatabase, databaseUrlOf } from './ensure-database.ts';
import { keepPorts, loadPorts, loadSecrets } from './kept.ts';
import { supervisePostgres, type SupervisedPostgres } from './postgres-supervisor.ts';
import { say } from './say.ts';

const database = 'countyflow';

/** PostgreSQL of a data folder, with the product's database in it. */
export async function startEmbeddedPostgres(
  dataDir: string,
  log: Logger,
): Promise<SupervisedPostgres & { databaseUrl: string }> {
  const { postgres: port } = loadPorts(dataDir);
  const password = loadSecrets(dataDir).postgresPassword;
  const server = await supervisePostgres({ folder: dataDir, password, say, log, ...(port && { port }) });
  try {
    keepPorts(dataDir, { postgres: server.port });
    await ensureDatabase(server.url, database);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ...server, databaseUrl: databaseUrlOf(server.url, database) };
}

/** How another command on this machine reaches the embedded database of a running start. */
export function embeddedDatabaseUrl(dataDir: string): string | undefined {
  const { postgres: port } = loadPorts(dataDir);
  if (port === undefined) return undefined;
  const password = encodeURIComponent(loadSecrets(dataDir).postgresPassword);
  return `postgres://countyflow:${password}@127.0.0.1:${port}/${database}`;
}
