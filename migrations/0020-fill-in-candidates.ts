import { sql, type Kysely } from 'kysely';

/**
 * A candidate is kept with its faults and without a result. Where a later program finds no faults any more, whoever publishes it fills the
 * result in, once: what has a result is never changed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`grant update (compiled, hash, engine_level, faults) on config_version to countyflow_app`.execute(db);
  await sql`
    create policy without_result on config_version as restrictive for update to countyflow_app
      using (compiled is null) with check (compiled is not null)`.execute(db);
}
