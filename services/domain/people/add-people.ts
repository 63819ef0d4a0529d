import { isBlank, lineFault, tidyLine } from '#workflows/text/plain-text.ts';
import type { Deps, Post } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';

export interface NewPerson {
  id: string;
  name: string;
  posts: Post[];
}

/** Adds those who are not there yet, with their posts from a day (`YYYY-MM-DD`) on; who is there keeps what they hold. */
export async function addPeople(
  tx: TenantDb,
  { keys }: Pick<Deps, 'keys'>,
  people: readonly NewPerson[],
  since: string,
): Promise<void> {
  if (people.length === 0) return;
  const tenant_id = tenantOf(tx);
  const sealer = await keys.sealer(tx);
  const rows = people.map(async ({ id, name }) => ({
    ...{ tenant_id, person_id: id },
    name_sealed: await sealer.seal(nameOf(id, name)),
  }));
  const added = await tx
    .insertInto('person')
    .values(await Promise.all(rows))
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .execute();
  const isNew = new Set(added.map((row) => row.person_id));
  const posts = people
    .filter(({ id }) => isNew.has(id))
    .flatMap(({ id, posts: held }) => held.map((post) => ({ tenant_id, person_id: id, from_date: since, ...post })));
  if (posts.length > 0) await tx.insertInto('post').values(posts).execute();
}

function nameOf(id: string, written: string): string {
  const name = tidyLine(written);
  if (isBlank(name) || lineFault(name) !== null) throw new TypeError(`the name of ${id} is no line of text`);
  return name;
}
