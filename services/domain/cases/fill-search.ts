import { sql } from 'kysely';
import type { Deps } from '../context.ts';
import { withTenant, type TenantDb } from '../database.ts';
import { searchRows } from './search-rows.ts';
import { insertSearch } from './search-statements.ts';
import type { ReporterIdentity } from './to-snapshot.ts';

/** Short transactions: reports go on meanwhile. */
const CASES_AT_ONCE = 200;

/**
 * Cases that an older program recorded become findable; answers how many. May run beside others and be broken off at any time: what is
 * written already stays.
 */
export async function fillSearch(deps: Deps, tenant: string, signal?: AbortSignal): Promise<number> {
  let filled = 0;
  for (let after: string | null = null; !signal?.aborted;) {
    const page = await withTenant(deps.db, tenant, (tx) => fillPage(tx, deps, tenant, after));
    after = page.at(-1) ?? null;
    filled += page.length;
    if (after === null) break;
  }
  return filled;
}

interface Unfound {
  case_id: string;
  number: string;
  external_id: string | null;
  description: string;
  address_sealed: string | null;
  reporter_sealed: string | null;
}

/** The ids of a page of them, in order. The case is locked, for its address may be corrected at this moment. */
async function fillPage(tx: TenantDb, deps: Deps, tenant: string, after: string | null): Promise<string[]> {
  const { rows } = await sql<Unfound>`
    select c.case_id, c.number, c.external_id, c.description, c.address_sealed, c.reporter_sealed
    from "case" c
    where c.tenant_id = ${tenant} and (${after}::uuid is null or c.case_id > ${after}::uuid) and not exists (
      select from case_search s where s.tenant_id = c.tenant_id and s.case_id = c.case_id)
    order by c.case_id
    limit ${CASES_AT_ONCE}
    for no key update of c`.execute(tx);
  if (rows.length === 0) return [];
  const sealer = await deps.keys.sealer(tx);
  const cases = await Promise.all(
    rows.map(async (row) => {
      const { case_id, number, external_id: externalId, description, address_sealed, reporter_sealed } = row;
      const address = address_sealed === null ? null : await sealer.open<string>(address_sealed);
      const reporter = reporter_sealed === null ? null : await sealer.open<ReporterIdentity>(reporter_sealed);
      const found = searchRows(tenant, sealer, { number, externalId, description, address, reporter });
      return { owner: { tenant_id: tenant, case_id }, rows: found };
    }),
  );
  for (const statement of insertSearch(tx, cases)) await statement.execute();
  return rows.map((row) => row.case_id);
}
