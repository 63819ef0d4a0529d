import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import '../../infra/test/provided.ts';
import { migrateDatabase } from './migrate-database.ts';

test('a database of another version is told as such, in words, and left as it is', async () => {
  const name = `versions_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  await admin.query(`create database ${name}`);
  onTestFinished(async () => {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  });
  const url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href;
  expect((await migrateDatabase(url)).length).toBeGreaterThan(0);
  expect(await migrateDatabase(url)).toEqual([]);

  const there = new pg.Client({ connectionString: url });
  await there.connect();
  onTestFinished(() => there.end());
  await there.query(`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', 'then')`);
  await expect(migrateDatabase(url)).rejects.toMatchObject({
    name: 'StartupError',
    zh: expect.stringContaining('9999-from-the-future'),
    en: expect.stringContaining('another version'),
  });
});
