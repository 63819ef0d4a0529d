import { expect, it } from 'vitest';
import { aCounty, mondayMorning, report } from './testing.ts';
import { listCaseEvents } from './list-case-events.ts';

const HOUR = 3_600_000;
const corner = { lon: 126.0432, lat: 42.6851 };
/** 0.0003° of latitude are 33 m. */
const acrossTheRoad = { ...corner, lat: corner.lat + 0.0003 };
const nextBlock = { ...corner, lat: corner.lat + 0.003 };

it('suggests open cases of the same item that are as near and as fresh as the item asks', async () => {
  const county = await aCounty({ at: mondayMorning });
  const worker = await county.person('grid-worker');
  const manhole = (location: object) => report(worker, { item: 'L07', location });
  const first = await manhole(corner);
  expect(first.flags).not.toContain('possible_duplicate');

  county.clock.set(mondayMorning + HOUR);
  const second = await manhole(acrossTheRoad);
  expect(second).toMatchObject({ state: 'dispatched', flags: expect.arrayContaining(['possible_duplicate']) });
  const { data } = await listCaseEvents(await county.person('centre'), { caseId: second.id });
  expect(data[0]?.data['similar']).toEqual([first.id]);

  expect((await manhole(nextBlock)).flags).not.toContain('possible_duplicate');
  expect((await report(worker, { item: 'L08', location: corner })).flags).not.toContain('possible_duplicate');
  county.clock.set(mondayMorning + 30 * HOUR);
  expect((await manhole(acrossTheRoad)).flags).not.toContain('possible_duplicate');
});
