import { expect, test } from 'vitest';
import { encodeCursor } from '../cursor.ts';
import type { Problem } from '../problem.ts';
import { listCaseEvents } from './list-case-events.ts';
import { listCases } from './list-cases.ts';
import { ListCasesQuery } from './schema.ts';
import { act, aCounty, report, type TestCounty } from './testing.ts';

async function someCases(county: TestCounty) {
  const worker = await county.person('grid-worker');
  const stalls = await report(worker);
  county.clock.advance(60_000);
  const river = await report(worker, {
    item: 'E25',
    description: '河道内有人采砂 100%',
    location: { unit: 'dongfeng-yulong' },
  });
  county.clock.advance(60_000);
  const unclear = await report(await county.person('resident'), { item: undefined, channel: 'app' });
  await act(await county.person('chengguan'), stalls, 'sign');
  return { stalls, river, unclear, centre: await county.person('centre') };
}

type Found = 'stalls' | 'river' | 'unclear';

const filters: [Record<string, string>, Found[]][] = [
  [{}, ['stalls', 'river', 'unclear']],
  [{ state: 'handling' }, ['stalls']],
  [{ step: 'accept' }, ['unclear']],
  [{ process: 'whistle' }, ['stalls', 'river', 'unclear']],
  [{ kind: 'daily' }, ['stalls', 'river', 'unclear']],
  [{ item: 'E25' }, ['river']],
  [{ unit: 'shichang' }, ['stalls']],
  [{ unit: 'dongfeng-yulong' }, ['river']],
  [{ unit: 'dongfeng' }, ['stalls', 'river', 'unclear']],
  [{ lead: 'shuili' }, ['river']],
  [{ reporterType: 'resident' }, ['unclear']],
  [{ channel: 'app' }, ['unclear']],
  [{ outcome: 'solved' }, []],
  [{ breached: 'true' }, []],
  [{ breached: 'false' }, ['stalls', 'river', 'unclear']],
  [{ dueBefore: '2026-11-23T10:00:30+08:00' }, ['stalls']],
  [{ createdFrom: '2026-11-23' }, ['stalls', 'river', 'unclear']],
  [{ createdFrom: '2026-11-24' }, []],
  [{ createdTo: '2026-11-23' }, ['stalls', 'river', 'unclear']],
  [{ createdTo: '2026-11-22' }, []],
  [{ createdTo: '2026-11-23T09:00:30+08:00' }, ['stalls']],
  [{ q: '采砂' }, ['river']],
  [{ q: '0%' }, ['river']],
  [{ q: '_' }, []],
  [{ q: "' or true --" }, []],
];

test('each filter finds what it says, and the counts are of the same cases', async () => {
  const county = await aCounty();
  const { centre, ...cases } = await someCases(county);
  for (const [filter, expected] of filters) {
    const { data, counts } = await listCases(
      centre,
      ListCasesQuery.parse({ ...filter, sort: 'createdAt', with: 'counts' }),
    );
    expect([filter, data.map((one) => one.id)]).toEqual([filter, expected.map((name) => cases[name].id)]);
    expect(counts?.total).toBe(expected.length);
  }
  const byNumber = await listCases(centre, ListCasesQuery.parse({ number: cases.river.number }));
  expect(byNumber.data.map((one) => one.id)).toEqual([cases.river.id]);
  const { counts } = await listCases(centre, ListCasesQuery.parse({ with: 'counts', limit: '1' }));
  expect(counts).toEqual({ total: 3, byState: { handling: 1, dispatched: 1, triage: 1 } });
});

test('a code that nothing has is a fault that names the nearest one, and not an empty list', async () => {
  const county = await aCounty();
  const centre = await county.person('centre');
  const asked = { state: 'handlign', step: 'handel', process: 'wistle', item: 'E003', unit: 'chenguan', lead: 'shuli' };
  const refused = await listCases(centre, ListCasesQuery.parse({ ...asked, outcome: 'sovled' })).catch(
    (error: Problem) => error.extra.errors,
  );
  const meant = { state: 'handling', step: 'handle', process: 'whistle', unit: 'chengguan', lead: 'shuili' };
  for (const [name, code] of Object.entries({ ...meant, outcome: 'solved' }))
    expect(refused).toContainEqual({
      pointer: `/${name}`,
      in: 'query',
      detail: {
        en: expect.stringContaining(`Did you mean “${code}”?`) as string,
        zh: expect.stringContaining(`是否为“${code}”？`) as string,
      },
    });
  expect(refused).toHaveLength(7);
});

test('a code that only cases of an older configuration carry can still be asked for', async () => {
  const county = await aCounty();
  const { river, centre } = await someCases(county);
  await county.inTenant((tx) =>
    tx.updateTable('case').set({ state: 'of_old' }).where('case_id', '=', river.id).execute(),
  );
  const ask = (query: Record<string, string>, by = centre) => listCases(by, ListCasesQuery.parse(query));
  expect((await ask({ state: 'of_old', createdFrom: '2026-11-24' })).data).toEqual([]);
  await expect(ask({ state: 'of_old' }, await county.person('yingji'))).rejects.toMatchObject({ code: 'validation' });
});

test('every order pages through all cases once, also where many share an instant', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  for (const item of ['E03', 'E25', undefined, 'E03', 'E28', 'E07']) await report(worker, { item });
  for (const sort of ['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'dueAt']) {
    const whole = await listCases(worker, ListCasesQuery.parse({ sort }));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listCases(worker, ListCasesQuery.parse({ sort, limit: '2', ...(cursor && { cursor }) }));
      seen.push(...page.data.map((one) => one.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(whole.data.map((one) => one.id));
    expect(new Set(seen).size).toBe(6);
  }
});

test('dueAt puts first what is due first', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const slow = await report(worker, { item: 'E25' });
  const fast = await report(worker, { item: 'E23' });
  const { data } = await listCases(worker, ListCasesQuery.parse({ sort: 'dueAt' }));
  expect(data.map((one) => one.id)).toEqual([fast.id, slow.id]);
});

test('breached finds what was missed', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const opened = await report(worker);
  county.clock.advance(61 * 60_000);
  await act(worker, opened, 'comment', { text: '没人来' });
  await report(worker);
  const { data, counts } = await listCases(worker, ListCasesQuery.parse({ breached: 'true', with: 'counts' }));
  expect(data.map((one) => one.id)).toEqual([opened.id]);
  expect(counts?.total).toBe(1);
});

test.each(['x', encodeCursor({ sort: 'dueAt', key: 'infinity', id: 'x' }), encodeCursor({ seq: 1 })])(
  'refuses a cursor that the list did not give out: %s',
  async (cursor) => {
    const county = await aCounty();
    const centre = await county.person('centre');
    const asked = listCases(centre, ListCasesQuery.parse({ cursor }));
    await expect(asked).rejects.toMatchObject({
      code: 'validation',
      extra: { errors: [{ pointer: '/cursor', in: 'query' }] },
    });
  },
);

test('a history comes whole, or in pages', async () => {
  const county = await aCounty();
  const { stalls, centre } = await someCases(county);
  const whole = await listCaseEvents(centre, { caseId: stalls.id });
  expect(whole.nextCursor).toBeNull();
  const first = await listCaseEvents(centre, { caseId: stalls.id, limit: 2 });
  const rest = await listCaseEvents(centre, { caseId: stalls.id, limit: 200, cursor: first.nextCursor! });
  expect([...first.data, ...rest.data]).toEqual(whole.data);
});
