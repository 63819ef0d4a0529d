import { expect, inject, test } from 'vitest';
import { createPool, type DatabaseRole } from '#services/platform/postgres.ts';
import { createTestDatabase } from './test-database.ts';
import './provided.ts';

async function ask<Row extends object>(url: string, role: DatabaseRole, text: string): Promise<Row> {
  const pool = createPool({ url, role, max: 1, applicationName: 'test' });
  try {
    const { rows } = await pool.query<Row>(text);
    const [row] = rows;
    if (!row) throw new Error('no row');
    return row;
  } finally {
    await pool.end();
  }
}

test.each(['countyflow_app', 'countyflow_relay'] as const)('a pool is %s from its first statement on', async (role) => {
  const text = `select current_user as me, rolsuper as boss, current_setting('timezone') as zone
    from pg_roles where rolname = current_user`;
  expect(await ask(inject('databaseUrl'), role, text)).toEqual({ me: role, boss: false, zone: 'UTC' });
});

test('a role stays what it is when the address brings options of its own', async () => {
  const url = `${inject('databaseUrl')}?options=-c%20search_path%3Dpg_catalog`;
  const text = `select current_user as me, current_setting('search_path') as path`;
  expect(await ask(url, 'countyflow_app', text)).toEqual({ me: 'countyflow_app', path: 'pg_catalog' });
});

test('a date comes as its text and a count as a number', async () => {
  const row = await ask(inject('databaseUrl'), 'countyflow_app', `select date '2026-03-01' as day, count(*) as n`);
  expect(row).toEqual({ day: '2026-03-01', n: 1 });
});

test('refuses a count that a number cannot hold', async () => {
  const asked = ask(inject('databaseUrl'), 'countyflow_app', 'select 9007199254740993::bigint as n');
  await expect(asked).rejects.toThrow('bigint 9007199254740993');
});

test('a database of its own is migrated and goes away', async () => {
  const mine = await createTestDatabase(inject('postgresUrl'));
  const row = await ask<{ n: number }>(
    mine.url,
    'login',
    `select count(*) as n from pg_tables where schemaname = 'public'`,
  );
  expect(row.n).toBeGreaterThan(5);
  await mine.drop();
  await expect(ask(mine.url, 'login', 'select 1')).rejects.toThrow('does not exist');
});
