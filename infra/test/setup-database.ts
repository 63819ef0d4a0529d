import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../migrations/migrate.ts';
import { startPostgresServer, type PostgresServer } from '#services/start/postgres-server.ts';
import { ensureDatabase, databaseUrlOf } from '#services/start/ensure-database.ts';
import { templateDatabase } from './test-database.ts';
import { makeTestFolder, sweepTestFolders } from './test-folder.ts';
import './provided.ts';

interface Shared {
  folder: string;
  server: PostgresServer;
  users: number;
}

/** Each project loads its own copy of this module, but there is one process and it needs one server. */
const slot = globalThis as { countyflowTestDatabase?: Promise<Shared> };

export default async function setup(project: TestProject) {
  slot.countyflowTestDatabase ??= bringUp();
  const shared = await slot.countyflowTestDatabase;
  shared.users += 1;
  project.provide('postgresUrl', shared.server.url);
  project.provide('databaseUrl', databaseUrlOf(shared.server.url, 'countyflow_test'));
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete slot.countyflowTestDatabase;
    await shared.server.stop();
    rmSync(shared.folder, { recursive: true, force: true });
  };
}

async function bringUp(): Promise<Shared> {
  await sweepTestFolders();
  const folder = makeTestFolder();
  // Nothing here outlives the run, so durability would only cost time.
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];
  const server = await startPostgresServer({ folder, password: 'for-tests-only', settings });
  await ensureDatabase(server.url, templateDatabase);
  await migrate(databaseUrlOf(server.url, templateDatabase));
  await ensureDatabase(server.url, 'countyflow_test', { template: templateDatabase });
  return { folder, server, users: 0 };
}
