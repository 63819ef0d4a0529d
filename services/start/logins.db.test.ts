import type pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import '../../infra/test/provided.ts';
import { createTestDatabase } from '../../infra/test/test-database.ts';
import { createDatabase, withTenant } from '#services/domain/database.ts';
import { createPool } from '#services/platform/postgres.ts';
import { ensureLogins, loginUrls, requireOwnLogin, type PartRole } from './logins.ts';

const masterKey = new Uint8Array(32).fill(9);

async function aDatabase() {
  const database = await createTestDatabase(inject('postgresUrl'));
  const urls = loginUrls(database.url, masterKey);
  await ensureLogins(database.url, urls);
  const pools: pg.Pool[] = [];
  onTestFinished(async () => {
    for (const pool of pools) await pool.end();
    await database.drop();
  });
  const as = (role: PartRole, url = urls[role]) => {
    const pool = createPool({ url, role, max: 1, applicationName: 'logins' });
    pools.push(pool);
    return pool;
  };
  return { database, urls, as };
}

const owner = new URL(inject('postgresUrl')).username;

test.each([
  ['countyflow_app', 'countyflow_relay'],
  ['countyflow_relay', 'countyflow_app'],
] as const)('from a connection of %s nothing leads to the owner, nor to %s', async (role, other) => {
  const { as } = await aDatabase();
  const client = await as(role).connect();
  const denied = async (sql: string) =>
    expect(await client.query(sql).catch((error: Error & { code?: string }) => error.code), sql).toBe('42501');
  for (const wanted of [other, owner, 'pg_read_all_data', 'pg_execute_server_program']) {
    await denied(`set role ${wanted}`);
    await denied(`set session authorization ${wanted}`);
  }
  for (const wayBack of ['set role none', 'reset role', 'set session authorization default', 'reset all']) {
    await client.query(wayBack);
    const { rows } = await client.query<{ me: string; boss: boolean }>(
      'select current_user as me, rolsuper or rolcreaterole or rolbypassrls as boss from pg_roles where rolname = current_user',
    );
    expect(rows[0]!.me, wayBack).not.toBe(owner);
    expect(rows[0]!.boss).toBe(false);
    if (rows[0]!.me !== role) {
      await denied('select from "case"');
      await denied('select from outbox');
      await denied('create table public.mine (n int)');
    }
    for (const wanted of [other, owner]) await denied(`set role ${wanted}`);
    await client.query(`set role ${role}`);
  }
  client.release();
});

test('each part does its work by its login, and gets its password again', async () => {
  const { database, urls, as } = await aDatabase();
  await ensureLogins(database.url, urls);
  expect((await as('countyflow_relay').query('select from outbox')).rowCount).toBe(0);
  const db = createDatabase(as('countyflow_app'));
  expect(await withTenant(db, 'nobody', (tx) => tx.selectFrom('tenant').selectAll().execute())).toEqual([]);
});

test('a login that could be more is refused, in words that say what would be right', async () => {
  const { database, as } = await aDatabase();
  await requireOwnLogin(as('countyflow_app'), 'countyflow_app');
  await expect(requireOwnLogin(as('countyflow_app', database.url), 'countyflow_app')).rejects.toThrow(
    /DATABASE_URL can do too much.*create role countyflow_login/s,
  );
});
