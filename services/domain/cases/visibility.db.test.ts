import { expect, test } from 'vitest';
import { createContext, type Context } from '../context.ts';
import type { Problem } from '../problem.ts';
import { aTenant } from '../testing.ts';
import { getCase } from './get-case.ts';
import { listCaseEvents } from './list-case-events.ts';
import { listCases } from './list-cases.ts';
import { revealReporter } from './reveal-reporter.ts';
import { ListCasesQuery } from './schema.ts';
import { act, aCounty, report, rowCounts, type TestCounty } from './testing.ts';

/** One case in the grid worker's community by a resident, one by the grid worker of another street, one of the deputy elsewhere. */
async function threeCases(county: TestCounty) {
  const elsewhere = { unit: 'zhaohui-gongnong' };
  const posts = [{ role: 'grid_worker' as const, unit: 'zhaohui-gongnong' }];
  const far = await county.person('far-worker', { posts });
  return {
    here: await report(await county.person('resident'), { channel: 'app' }),
    there: await report(far, { location: elsewhere, item: 'E25' }),
    deputys: await report(await county.person('deputy'), { location: elsewhere, channel: 'deputy', item: 'E28' }),
  };
}

async function countSeen(ctx: Context): Promise<number | undefined> {
  return (await listCases(ctx, ListCasesQuery.parse({ with: 'counts' }))).counts?.total;
}

/** Who sees which: E03 goes to chengguan with shichang and gongan, E25 to shuili with gongan, E28 to weijian with both. */
const sight: [string, ('here' | 'there' | 'deputys')[]][] = [
  ['centre', ['here', 'there', 'deputys']],
  ['leader', ['here', 'there', 'deputys']],
  ['inspector', ['here', 'there', 'deputys']],
  ['resident', ['here']],
  ['deputy', ['deputys']],
  ['grid-worker', ['here']],
  ['far-worker', ['there', 'deputys']],
  ['street-leader', ['here']],
  ['chengguan', ['here']],
  ['shuili', ['there']],
  ['gongan', ['here', 'there', 'deputys']],
  ['yibao', []],
];

test('a county’s case is not there for the operator of its province', async () => {
  const county = await aCounty();
  const { here } = await threeCases(county);
  const province = await aTenant({ bundle: 'jilin', deps: county.deps });
  const operator = await province.person('operator');
  const missing = { code: 'not-found' };
  await expect(getCase(operator, { caseId: here.id })).rejects.toMatchObject(missing);
  await expect(listCaseEvents(operator, { caseId: here.id })).rejects.toMatchObject(missing);
  await expect(act(operator, here, 'comment', { text: '看看' })).rejects.toMatchObject(missing);
  expect(await countSeen(operator)).toBe(0);
});

test('everybody sees exactly what API.md’s table says, one by one, in lists, counts and histories alike', async () => {
  const county = await aCounty();
  const cases = await threeCases(county);
  const all = Object.entries(cases) as ['here' | 'there' | 'deputys', { id: string }][];
  for (const [name, expected] of sight) {
    const posts = name === 'far-worker' ? [{ role: 'grid_worker' as const, unit: 'zhaohui-gongnong' }] : undefined;
    const ctx = await county.person(name, posts && { posts });
    const listed = await listCases(ctx, ListCasesQuery.parse({ sort: 'createdAt', with: 'counts' }));
    expect([name, listed.data.map((one) => one.id)]).toEqual([name, expected.map((key) => cases[key].id)]);
    expect(listed.counts?.total).toBe(expected.length);
    for (const [key, { id }] of all) {
      for (const read of [getCase, listCaseEvents]) {
        const answer = await read(ctx, { caseId: id }).then(
          () => 'seen',
          (error: unknown) => (error as Problem).code,
        );
        expect([name, key, answer]).toEqual([name, key, expected.includes(key) ? 'seen' : 'not-found']);
      }
    }
  }
});

