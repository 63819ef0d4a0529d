import { setTimeout as sleep } from 'node:timers/promises';
import { isPostgresAway } from '#services/platform/postgres-away.ts';

const patienceMs = 9_000;
const askAgainMs = 500;

/**
 * Sits out a short absence of PostgreSQL, so that work goes on as soon as it is back; Temporal's own retries come at growing intervals.
 * With one silence of a server that hangs it stays below the 20 s that a look may take. For work that may be done again from its
 * beginning and asks nobody but PostgreSQL.
 */
export async function outlasting<T>(work: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + patienceMs; ;)
    try {
      return await work();
    } catch (error) {
      if (!isPostgresAway(error) || Date.now() > until) throw error;
      await sleep(askAgainMs);
    }
}
