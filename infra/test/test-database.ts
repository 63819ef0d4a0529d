import { randomBytes } from 'node:crypto';
import { ensureDatabase, databaseUrlOf, dropDatabase } from '#services/start/ensure-database.ts';

export const templateDatabase = 'countyflow_template';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * A migrated database of one's own in about 100 ms, for tests that run a relay or a worker: those take whatever work they find,
 * so they cannot share a database with others. `postgresUrl` is the provided one.
 */
export async function createTestDatabase(postgresUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(postgresUrl, name, { template: templateDatabase });
  return { url: databaseUrlOf(postgresUrl, name), drop: () => dropDatabase(postgresUrl, name) };
}
