import pg from 'pg';
import { expect, test } from 'vitest';
import { isPostgresAway } from './postgres-away.ts';

test('a connection that nobody answers means that PostgreSQL is away', async () => {
  const client = new pg.Client({ host: '127.0.0.1', port: 1 });
  const error = await client.connect().catch((refused: unknown) => refused);
  expect(isPostgresAway(error)).toBe(true);
  expect(isPostgresAway(new Error('report failed', { cause: error }))).toBe(true);
});

test('a server that shuts down or starts up does too, a wrong statement does not', () => {
  const withCode = (code: string) => Object.assign(new Error('x'), { code });
  for (const code of ['57P01', '57P03', '08006', '53300', '40P01']) expect(isPostgresAway(withCode(code))).toBe(true);
  for (const code of ['42601', '23505', '22P02', '42501', 'EACCES']) expect(isPostgresAway(withCode(code))).toBe(false);
  expect(isPostgresAway('text')).toBe(false);
});
