import type pg from 'pg';
import { createPool, type PoolOptions } from '#services/platform/postgres.ts';
import type { Surroundings } from './domain-deps.ts';

/** Admin shutdown, crash, starting up: the server itself says that it goes, to every connection once. */
const serverGoes = /^57P0[1-5]$/;

/** A pool of this process that says when one of its connections broke; a server that ends is told once, elsewhere. */
export function openPool(at: Surroundings, wanted: Pick<PoolOptions, 'role' | 'max' | 'applicationName'>): pg.Pool {
  const onBroken = (error: Error & { code?: string }) => {
    // Not the error as it is: pg hangs the whole client on it.
    const about = { reason: error.message, code: error.code, pool: wanted.applicationName };
    at.log[serverGoes.test(error.code ?? '') ? 'debug' : 'warn'](about, 'a connection to PostgreSQL broke');
  };
  return createPool({ url: at.databaseUrl, ...wanted, onBroken });
}
