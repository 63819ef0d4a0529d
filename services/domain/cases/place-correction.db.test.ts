import { expect, test } from 'vitest';
import { getCase } from './get-case.ts';
import { listCases } from './list-cases.ts';
import { listCaseEvents } from './list-case-events.ts';
import { revealReporter } from './reveal-reporter.ts';
import { ListCasesQuery, WorklistQuery } from './schema.ts';
import { act, aCounty, report } from './testing.ts';
import { worklist } from './worklist.ts';

/** A street light in 兴工社区, which zhujian mends; in the zone the zone mends its own. */
const light = {
  item: 'L08',
  channel: 'hotline',
  description: '路灯不亮已经三天，夜里看不见路',
  location: { unit: 'dongfeng-xinggong', address: '兴工路12号楼3单元402', lon: 126.043, lat: 42.6845 },
};
const inZone = { lon: 126.075, lat: 42.686 };
const reason = '来电人更正';

async function aLight(changes: Record<string, unknown> = {}) {
  const county = await aCounty();
  const centre = await county.person('centre');
  return { county, centre, opened: await report(centre, { ...light, ...changes }) };
}

test('a corrected place is where the case lies from now on, and the history keeps where it was said to be', async () => {
  const { county, centre, opened } = await aLight();
  const workerOf = (unit: string) => county.person(`worker-${unit}`, { posts: [{ role: 'grid_worker', unit }] });
  const place = { ...inZone, address: '工业大道8号楼1单元201' };
  const corrected = await act(centre, opened, 'correct_place', { place, reason });
  expect(corrected.location).toEqual({ unit: 'zone', title: '经济开发区', ...inZone, address: '工业大道8号楼' });
  expect([corrected.state, corrected.lead?.unit]).toEqual(['dispatched', opened.lead?.unit]);
  expect((await getCase(centre, { caseId: opened.id })).location).toEqual(corrected.location);
  const { data } = await listCaseEvents(centre, { caseId: opened.id });
  expect(data.at(-1)).toMatchObject({ type: 'place_corrected', action: 'correct_place', actor: { role: 'centre' } });
  expect(data.at(-1)!.data['place']).toEqual({
    from: { unit: 'dongfeng-xinggong', lon: 126.043, lat: 42.6845, address: '兴工路12号楼' },
    to: { unit: 'zone', ...inZone, address: '工业大道8号楼' },
    addressChanged: true,
  });
  await expect(getCase(await workerOf('dongfeng-xinggong'), { caseId: opened.id })).rejects.toThrow();
  expect((await getCase(await workerOf('zone'), { caseId: opened.id })).id).toBe(opened.id);
  const revealed = await revealReporter(centre, { caseId: opened.id, fields: ['location.address'], reason: '上门' });
  expect(revealed.location).toEqual({ address: '工业大道8号楼1单元201' });
});

test('only where somebody says so the case is dispatched anew by where it lies', async () => {
  const { county, centre, opened } = await aLight();
  expect(opened.lead?.unit).toBe('zhujian');
  const sent = await act(centre, opened, 'correct_place', { place: inZone, reason, reroute: true });
  expect([sent.state, sent.lead?.unit, sent.routing?.rule]).toEqual(['dispatched', 'zone', 'zone-municipal']);
  expect(sent.tracks.find(({ unit, role }) => unit === 'zhujian' && role === 'lead')?.state).toBe('released');
  expect(sent.deadlines.filter(({ name, state }) => name === 'finish' && state === 'running')).toHaveLength(1);
  const listOf = async (name: string) => worklist(await county.person(name, { locale: 'zh' }), WorklistQuery.parse({}));
  const [found, left] = [await listOf('zone'), await listOf('zhujian')];
  expect(found.data.map((entry) => [entry.action, entry.case.location.unit])).toEqual([['sign', 'zone']]);
  expect(left.data.map(({ action, unit }) => [action, unit])).toEqual([['sign', 'zhujian']]);
  expect(left.told.map(({ title, text }) => [title, text])).toEqual([['更正地点', reason]]);
});

test('who leads already and is found again goes on where it was', async () => {
  const { county, centre, opened } = await aLight();
  await act(await county.person('zhujian'), opened, 'sign');
  const place = { unit: 'dongfeng-taihe' };
  const sent = await act(centre, opened, 'correct_place', { place, reason, reroute: true });
  expect([sent.state, sent.lead?.unit, sent.tracks[0]!.state]).toEqual(['handling', 'zhujian', 'signed']);
  expect(sent.deadlines.filter(({ name }) => name === 'finish')).toHaveLength(1);
});