test('who administers sees no case at all', async () => {
  const county = await aCounty();
  const { here } = await threeCases(county);
  for (const name of ['admin', 'people-admin', 'auditor']) {
    const ctx = await county.person(name);
    await expect(getCase(ctx, { caseId: here.id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listCases(ctx, ListCasesQuery.parse({}))).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('another tenant’s case is not there, for reading and for acting', async () => {
  const [county, other] = await Promise.all([aCounty(), aTenant()]);
  const { here } = await threeCases(county);
  const stranger = await other.person('centre');
  await expect(getCase(stranger, { caseId: here.id })).rejects.toMatchObject({ code: 'not-found' });
  await expect(act(stranger, here, 'void')).rejects.toMatchObject({ code: 'not-found' });
  expect(await countSeen(stranger)).toBe(0);
});

test('a unit sees what the units below it have', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('grid-worker'));
  const centre = await county.person('centre');
  await act(centre, opened, 'add_assist', { unit: 'dongfeng', reason: '需要街道配合' });
  const above = await county.person('above', { posts: [{ role: 'officer', unit: 'county' }] });
  expect((await getCase(above, { caseId: opened.id })).id).toBe(opened.id);
  const beside = await county.person('beside', { posts: [{ role: 'officer', unit: 'zhaohui' }] });
  await expect(getCase(beside, { caseId: opened.id })).rejects.toMatchObject({ code: 'not-found' });
});

test('an integration sees what it sent and nothing else', async () => {
  const county = await aCounty();
  const integration = (id: string) =>
    createContext(county.deps, { tenant: county.code, actor: { kind: 'integration', id, posts: [] } });
  const sent = await report(integration('hotline'), { channel: 'hotline', reporter: { type: 'resident' } });
  expect((await getCase(integration('hotline'), { caseId: sent.id })).offered.map((o) => o.action)).toContain(
    'withdraw',
  );
  await expect(getCase(integration('camera'), { caseId: sent.id })).rejects.toMatchObject({ code: 'not-found' });
  // A person whose account happens to be called the same is somebody else.
  const namesake = { kind: 'person' as const, id: 'hotline', posts: [{ role: 'resident' as const, unit: null }] };
  const person = createContext(county.deps, { tenant: county.code, actor: namesake });
  await expect(getCase(person, { caseId: sent.id })).rejects.toMatchObject({ code: 'not-found' });
});

test('who asked for secrecy is hidden from the units, and reached by the centre for a reason that is kept', async () => {
  const county = await aCounty();
  const reporter = { name: '张桂芳', phone: '13844510012', secret: true };
  const opened = await report(await county.person('resident'), { channel: 'app', reporter });
  expect(opened.deadlines.map((deadline) => deadline.name)).not.toContain('contact');
  const hidden = { type: 'resident', name: null, phone: null, secret: true };
  for (const name of ['chengguan', 'grid-worker', 'street-leader', 'leader'])
    expect((await getCase(await county.person(name), { caseId: opened.id })).reporter).toEqual(hidden);
  const centre = await county.person('centre');
  expect((await getCase(centre, { caseId: opened.id })).reporter).toMatchObject({
    name: '张*芳',
    phone: '138****0012',
  });

  const before = await rowCounts(county);
  const input = { caseId: opened.id, fields: ['reporter.phone' as const], reason: '回访' };
  const shown = await revealReporter(centre, input);
  expect(shown).toEqual({ caseId: opened.id, reporter: { phone: '13844510012' } });
  expect(await rowCounts(county)).toEqual({ ...before, audit_entry: before['audit_entry']! + 1 });
  const entry = await county.inTenant((tx) =>
    tx.selectFrom('audit_entry').selectAll().orderBy('entry_id', 'desc').executeTakeFirstOrThrow(),
  );
  expect(entry).toMatchObject({ action: 'case.reveal', actor_id: centre.actor.id, target: `case/${opened.id}` });
  expect(entry.data).toEqual({ fields: ['reporter.phone'], reason: '回访' });
  for (const name of ['chengguan', 'leader', 'resident', 'admin'])
    await expect(revealReporter(await county.person(name), input)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a secret reporter’s grid does not betray them in the history', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const opened = await report(worker, { reporter: { secret: true } });
  await act(worker, opened, 'supplement', { text: '又来了' });
  const { data } = await listCaseEvents(await county.person('chengguan'), { caseId: opened.id });
  const own = data.filter((event) => ['reported', 'supplemented'].includes(event.type));
  expect(own.map((event) => event.actor.unit)).toEqual([null, null]);
});
