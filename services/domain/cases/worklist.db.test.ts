import { expect, test } from 'vitest';
import { advanceCase } from './advance-case.ts';
import { WorklistQuery } from './schema.ts';
import { act, aCounty, handle, report, type TestCounty } from './testing.ts';
import { worklist } from './worklist.ts';

async function waiting(county: TestCounty, name: string, query: Record<string, unknown> = {}) {
  const { data } = await worklist(await county.person(name), WorklistQuery.parse(query));
  return data.map(({ case: { id }, action, unit }) => ({ id, action, unit }));
}

test('at each step the case waits for whoever has to act, and for nobody else', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const { id, ...opened } = await report(worker);
  expect(await waiting(county, 'chengguan')).toEqual([{ id, action: 'sign', unit: 'chengguan' }]);
  expect(await waiting(county, 'shichang')).toEqual([{ id, action: 'sign', unit: 'shichang' }]);
  for (const name of ['centre', 'grid-worker', 'shuili', 'leader', 'street-leader'])
    expect([name, await waiting(county, name)]).toEqual([name, []]);

  const lead = await county.person('chengguan');
  await act(lead, { id }, 'sign');
  expect(await waiting(county, 'chengguan')).toEqual([{ id, action: 'contact', unit: 'chengguan' }]);
  await act(lead, { id }, 'contact', { how: 'phone', reached: true });
  expect(await waiting(county, 'chengguan')).toEqual([{ id, action: 'arrive', unit: 'chengguan' }]);
  await act(lead, { id }, 'arrive', { people: 1 });
  expect(await waiting(county, 'chengguan')).toEqual([{ id, action: 'submit', unit: 'chengguan' }]);

  const tracks = opened.tracks.map((track) => ({
    ...track,
    state: track.unit === 'chengguan' ? 'arrived' : track.state,
  }));
  await handle(county, { ...opened, id, tracks });
  expect(await waiting(county, 'chengguan')).toEqual([]);
  expect(await waiting(county, 'centre')).toEqual([{ id, action: 'verify', unit: null }]);
  await act(await county.person('centre'), { id }, 'verify');
  expect(await waiting(county, 'centre')).toEqual([]);
  expect(await waiting(county, 'grid-worker')).toEqual([{ id, action: 'evaluate', unit: null }]);
});

test('whom the centre sends back is asked to arrive before answering, unless nobody has to go there', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('grid-worker'));
  const centre = await county.person('centre');
  await handle(county, opened);
  await act(centre, opened, 'send_back', { reason: '仍有一处摊位' });
  expect(await waiting(county, 'chengguan')).toEqual([{ id: opened.id, action: 'arrive', unit: 'chengguan' }]);
  await act(await county.person('chengguan'), opened, 'arrive', { people: 2 });
  expect(await waiting(county, 'chengguan')).toEqual([{ id: opened.id, action: 'submit', unit: 'chengguan' }]);

  const { id, lead } = await report(centre, { item: 'L16', channel: 'hotline' });
  const officer = await county.person(lead!.unit);
  await act(officer, { id }, 'sign');
  await act(officer, { id }, 'contact', { how: 'phone', reached: true });
  expect(await waiting(county, lead!.unit)).toEqual([{ id, action: 'submit', unit: lead!.unit }]);
});

test('the most urgent comes first, whatever came in first', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const later = await report(worker, { item: 'E07' });
  const sooner = await report(worker, { item: 'E23' });
  const { data, counts } = await worklist(await county.person('chengguan'), WorklistQuery.parse({ with: 'counts' }));
  expect(data.map((entry) => entry.case.id)).toEqual([sooner.id, later.id]);
  expect(counts).toEqual({ total: 2, breached: 0, byAction: { sign: 2 } });
  expect((await worklist(await county.person('chengguan'), WorklistQuery.parse({}))).counts).toBeNull();
});

