import type { TenantDb } from '../database.ts';
import type { RowOwner } from './progress-rows.ts';
import type { SearchRows } from './search-rows.ts';

interface FoundBy {
  owner: RowOwner;
  rows: SearchRows;
}

/** What cases are found by, where nothing is there yet. */
export function insertSearch(tx: TenantDb, cases: FoundBy[]) {
  const keys = cases.flatMap(({ owner, rows }) => rows.personKeys.map((key) => ({ ...owner, key })));
  const search = tx
    .insertInto('case_search')
    .values(cases.map(({ owner, rows }) => ({ ...owner, ...rows.row })))
    .onConflict((on) => on.doNothing());
  const persons = tx
    .insertInto('case_person_key')
    .values(keys)
    .onConflict((on) => on.doNothing());
  return keys.length > 0 ? [search, persons] : [search];
}

/** Of a case that is found already; one that an older program recorded is filled in whole later on. Who reported it stays. */
export function updateSearch(tx: TenantDb, { owner, rows }: FoundBy) {
  return tx
    .updateTable('case_search')
    .set(rows.row)
    .where('tenant_id', '=', owner.tenant_id)
    .where('case_id', '=', owner.case_id);
}
