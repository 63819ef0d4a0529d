import { beforeAll, expect, test } from 'vitest';
import { mondayMorning } from '#services/domain/cases/testing.ts';
import { shiftedClock, testDeps } from '#services/domain/testing.ts';
import type { Ask } from '../../testing-client.ts';
import { anApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let centre: Ask;
let ids: string[];

beforeAll(async () => {
  api = await anApi({ deps: testDeps({ clock: shiftedClock(mondayMorning) }) });
  centre = await api.as('centre');
  const worker = await api.as('grid-worker');
  ids = [];
  for (let n = 1; n <= 5; n += 1) {
    const report = {
      ...(n === 5 ? {} : { item: 'E03' }),
      description: `第 ${n} 处摊贩占道经营`,
      location: { unit: 'dongfeng-xinggong' },
      channel: 'grid_app',
    };
    ids.push((await worker('/v1/cases', { body: report })).body.id);
  }
});

const idsOf = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id);

test('pages put together are the list, each case once, newest first', async () => {
  const whole = await centre('/v1/cases?with=counts');
  expect(idsOf(whole.body)).toEqual([...ids].reverse());
  expect(whole.body).toMatchObject({ nextCursor: null, counts: { total: 5, byState: { dispatched: 4, triage: 1 } } });

  const paged: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await centre(`/v1/cases?limit=2&with=counts${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    expect(page.body.counts.total).toBe(5);
    paged.push(...idsOf(page.body));
    cursor = page.body.nextCursor;
  }
  expect(paged).toEqual([...ids].reverse());
});

test.each([
  ['state=triage', 1],
  ['state=dispatched&kind=daily&process=whistle', 4],
  ['item=E03', 4],
  ['lead=chengguan', 4],
  ['unit=dongfeng-xinggong', 5],
  ['channel=hotline', 0],
  ['reporterType=grid_worker', 5],
  ['outcome=solved', 0],
  ['breached=false', 5],
  ['dueBefore=2027-01-01T00:00:00Z', 5],
  ['dueBefore=2026-11-23T01:00:00Z', 0],
  ['createdFrom=2026-11-23&createdTo=2026-11-23', 5],
  ['createdFrom=2026-11-24', 0],
  ['createdTo=2026-11-23T00:00:00Z', 0],
  [`q=${encodeURIComponent('第 3 处')}`, 1],
  [`q=${encodeURIComponent('100%_')}`, 0],
])('%s finds %i', async (query, found) => {
  const { status, body } = await centre(`/v1/cases?with=counts&${query}`);
  expect([status, body.data.length, body.counts.total]).toEqual([200, found, found]);
});

test('nothing is counted unless somebody asks', async () => {
  expect((await centre('/v1/cases')).body.counts).toBeNull();
  const { status, body } = await centre('/v1/cases?with=count');
  expect([status, body.errors[0].pointer]).toEqual([422, '/with']);
});

test('a case is found by its number', async () => {
  const { number } = (await centre(`/v1/cases/${ids[2]}`)).body;
  expect(idsOf((await centre(`/v1/cases?number=${number}`)).body)).toEqual([ids[2]]);
});

test('nobody lists or counts what they may not open', async () => {
  const resident = await api.as('resident');
  const { body } = await resident('/v1/cases?with=counts');
  expect([body.data, body.counts.total]).toEqual([[], 0]);
  expect((await resident(`/v1/cases/${ids[0]}`)).status).toBe(404);
});
