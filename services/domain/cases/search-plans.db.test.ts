import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../infra/test/test-database.ts';
import type { Context } from '../context.ts';
import type { TenantDb } from '../database.ts';
import { aTenant, shiftedClock, testDeps, type TestTenant } from '../testing.ts';
import { wordGrams } from './grams.ts';
import { listCases } from './list-cases.ts';
import { ListCasesQuery } from './schema.ts';
import { mondayMorning, report } from './testing.ts';

/** A look-up stays quick however many cases there are: among 100,000 no table is read from end to end. */
let database: TestDatabase;
let county: TestTenant;
let centre: Context;
let number: string;

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  county = await aTenant({ deps: testDeps({ databaseUrl: database.url, clock: shiftedClock(mondayMorning) }) });
  centre = await county.person('centre');
  const opened = await report(centre, {
    ...{ description: '滨河公园凉亭顶漏雨', channel: 'hotline', externalId: 'WX-0A7F', item: 'L07' },
    location: { address: '滨河路7号', lon: 126.0432, lat: 42.6851 },
    reporter: { type: 'resident', name: '王芳', phone: '13844510012' },
  });
  ({ number } = opened);
  await multiply(opened.id, 100_000);
}, 180_000);

afterAll(async () => {
  await county.deps.db.destroy();
  await database.drop();
});

test.each<[Record<string, string>, number]>([
  [{ q: '凉亭' }, 1],
  [{ q: '凉亭顶漏雨' }, 1],
  [{ q: '人行' }, 0],
  // every second case has the one half of it, every other the other
  [{ q: '场东门南' }, 0],
  [{ q: '东门' }, 50],
  [{ address: '滨河路' }, 1],
  [{ phone: '138 4451 0012' }, 1],
  [{ phone: '0012' }, 1],
  [{ name: '王芳', open: 'true' }, 1],
  [{ externalId: '0a7f' }, 1],
  [{ number: '23-00001' }, 1],
  [{ q: '凉亭', address: '滨河', open: 'true', sort: '-updatedAt', with: 'counts' }, 1],
])('%j', async (filter, found) => {
  expect(number).toMatch(/23-00001$/);
  const { length, inTurn, inAll } = await readBy((ctx) => listCases(ctx, ListCasesQuery.parse(filter)));
  expect([length, inTurn]).toEqual([found, 0]);
  expect(inAll).toBeLessThan(3_000);
});

test('and what is asked for before a report is taken: whether something like it is open nearby', async () => {
  const again = { item: 'L07', location: { lon: 126.0432, lat: 42.6851 } };
  const { inTurn, inAll } = await readBy(async (ctx) => ({ data: [await report(ctx, again)] }));
  expect(inTurn).toBe(0);
  expect(inAll).toBeLessThan(3_000);
});

/** How many rows of the large tables were read meanwhile: from one end on, and in all. */
async function readBy(ask: (ctx: Context) => Promise<{ data: unknown[] }>) {
  const read = { inTurn: 0, inAll: 0 };
  const inTenant: Context['inTenant'] = (work) =>
    county.inTenant(async (tx) => {
      const before = await readSoFar(tx);
      const answer = await work(tx);
      const after = await readSoFar(tx);
      read.inTurn = after.inTurn - before.inTurn;
      read.inAll = after.inAll - before.inAll;
      return answer;
    });
  const { data } = await ask({ ...centre, inTenant });
  return { length: data.length, ...read };
}

async function readSoFar(tx: TenantDb) {
  const { rows } = await sql<{ inTurn: number; inAll: number }>`
    select sum(seq_tup_read)::int as "inTurn", sum(seq_tup_read + idx_tup_fetch)::int as "inAll"
    from pg_stat_xact_user_tables where relname in ('case', 'case_person_key', 'case_search')`.execute(tx);
  return rows[0]!;
}

/** So many more like this one, with other numbers, words, places and people. */
async function multiply(id: string, times: number): Promise<void> {
  const [east, south] = ['市场东门', '东门南街'].map((words) => [words, wordGrams(county.code, words, 'kept')]);
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  // no foreign key is checked for each of them
  await admin.query('set session_replication_role = replica');
  await admin.query(
    `insert into "case" select other.* from "case" c, generate_series(1, $2::int) n,
       jsonb_populate_record(c, jsonb_build_object('case_id', uuidv7(), 'number', 'X' || n || 'Y', 'external_id', null,
         'lat', 42 + random(), 'created_at', c.created_at - n * interval '1 minute')) other
     where c.case_id = $1`,
    [id, times],
  );
  await admin.query(
    `insert into case_search
       select tenant_id, case_id, words, grams || (random() * 4e9 - 2e9)::int || (random() * 4e9 - 2e9)::int, reverse(number), null
       from "case" c join (values (0, $2, $3::int[]), (1, $4, $5::int[])) as two (rest, words, grams)
         on rest = substr(number, 2, length(number) - 2)::int % 2
       where case_id <> $1 and number like 'X%'`,
    [id, ...east!, ...south!],
  );
  await admin.query(
    `insert into case_person_key select tenant_id, substr(sha256(case_id::text::bytea), 1, 16), case_id from "case"`,
  );
  await admin.query('vacuum analyze');
  await admin.end();
}
