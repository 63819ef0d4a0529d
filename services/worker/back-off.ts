import { isPostgresAway } from '#services/platform/postgres-away.ts';

/** A database that comes back is to be used within the second, and a refused connection costs little. */
const postgresMs = 500;
const longestMs = 10_000;

/** How long a loop waits after a round that failed, the n-th in a row: 0.5 s, 1 s, 2 s … 10 s, but never long for PostgreSQL. */
export function backOffMs(error: unknown, failures: number): number {
  return isPostgresAway(error) ? postgresMs : Math.min(longestMs, 250 * 2 ** failures);
}
