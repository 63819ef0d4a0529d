import type pg from 'pg';
import { createPool, type PoolOptions } from '#services/platform/postgres.ts';
import type { Surroundings } from './domain-deps.ts';
import type { PartRole } from './logins.ts';

/** Admin shutdown, crash, starting up: the server itself says that it goes, to every connection once. */
const serverGoes = /^57P0[1-5]$/;

/** A pool of this process that says when one of its connections broke; a server that ends is told once, elsewhere. */
export function openPool(
  at: Pick<Surroundings, 'databaseUrls' | 'log'>,
  wanted: Pick<PoolOptions, 'max' | 'applicationName'> & { role: PartRole },
): pg.Pool {
  const onBroken = (error: Error & { code?: string }) => {
    // Not the error as it is: pg hangs the whole client on it.
    const about = { reason: error.message, code: error.code, pool: wanted.applicationName };
    at.log[serverGoes.test(error.code ?? '') ? 'debug' : 'warn'](about, 'a connection to PostgreSQL broke');
  };
  return createPool({ url: at.databaseUrls[wanted.role], ...wanted, onBroken });
}
