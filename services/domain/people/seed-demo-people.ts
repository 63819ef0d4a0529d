import type { Deps } from '../context.ts';
import { withTenant } from '../database.ts';
import { addPeople } from './add-people.ts';
import { demoPeople } from './demo-people.ts';

/** Long before anything that a demo or a test reports. */
export const demoPeopleSince = '2020-01-01';

/** Adds the demo people that a tenant does not have yet; answers the ids of all of them. */
export async function seedDemoPeople(deps: Deps, tenant: string): Promise<string[]> {
  return withTenant(deps.db, tenant, async (tx) => {
    const { config } = await deps.configurations.active(tx, await deps.clock.now(tx));
    const people = demoPeople(tenant, config.tenant.kind, config.org);
    await addPeople(tx, deps, people, demoPeopleSince);
    return people.map(({ id }) => id);
  });
}
