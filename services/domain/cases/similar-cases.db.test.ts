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

const aManhole = (location: object) => ({ item: 'L07', location });

it('finds the fresh one behind any number of stale ones that lie nearer', async () => {
  const county = await aCounty({ at: mondayMorning });
  const worker = await county.person('grid-worker');
  for (let i = 0; i < 6; i += 1) await report(worker, aManhole(corner));
  county.clock.set(mondayMorning + 30 * HOUR);
  const fresh = await report(worker, aManhole(acrossTheRoad));
  expect(fresh.flags).not.toContain('possible_duplicate');
  const second = await report(worker, aManhole(corner));
  const { data } = await listCaseEvents(await county.person('centre'), { caseId: second.id });
  expect(data[0]?.data['similar']).toEqual([fresh.id]);
});

it('of the same report twice, one after the other or at the same moment, one is flagged', async () => {
  const county = await aCounty({ at: mondayMorning });
  const worker = await county.person('grid-worker');
  const isFlagged = ({ flags }: { flags: string[] }) => flags.includes('possible_duplicate');
  const inTurn = [await report(worker, aManhole(corner)), await report(worker, aManhole(corner))];
  expect(inTurn.map(isFlagged)).toEqual([false, true]);
  for (let i = 0; i < 5; i += 1) {
    const place = aManhole({ ...corner, lat: corner.lat + 0.003 * (i + 1) });
    const atOnce = await Promise.all(Array.from({ length: 4 }, () => report(worker, place)));
    expect(atOnce.filter(isFlagged)).toHaveLength(3);
  }
});
