import { sql, type RawBuilder } from 'kysely';
import { comparable } from '#workflows/text/plain-text.ts';
import { writeAudit } from '../audit.ts';
import type { Context } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { addressGrams, wordGrams } from './grams.ts';
import { requirePermission } from './permissions.ts';
import { nameKey, soughtPhoneKeys } from './person-keys.ts';
import type { ListCasesQuery } from './schema.ts';
import { reversed } from './search-rows.ts';

const personal = ['phone', 'name', 'address'] as const;

/** More than this are not looked up first: every few cases of the list are one of them, so the list is walked instead. */
const MOST_LOOKED_UP = 2_000;

/**
 * What is looked for in texts and numbers, as a condition on `"case" as c`; all of it in comparable form. What is sealed is for those who
 * may look for people (403), and that they did is audited: what they named, not what they wrote.
 */
export async function searched(tx: TenantDb, ctx: Context, query: ListCasesQuery): Promise<RawBuilder<boolean>> {
  const { number, externalId, q, address } = query;
  const conditions = [sql<boolean>`true`];
  if (number !== undefined) conditions.push(endsWith('number_end', number));
  if (externalId !== undefined) conditions.push(endsWith('external_end', externalId));
  const named = personal.filter((name) => query[name] !== undefined);
  if (named.length > 0) {
    requirePermission(ctx, 'case.search_person');
    await writeAudit(tx, ctx, { action: 'case.search_person', target: null, data: { fields: named } });
    conditions.push(...(await ofPerson(tx, ctx, query)));
  }
  if (q !== undefined || address !== undefined) conditions.push(await withTexts(tx, ctx, { q, address }));
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** The whole, or its end; PostgreSQL compares bytes here, and no text goes on with a byte above these. */
function endsWith(column: 'number_end' | 'external_end', text: string): RawBuilder<boolean> {
  const start = reversed(text);
  const name = sql.ref(`s.${column}`);
  return found('case_search', sql`${name} >= ${start} and ${name} < ${`${start}\u{10FFFF}`}`);
}

async function ofPerson(tx: TenantDb, ctx: Context, { phone, name }: ListCasesQuery) {
  const { keyedHash } = await ctx.deps.keys.sealer(tx);
  const keys: Buffer[][] = [];
  if (phone !== undefined) keys.push(soughtPhoneKeys(keyedHash, phone));
  if (name !== undefined) keys.push([nameKey(keyedHash, name)]);
  return keys.map((any) => found('case_person_key', sql`s.key = any(${any}::bytea[])`));
}

async function withTexts(
  tx: TenantDb,
  ctx: Context,
  { q, address }: Pick<ListCasesQuery, 'q' | 'address'>,
): Promise<RawBuilder<boolean>> {
  const words = q === undefined ? '' : comparable(q);
  const grams = wordGrams(tenantOf(tx), words, 'sought');
  if (address !== undefined) {
    const { keyedHash } = await ctx.deps.keys.sealer(tx);
    grams.push(...addressGrams(keyedHash, comparable(address), 'sought'));
  }
  const fits = sql`s.grams @> ${grams}::integer[] and strpos(s.words, ${words}) > 0`;
  const { rows } = await sql<{ ids: string[] }>`
    select array(select find_by_grams(${grams}::integer[], ${MOST_LOOKED_UP + 1})) as ids`.execute(tx);
  const { ids } = rows[0]!;
  if (ids.length > MOST_LOOKED_UP) return found('case_search', fits);
  return sql<boolean>`c.case_id = any(${ids}::uuid[]) and ${found('case_search', fits)}`;
}

function found(table: 'case_search' | 'case_person_key', fits: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from ${sql.table(table)} s where s.tenant_id = c.tenant_id and s.case_id = c.case_id and ${fits})`;
}
