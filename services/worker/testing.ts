import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { inject, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../infra/test/test-database.ts';
import '../../infra/test/provided.ts';
import { createLogger } from '#services/platform/log.ts';
import { createPool } from '#services/platform/postgres.ts';
import type { CaseKey } from '#workflows/case/naming.ts';

export const quietLog = createLogger({ level: 'silent', name: 'test' });

/** A database of one's own, since a relay takes whatever it finds, and a pool of the relay's role on it. */
export async function aRelayDatabase(): Promise<{ url: string; pool: Pool }> {
  const database = await createTestDatabase(inject('postgresUrl'));
  const pool = createPool({ url: database.url, role: 'countyflow_relay', max: 10, applicationName: 'relay-test' });
  onTestFinished(async () => {
    await pool.end();
    await database.drop();
  });
  return { url: database.url, pool };
}

export function aCaseKey(tenant = `t-${randomBytes(4).toString('hex')}`): CaseKey {
  return { tenant, caseId: randomUUID() };
}

/** As record-decision would; the relay's role may, too. */
export async function putNudge(pool: Pool, key: CaseKey, wakeAt: Date | null = null, reason = 'wake'): Promise<void> {
  await pool.query('insert into outbox (tenant_id, case_id, reason, wake_at) values ($1, $2, $3, $4)', [
    key.tenant,
    key.caseId,
    reason,
    wakeAt,
  ]);
}

export async function outboxSize(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from outbox');
  return rows[0]!.n;
}

/** Asks until the answer is true; fails with `what` after the time is up. */
export async function eventually(what: string, isTrue: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(50)) if (await isTrue()) return;
  throw new Error(`not within ${timeoutMs} ms: ${what}`);
}
