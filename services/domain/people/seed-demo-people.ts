import type { Deps } from '../context.ts';
import { withTenant } from '../database.ts';
import { demoPeople } from './demo-people.ts';

/** Long before anything that a demo or a test reports. */
const since = '2020-01-01';

/** Adds the demo people that a tenant does not have yet, in one statement each for people and posts; answers their ids. */
export async function seedDemoPeople(deps: Deps, tenant: string): Promise<string[]> {
  return withTenant(deps.db, tenant, async (tx) => {
    const { config } = await deps.configurations.active(tx, await deps.clock.now(tx));
    const people = demoPeople(tenant, config.tenant.kind, config.org);
    if (people.length === 0) return [];
    const sealer = await deps.keys.sealer(tx);
    const rows = await Promise.all(
      people.map(async ({ id, name }) => ({ tenant_id: tenant, person_id: id, name_sealed: await sealer.seal(name) })),
    );
    const added = await tx
      .insertInto('person')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('person_id')
      .execute();
    const isNew = new Set(added.map((row) => row.person_id));
    const posts = people.flatMap(({ id, posts: held }) =>
      isNew.has(id) ? held.map((post) => ({ tenant_id: tenant, person_id: id, from_date: since, ...post })) : [],
    );
    if (posts.length > 0) await tx.insertInto('post').values(posts).execute();
    return people.map(({ id }) => id);
  });
}
