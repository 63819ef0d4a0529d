import type pg from 'pg';
import { createPool, type PoolOptions } from '#services/platform/postgres.ts';
import type { Surroundings } from './domain-deps.ts';

/** A pool of this process that says when the database broke one of its idle connections. */
export function openPool(at: Surroundings, wanted: Pick<PoolOptions, 'role' | 'max' | 'applicationName'>): pg.Pool {
  const onIdleError = (error: Error) =>
    at.log.warn({ err: error, pool: wanted.applicationName }, 'an idle connection to PostgreSQL broke');
  return createPool({ url: at.databaseUrl, ...wanted, onIdleError });
}
