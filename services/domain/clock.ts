import { sql } from 'kysely';
import type { TenantDb } from './database.ts';

/** Tells the time, in epoch milliseconds. */
export interface Clock {
  now(tx: TenantDb): Promise<number>;
}

/** Every process of an installation, wherever it runs, goes by the one clock of its database. */
export const databaseClock: Clock = {
  async now(tx) {
    const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(tx);
    return rows[0]!.at.getTime();
  },
};
