import { Kysely, Migrator, PostgresDialect, type Migration } from 'kysely';
import pg from 'pg';
import * as createTenants from './0001-create-tenants.ts';
import * as createPeople from './0002-create-people.ts';
import * as createCases from './0003-create-cases.ts';
import * as createCaseParts from './0004-create-case-parts.ts';
import * as createCaseEvents from './0005-create-case-events.ts';
import * as createAudit from './0006-create-audit.ts';
import * as createCaseAttachments from './0007-create-case-attachments.ts';
import * as createPublications from './0008-create-publications.ts';
import * as indexWhatWaits from './0009-index-what-waits.ts';
import * as showPhotosByWhatTheyAre from './0013-show-photos-by-what-they-are.ts';
import * as nameTheFormOfEvents from './0015-name-the-form-of-events.ts';
import * as searchCases from './0016-search-cases.ts';
import * as keepWhoFollows from './0017-keep-who-follows.ts';
import * as countWhatIsRepeated from './0018-count-what-is-repeated.ts';
import * as keepWhoWasTold from './0019-keep-who-was-told.ts';
import * as fillInCandidates from './0020-fill-in-candidates.ts';

/** Taken in the order of their names; a name that has run somewhere stays. */
const migrations: Record<string, Migration> = {
  '0001-create-tenants': createTenants,
  '0002-create-people': createPeople,
  '0003-create-cases': createCases,
  '0004-create-case-parts': createCaseParts,
  '0005-create-case-events': createCaseEvents,
  '0006-create-audit': createAudit,
  '0007-create-case-attachments': createCaseAttachments,
  '0008-create-publications': createPublications,
  '0009-index-what-waits': indexWhatWaits,
  '0013-show-photos-by-what-they-are': showPhotosByWhatTheyAre,
  '0015-name-the-form-of-events': nameTheFormOfEvents,
  '0016-search-cases': searchCases,
  '0017-keep-who-follows': keepWhoFollows,
  '0018-count-what-is-repeated': countWhatIsRepeated,
  '0019-keep-who-was-told': keepWhoWasTold,
  '0020-fill-in-candidates': fillInCandidates,
};

const migratorOf = (db: Kysely<unknown>) =>
  new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });

/**
 * Brings the schema up to this program's, all steps in one transaction; several at once wait for each other. The login of `url` comes to
 * own every table and may take the roles countyflow_app and countyflow_relay. Answers the names of the steps taken. `upTo` names the last
 * one to take, for whoever has an older program's schema in mind.
 */
export async function migrate(url: string, upTo?: string): Promise<string[]> {
  const pool = openAlone(url);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = migratorOf(db);
    const { error, results = [] } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
    const failed = results.find((result) => result.status === 'Error');
    if (error) throw new Error(`migration ${failed?.migrationName ?? 'as a whole'} failed`, { cause: error });
    return results.map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

/** As the login itself, without limits: a step may take as long as its table is large. A connection that breaks fails the step, no more. */
function openAlone(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000, keepAlive: true });
  pool.on('error', () => {});
  return pool.on('connect', (client) => void client.on('error', () => {}));
}

/** Steps that this program knows and the database has not taken; the application's role may ask. */
export async function pendingMigrations(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>('select name from kysely_migration');
  const done = new Set(rows.map((row) => row.name));
  return Object.keys(migrations).filter((name) => !done.has(name));
}

/** Steps that the database has taken and this program does not know: another version has been here. For the login that migrates. */
export async function unknownMigrations(url: string): Promise<string[]> {
  const pool = openAlone(url);
  try {
    const { rows: found } = await pool.query(`select where to_regclass('kysely_migration') is not null`);
    if (found.length === 0) return [];
    const { rows } = await pool.query<{ name: string }>('select name from kysely_migration order by name');
    return rows.map((row) => row.name).filter((name) => !Object.hasOwn(migrations, name));
  } finally {
    await pool.end();
  }
}
