import { sql, type Kysely } from 'kysely';

export type Grant = 'select' | 'insert' | 'update' | 'delete' | `update (${string})`;

/**
 * Makes a table private to its tenant: row-level security enabled and forced, and one policy for the application's role, which gets
 * only the given grants. The owner has no policy of its own, so a later migration that rewrites rows lifts the force for its own
 * transaction. Add to this helper, never edit it: old migrations must go on meaning what they meant.
 */
export async function protectTenantTable(db: Kysely<unknown>, table: string, grants: readonly Grant[]): Promise<void> {
  const name = sql.table(table);
  await sql`alter table ${name} enable row level security`.execute(db);
  await sql`alter table ${name} force row level security`.execute(db);
  await sql`
    create policy own_tenant on ${name} to countyflow_app
      using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))
  `.execute(db);
  await sql`grant ${sql.raw(grants.join(', '))} on ${name} to countyflow_app`.execute(db);
}

/** Lets the relay see a table of all tenants, but only the named columns of it. */
export async function showToRelay(db: Kysely<unknown>, table: string, columns: readonly string[]): Promise<void> {
  const name = sql.table(table);
  await sql`create policy all_tenants on ${name} for select to countyflow_relay using (true)`.execute(db);
  await sql`grant select (${sql.join(columns.map((column) => sql.ref(column)))}) on ${name} to countyflow_relay`.execute(
    db,
  );
}
