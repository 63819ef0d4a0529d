import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, expect, inject, test } from 'vitest';
import type { Context } from '../context.ts';
import { aTenant } from '../testing.ts';
import { fillSearch } from './fill-search.ts';
import { listCases } from './list-cases.ts';
import { ListCasesQuery } from './schema.ts';
import type { CaseSnapshot } from './snapshot.schema.ts';
import { act, aCounty, report, type TestCounty } from './testing.ts';

let county: TestCounty;
let centre: Context;
let cases: Record<'lamp' | 'manhole' | 'noise', CaseSnapshot>;

beforeAll(async () => {
  county = await aCounty();
  centre = await county.person('centre');
  const described = (description: string, address: string, reporter: object, externalId?: string) =>
    report(centre, {
      ...{ description, location: { unit: 'dongfeng-xinggong', address }, channel: 'hotline', externalId },
      reporter: { type: 'resident', ...reporter },
    });
  cases = {
    lamp: await described('兴工路１２号　门前Café的路灯不亮', '兴工路12号楼3单元502室', {
      ...{ name: '王小芳', phone: '0435-8222222转806' },
    }),
    manhole: await described(
      'cafe\u0301 对面井盖缺失，\u{20BB7}野家门口',
      '滨河路 7 号',
      { name: 'Zhāng San', phone: '１３８４４５１００７７' },
      'WX-20261123-0A7f',
    ),
    noise: await described('夜市噪音扰民，请尽快处理', '滨河路70号', { phone: '8220110', secret: true }),
  };
  await act(centre, cases.noise, 'void', { reason: '测试' });
});

type Filter = Record<string, string>;

async function find(filter: Filter, by = centre): Promise<string[]> {
  const { data, counts } = await listCases(by, ListCasesQuery.parse({ sort: 'createdAt', with: 'counts', ...filter }));
  expect(counts?.total).toBe(data.length);
  return data.map(({ id }) => Object.entries(cases).find(([, one]) => one.id === id)?.[0] ?? id);
}

const all = ['lamp', 'manhole', 'noise'];

test.each<[Filter, string[]]>([
  [{ q: '12号' }, ['lamp']],
  [{ q: '１２ 号' }, ['lamp']],
  [{ q: '\u200b12\u3000号\u00a0' }, ['lamp']],
  [{ q: 'CAFÉ' }, ['lamp', 'manhole']],
  [{ q: 'cafe\u0301' }, ['lamp', 'manhole']],
  [{ q: 'cafe' }, []],
  [{ q: '井' }, ['manhole']],
  [{ q: '\u{20BB7}野' }, ['manhole']],
  [{ q: '路灯不' }, ['lamp']],
  // every pair of it occurs in one description, but not one after the other
  [{ q: '的路1' }, []],
  [{ q: '兴工路1' }, ['lamp']],
])('words are found however they are written: %j', async (filter, found) => expect(await find(filter)).toEqual(found));

test.each<[Filter, string[]]>([
  [{ phone: '0435 8222222' }, ['lamp']],
  [{ phone: '(０４３５)8222222-806' }, ['lamp']],
  [{ phone: '8222222' }, ['lamp']],
  [{ phone: '2222' }, ['lamp']],
  [{ phone: '138-4451-0077' }, ['manhole']],
  [{ phone: '+86 138 4451 0077' }, ['manhole']],
  [{ phone: '0077' }, ['manhole']],
  [{ phone: '8220110' }, ['noise']],
  [{ phone: '0435-8220110' }, ['noise']],
  [{ phone: '13844510078' }, []],
  [{ name: ' 王 小芳' }, ['lamp']],
  [{ name: '王小' }, []],
  [{ name: 'zhāngSAN' }, ['manhole']],
  [{ name: '王小芳', phone: '0077' }, []],
  [{ address: '兴工路１２号楼' }, ['lamp']],
  [{ address: '502室' }, ['lamp']],
  [{ address: '滨河' }, ['manhole', 'noise']],
  [{ address: '滨河路7号' }, ['manhole']],
  [{ address: '滨河路', q: '噪音' }, ['noise']],
  [{ address: '兴工街' }, []],
])('the caller’s earlier cases are found by what is sealed: %j', async (filter, found) =>
  expect(await find(filter)).toEqual(found),
);

test.each<[Filter, string[]]>([
  [{ externalId: 'wx-20261123-0a7F' }, ['manhole']],
  [{ externalId: '0A7F' }, ['manhole']],
  [{ externalId: '0A7' }, []],
  [{ open: 'true' }, ['lamp', 'manhole']],
  [{ open: 'false' }, ['noise']],
  [{ open: 'true', address: '滨河路' }, ['manhole']],
  [{}, all],
])('a number is found whole or by its end, and open ones at once: %j', async (filter, found) =>
  expect(await find(filter)).toEqual(found),
);

