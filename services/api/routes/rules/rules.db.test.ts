import { beforeAll, describe, expect, test } from 'vitest';
import { mondayMorning, rowCounts } from '#services/domain/cases/testing.ts';
import { shiftedClock, testDeps } from '#services/domain/testing.ts';
import type { Ask } from '../../testing-client.ts';
import { anApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let resident: Ask;

beforeAll(async () => {
  api = await anApi({ deps: testDeps({ clock: shiftedClock(mondayMorning) }) });
  resident = await api.as('resident');
});

/** RULES §8, in local time. */
describe('the handbook’s values of working time', () => {
  test.each([
    [5, 'days', '2026-03-02T10:00', '2026-03-10T00:00'],
    [4, 'working_hours', '2026-02-13T16:30', '2026-02-14T10:30'],
    [3, 'working_days', '2026-02-13T16:30', '2026-02-25T18:00'],
    [2, 'hours', '2026-02-17T23:30', '2026-02-18T01:30'],
    [5, 'working_days', '2026-09-30T10:00', '2026-10-13T18:00'],
    [4, 'working_hours', '2026-09-30T17:00', '2026-10-08T11:00'],
    [8, 'working_hours', '2026-05-08T12:30', '2026-05-09T12:00'],
    [1, 'working_days', '2026-10-10T19:00', '2026-10-12T18:00'],
  ])('%i %s from %s end at %s', async (value, unit, start, end) => {
    const query = new URLSearchParams({ start: `${start}:00+08:00`, value: String(value), unit });
    const { status, body } = await resident(`/v1/calendar/due?${query}`);
    expect([status, Date.parse(body.dueAt), body.provisional]).toEqual([200, Date.parse(`${end}:00+08:00`), false]);
    expect(body.trace.at(-1)).toMatchObject({ kind: 'due', at: body.dueAt });
  });
});

test('a plus sign that is not escaped in the address is understood', async () => {
  const { status, body } = await resident(
    '/v1/calendar/due?start=2026-02-13T16:30:00+08:00&value=4&unit=working_hours',
  );
  expect([status, body.dueAt]).toEqual([200, '2026-02-14T02:30:00Z']);
});

test('the steps are told in the reader’s language, and what reaches past the calendar is provisional', async () => {
  const query = '/v1/calendar/due?start=2027-09-30T01:00:00Z&value=40&unit=working_days';
  const [chinese, english] = [
    await resident(query, { headers: { 'accept-language': 'zh-CN' } }),
    await resident(query),
  ];
  expect([chinese.body.provisional, chinese.body.dueAt]).toEqual([true, english.body.dueAt]);
  for (const { text } of chinese.body.trace) expect(text).toMatch(/\p{Script=Han}/u);
  expect(english.body.trace.map(({ kind }: { kind: string }) => kind)).toContain('horizon');
});

test('a simulation says what a report would come to, and writes nothing', async () => {
  const centre = await api.as('centre');
  const before = await rowCounts(api.tenant);
  const report = { item: 'E03', location: { unit: 'dongfeng-xinggong' }, channel: 'grid_app' };
  const simulated = await centre('/v1/simulate', { body: { ...report, at: '2026-11-23T09:00:00+08:00' } });
  expect([simulated.status, simulated.body.lead.unit, simulated.body.urgency]).toEqual([200, 'chengguan', 'urgent']);
  expect(await rowCounts(api.tenant)).toEqual(before);

  const reported = await (
    await api.as('grid-worker')
  )('/v1/cases', { body: { ...report, description: '兴工路口多家摊贩占道' } });
  const dueAts = (deadlines: { name: string; unit: string | null; dueAt: string }[]) =>
    Object.fromEntries(
      deadlines.map(({ name, unit, dueAt }) => [`${name} ${unit}`, Math.floor(Date.parse(dueAt) / 60_000)]),
    );
  expect(dueAts(reported.body.deadlines)).toMatchObject(dueAts(simulated.body.deadlines));

  const wrong = await centre('/v1/simulate', { body: { ...report, at: 'now', configVersion: 99 } });
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/at']);
  const noVersion = await centre('/v1/simulate', {
    body: { ...report, at: '2026-11-23T09:00:00+08:00', configVersion: 99 },
  });
  expect([noVersion.status, noVersion.body.errors[0].pointer]).toEqual([422, '/configVersion']);
});

test('the org chart and the catalogue are those of the day that is asked for', async () => {
  const units = await resident('/v1/units');
  expect(units.body.data).toEqual(
    expect.arrayContaining([expect.objectContaining({ code: 'dongfeng-xinggong', parent: 'dongfeng' })]),
  );
  const first = await resident('/v1/units?limit=1');
  expect(first.body.data).toEqual(units.body.data.slice(0, 1));
  const second = await resident(`/v1/units?limit=1&cursor=${first.body.nextCursor}`);
  expect(second.body.data).toEqual(units.body.data.slice(1, 2));
  const catalogue = await resident('/v1/catalogue?at=2026-11-23');
  expect(catalogue.body.data.map(({ code }: { code: string }) => code)).toContain('E03');
  expect((await resident('/v1/catalogue?at=1999-01-01')).body).toMatchObject({ edition: null, data: [] });
});

test('everybody is told who they are', async () => {
  const me = await (await api.as('auditor'))('/v1/me');
  expect([me.status, me.body.id, me.body.tenant.code]).toEqual([200, `${api.tenant.code}/auditor`, api.tenant.code]);
  expect(me.body).toMatchObject({ posts: [{ role: 'auditor' }], may: [] });
});

test('the work list has what waits for the caller', async () => {
  const worker = await api.as('grid-worker');
  const report = {
    item: 'E03',
    description: '兴工路口又有摊贩占道',
    location: { unit: 'dongfeng-xinggong' },
    channel: 'grid_app',
  };
  const { id } = (await worker('/v1/cases', { body: report })).body;
  const list = (await (await api.as('chengguan'))('/v1/worklist?limit=200&with=counts')).body;
  const waiting = list.data.filter((entry: { case: { id: string } }) => entry.case.id === id);
  expect(waiting).toEqual(
    expect.arrayContaining([expect.objectContaining({ action: 'sign', unit: 'chengguan', breached: false })]),
  );
  const dueAts = list.data.map(({ dueAt }: { dueAt: string | null }) =>
    dueAt === null ? Infinity : Date.parse(dueAt),
  );
  expect(dueAts).toEqual([...dueAts].sort((a, b) => a - b));
  expect(list.counts.total).toBe(list.data.length);
  expect((await resident('/v1/worklist?with=counts')).body).toMatchObject({ data: [], counts: { total: 0 } });
});