test('what is not named stays: an address moves no pin, and a unit keeps a pin that lies in it', async () => {
  const { centre, opened } = await aLight();
  const told = await act(centre, opened, 'correct_place', { place: { address: '爱国街5号楼' }, reason });
  expect(told.location).toMatchObject({
    unit: 'dongfeng-xinggong',
    lon: 126.043,
    lat: 42.6845,
    address: '爱国街5号楼',
  });
  const street = await act(centre, opened, 'correct_place', { place: { unit: 'dongfeng' }, reason });
  expect(street.location).toMatchObject({ unit: 'dongfeng', lon: 126.043, lat: 42.6845, address: '爱国街5号楼' });
  const far = await act(centre, opened, 'correct_place', { place: { unit: 'zone' }, reason });
  expect(far.location).toMatchObject({ unit: 'zone', lon: null, lat: null, address: '爱国街5号楼' });
  const pinned = { lon: 126.0491, lat: 42.6866, datum: 'gcj02' };
  const { lon, lat } = (await act(centre, opened, 'correct_place', { place: pinned, reason })).location;
  expect([lon!.toFixed(2), lat!.toFixed(2)]).toEqual(['126.04', '42.68']);
});

test.each([
  [{ lon: 42.686, lat: 126.075 }, '/fields/place', 'swapped'],
  [{ lon: 0, lat: 0 }, '/fields/place', 'Atlantic'],
  [{ lon: 116.4, lat: 39.9 }, '/fields/place', 'none of the areas'],
  [{ lon: 126.0751 }, '/fields/place/lat', 'go together'],
  [{ unit: 'nowhere' }, '/fields/place/unit', 'There is no unit'],
  [{ unit: 'zhujian' }, '/fields/place/unit', 'an office'],
  [{ lon: 126.0751, lat: 42.686, datum: 'mars' }, '/fields/place/datum', 'Must be { unit?'],
  [{ address: '' }, '/fields/place/address', ''],
  [{}, '/fields/place', 'Say where'],
  [[], '/fields/place', 'Must be { unit?'],
  ['兴工路', '/fields/place', 'Must be an object'],
  [null, '/fields/place', 'Required'],
])('%j is no place: it is said where and why, and nothing changes', async (place, pointer, says) => {
  const { centre, opened } = await aLight();
  const errors = await act(centre, opened, 'correct_place', { place }).then(
    () => [],
    (problem: { extensions?: unknown; errors?: unknown }) => JSON.stringify(problem),
  );
  expect(errors).toContain(`"pointer":"${pointer}"`);
  expect(errors).toContain(says);
  expect(errors).toContain('"pointer":"/fields/reason"');
  expect((await getCase(centre, { caseId: opened.id })).location).toEqual(opened.location);
});

test('it is found by the address that it has now, and by the old one no more', async () => {
  const { centre, opened } = await aLight();
  const found = async (address: string) => {
    const { data } = await listCases(centre, ListCasesQuery.parse({ address }));
    return data.map(({ id }) => id);
  };
  expect(await found('兴工路12号楼')).toEqual([opened.id]);
  await act(centre, opened, 'correct_place', { place: { address: '爱国街5号楼' }, reason });
  expect([await found('爱国街5号楼'), await found('兴工路12号楼')]).toEqual([[opened.id], []]);
});

test('nobody but who the process says corrects a place, and only while the case is open', async () => {
  const { county, centre, opened } = await aLight();
  await expect(
    act(await county.person('zhujian'), opened, 'correct_place', { place: inZone, reason }),
  ).rejects.toThrow();
  await act(centre, opened, 'void');
  await expect(act(centre, opened, 'correct_place', { place: inZone, reason })).rejects.toMatchObject({
    code: 'case/action-not-offered',
  });
});

test('the process of another county corrects places too', async () => {
  const county = await aCounty({ bundle: 'weidu' });
  const centre = await county.person('centre');
  const place = Object.values(county.config.org.units).find((unit) => unit.level === 'community')!.code;
  const other = Object.values(county.config.org.units).filter((unit) => unit.level === 'community')[1]!.code;
  const opened = await report(centre, {
    item: undefined,
    process: 'matter',
    channel: 'hotline',
    location: { unit: place },
  });
  const corrected = await act(centre, opened, 'correct_place', { place: { unit: other }, reason });
  expect([corrected.location.unit, corrected.state]).toEqual([other, opened.state]);
});
