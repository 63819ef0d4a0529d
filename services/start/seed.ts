import { fillSearch } from '#services/domain/cases/fill-search.ts';
import { seedDemoPeople } from '#services/domain/people/seed-demo-people.ts';
import { demoPeople } from '#services/domain/people/demo-people.ts';
import { withTenant } from '#services/domain/database.ts';
import { seedTenants, type SeededTenant } from '#services/domain/tenants/seed-tenants.ts';
import type { Deps } from '#services/domain/context.ts';
import { createDomainDeps, type Surroundings } from './domain-deps.ts';
import type { DemoPerson } from './issuer/demo-people.ts';
import type { Part } from './part.ts';
import { openPool } from './pools.ts';

/** Sets up the tenants of the folder that are not there yet, and brings what an older program wrote up to this one. */
export function seed(at: Surroundings, tenantsDir: string): Promise<SeededTenant[]> {
  return withDeps(at, async (deps) => {
    const seeded = await seedTenants(deps, tenantsDir);
    for (const { tenant } of seeded) await fillSearch(deps, tenant);
    return seeded;
  });
}

/** The latter alone, beside what runs: a large county's cases take minutes. */
export function startFillingSearch(at: Surroundings, tenants: Iterable<string>): Part {
  const stopped = new AbortController();
  const filled = withDeps(at, async (deps) => {
    for (const tenant of tenants) await fillSearch(deps, tenant, stopped.signal);
  }).catch((err: unknown) => at.log.error({ err }, 'older cases are not all found yet; the next start goes on'));
  return {
    async stop() {
      stopped.abort();
      await filled;
    },
  };
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