test('an entry says until when and why, in the reader’s language', async () => {
  const county = await aCounty();
  await report(await county.person('grid-worker'));
  const read = async (locale: 'zh' | 'en') =>
    (await worklist({ ...(await county.person('chengguan')), locale }, WorklistQuery.parse({}))).data[0]!;
  const entry = await read('zh');
  expect(entry).toMatchObject({ action: 'sign', title: '签收', deadline: 'sign', breached: false });
  expect(entry.why).toBe('“签收”自 2026-11-23 09:00 起 1 小时内。');
  expect((await read('en')).why).toBe('“签收” within 1 hour from 2026-11-23 09:00.');
  expect(entry.remaining!.unit).toBe('seconds');
  expect(entry.remaining!.value).toBeGreaterThan(3500);
});

test('what is overdue stays on the list until it is done, and is counted', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('grid-worker'));
  county.clock.advance(61 * 60_000);
  await advanceCase(county.deps, { tenant: county.code, caseId: opened.id });
  const { data, counts } = await worklist(await county.person('chengguan'), WorklistQuery.parse({ with: 'counts' }));
  expect(data).toMatchObject([{ action: 'sign', breached: true, remaining: null }]);
  expect(counts).toMatchObject({ total: 1, breached: 1 });
  await act(await county.person('chengguan'), opened, 'sign');
  expect((await waiting(county, 'chengguan')).map((entry) => entry.action)).not.toContain('sign');
});

test('the centre is shown what is unclear, what is asked for, and whom to call back', async () => {
  const county = await aCounty();
  const resident = await county.person('resident');
  const unclear = await report(resident, { item: undefined, channel: 'app' });
  const asked = await report(resident, { channel: 'app' });
  await act(await county.person('chengguan'), asked, 'request_return', { reason: '不属我局职责' });
  expect(await waiting(county, 'centre')).toEqual([
    { id: asked.id, action: 'decide', unit: null },
    { id: unclear.id, action: 'classify', unit: null },
  ]);
  // While the return waits, signing is withheld and its clock stands still.
  expect(await waiting(county, 'chengguan')).toEqual([]);

  const unrated = await report(resident, { channel: 'app' });
  await handle(county, unrated);
  await act(await county.person('centre'), unrated, 'verify');
  county.clock.advance(8 * 24 * 3600_000);
  await advanceCase(county.deps, { tenant: county.code, caseId: unrated.id });
  const { data } = await worklist(await county.person('centre'), WorklistQuery.parse({ action: 'record_callback' }));
  expect(data).toMatchObject([{ case: { id: unrated.id, state: 'closed' }, dueAt: null, deadline: null }]);
});

test('a tough whistle waits for the leader of its street', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('dongfeng'), { kind: 'tough', channel: 'app' });
  expect(await waiting(county, 'street-leader')).toEqual([{ id: opened.id, action: 'approve', unit: null }]);
  expect(await waiting(county, 'centre')).toEqual([]);
});

test('a caller’s case waits for the centre to call back', async () => {
  const county = await aCounty();
  const centre = await county.person('centre');
  const opened = await report(centre, { channel: 'hotline', reporter: { type: 'resident' } });
  await handle(county, opened);
  await act(centre, opened, 'verify');
  expect(await waiting(county, 'centre')).toEqual([{ id: opened.id, action: 'record_callback', unit: null }]);
});

test('pages and filters', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  for (let i = 0; i < 5; i += 1) await report(worker);
  const ctx = await county.person('chengguan');
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await worklist(ctx, WorklistQuery.parse({ limit: '2', with: 'counts', ...(cursor && { cursor }) }));
    expect(page.counts?.total).toBe(5);
    seen.push(...page.data.map((entry) => entry.case.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(5);
  expect(seen).toHaveLength(5);
  expect(await waiting(county, 'chengguan', { action: 'submit' })).toEqual([]);
  expect(await waiting(county, 'chengguan', { unit: 'shichang' })).toEqual([]);
  const cursorOfOthers = worklist(ctx, WorklistQuery.parse({ cursor: 'nonsense' }));
  await expect(cursorOfOthers).rejects.toMatchObject({ code: 'validation' });
});
