import { seedDemoPeople } from '#services/domain/people/seed-demo-people.ts';
import { demoPeople } from '#services/domain/people/demo-people.ts';
import { withTenant } from '#services/domain/database.ts';
import { seedTenants, type SeededTenant } from '#services/domain/tenants/seed-tenants.ts';
import type { Deps } from '#services/domain/context.ts';
import { createDomainDeps, type Surroundings } from './domain-deps.ts';
import type { DemoPerson } from './issuer/demo-people.ts';
import { openPool } from './pools.ts';

/** Sets up the tenants of the folder that are not there yet. */
export function seed(at: Surroundings, tenantsDir: string): Promise<SeededTenant[]> {
  return withDeps(at, (deps) => seedTenants(deps, tenantsDir));
}

/** The same, and the demo people of each; answers who they are. For development only: anybody may be them. */
export function seedForDevelopment(at: Surroundings, tenantsDir: string): Promise<DemoPerson[]> {
  return withDeps(at, async (deps) => {
    const people: DemoPerson[] = [];
    for (const { tenant } of await seedTenants(deps, tenantsDir)) people.push(...(await addDemoPeople(deps, tenant)));
    return people;
  });
}

async function addDemoPeople(deps: Deps, tenant: string): Promise<DemoPerson[]> {
  const ids = new Set(await seedDemoPeople(deps, tenant));
  const { config } = await withTenant(deps.db, tenant, async (tx) =>
    deps.configurations.active(tx, await deps.clock.now(tx)),
  );
  return demoPeople(tenant, config.tenant.kind, config.org)
    .filter(({ id }) => ids.has(id))
    .map(({ id, name }) => ({ id, tenant, name }));
}

async function withDeps<T>(at: Surroundings, work: (deps: Deps) => Promise<T>): Promise<T> {
  const pool = openPool(at, { role: 'countyflow_app', max: 2, applicationName: 'countyflow-seed' });
  try {
    return await work(createDomainDeps(at, pool));
  } finally {
    await pool.end();
  }
}
