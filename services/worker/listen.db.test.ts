import { inject, expect, test } from 'vitest';
import { createPool } from '#services/platform/postgres.ts';
import { listen } from './listen.ts';
import { aCaseKey, aRelayDatabase, eventually, putNudge, quietLog } from './testing.ts';

test('a nudge rings at once, also after the connection was cut', async () => {
  const { pool, url } = await aRelayDatabase();
  let rings = 0;
  const ears = listen(pool, 'outbox', () => (rings += 1), quietLog);
  await eventually('it listens', async () => rings === 1);
  await putNudge(pool, aCaseKey());
  await eventually('the nudge is heard', async () => rings === 2, 20_000);

  const database = new URL(url).pathname.slice(1);
  const superuser = createPool({ url: inject('postgresUrl'), role: 'login', max: 1, applicationName: 'test' });
  const { rowCount } = await superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and query ilike 'listen%'`,
    [database],
  );
  await superuser.end();
  expect(rowCount).toBe(1);
  await eventually('it listens again', async () => rings === 3);
  await putNudge(pool, aCaseKey());
  await eventually('the nudge is heard', async () => rings === 4, 20_000);
  await ears.stop();
});