test('a case is found by its number, or the end of it, in capitals or not, full width or not', async () => {
  const { number } = cases.manhole;
  const wide = [...number.slice(-3)].map((digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0)).join('');
  for (const asked of [number, number.toLowerCase(), number.slice(-5), wide, ` ${number} `])
    expect([asked, await find({ number: asked })]).toEqual([asked, ['manhole']]);
  expect(await find({ number: number.slice(0, -1) })).toEqual([]);
});

test('who is not the centre may not look for people, and that the centre did is audited without what it looked for', async () => {
  for (const name of ['leader', 'chengguan', 'resident', 'inspector'])
    for (const filter of [{ phone: '0077' }, { name: '王小芳' }, { address: '502室' }])
      await expect(find(filter, await county.person(name))).rejects.toMatchObject({ code: 'forbidden' });
  const asking = { ...centre, requestId: 'asking' };
  await find({ phone: '2222', address: '兴工路', q: '路灯' }, asking);
  await find({ q: '路灯', number: '00001' }, asking);
  const rows = await county.inTenant((tx) =>
    tx
      .selectFrom('audit_entry')
      .select(['action', 'actor_role', 'target', 'data'])
      .where('request_id', '=', 'asking')
      .execute(),
  );
  const data = { fields: ['phone', 'address'] };
  expect(rows).toEqual([{ action: 'case.search_person', actor_role: 'centre', target: null, data }]);
});

test('nobody finds by words what they may not see, in their county or another', async () => {
  expect(await find({ q: '路灯' }, await county.person('resident'))).toEqual([]);
  const other = await aTenant({ deps: county.deps });
  expect(await find({ q: '路灯' }, await other.person('centre'))).toEqual([]);
  expect(await find({ phone: '0077' }, await other.person('centre'))).toEqual([]);
  const { grams } = await county.inTenant((tx) =>
    tx.selectFrom('case_search').select('grams').where('case_id', '=', cases.lamp.id).executeTakeFirstOrThrow(),
  );
  const lookUp = sql`select find_by_grams(${grams}::integer[], 10) as id`;
  expect((await county.inTenant((tx) => lookUp.execute(tx))).rows).toEqual([{ id: cases.lamp.id }]);
  expect((await other.inTenant((tx) => lookUp.execute(tx))).rows).toEqual([]);
});

test.each(['12', '00778', '电话', '1384451'.repeat(9)])('%j is no telephone and no end of one', (phone) => {
  expect(ListCasesQuery.safeParse({ phone }).error?.issues).toMatchObject([{ path: ['phone'] }]);
});

test('cases that an older program recorded are found once they are filled in, and filling again changes nothing', async () => {
  const old = await aCounty();
  const asker = await old.person('centre');
  const reporter = { type: 'resident', name: '王芳', phone: '13844510012' };
  const opened = await report(asker, { channel: 'hotline', reporter, externalId: 'A-77' });
  await report(asker, { channel: 'hotline' });
  const rows = () =>
    old.inTenant(async (tx) => [
      await tx.selectFrom('case_search').selectAll().orderBy('case_id').execute(),
      await tx.selectFrom('case_person_key').selectAll().orderBy('key').execute(),
    ]);
  const written = await rows();
  await forgetSearch(old);
  const filters: Filter[] = [
    { q: '摊贩' },
    { phone: '0012' },
    { name: '王芳' },
    { externalId: '77' },
    { number: '00001' },
  ];
  for (const filter of filters) expect(await find(filter, asker)).toEqual([]);
  expect(await Promise.all([fillSearch(old.deps, old.code), fillSearch(old.deps, old.code)])).toContain(2);
  for (const filter of filters) expect(await find(filter, asker)).toContain(opened.id);
  expect(await rows()).toEqual(written);
  expect(await fillSearch(old.deps, old.code)).toBe(0);
});

test('an address that is corrected before its case is filled in leaves nothing of it unfound', async () => {
  const old = await aCounty();
  const asker = await old.person('centre');
  const reporter = { type: 'resident', phone: '13844510012' };
  const opened = await report(asker, { channel: 'hotline', reporter });
  await forgetSearch(old);
  await act(asker, opened, 'correct_place', { place: { address: '爱国街5号楼' }, reason: '来电更正' });
  await fillSearch(old.deps, old.code);
  expect(await find({ phone: '0012', address: '爱国街5号', q: '摊贩' }, asker)).toEqual([opened.id]);
});

/** As the program left them that knew of no search; the application itself may not. */
async function forgetSearch({ code }: TestCounty): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('databaseUrl') });
  await admin.connect();
  for (const table of ['case_search', 'case_person_key'])
    await admin.query(`delete from ${table} where tenant_id = $1`, [code]);
  await admin.end();
}
