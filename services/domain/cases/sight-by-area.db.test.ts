import { expect, test } from 'vitest';
import { getAttachment } from '../attachments/get-attachment.ts';
import { createConfigVersion } from '../configuration/create-config-version.ts';
import { publishConfigVersion } from '../configuration/publish-config-version.ts';
import { changed, filesOf, testLayers, type Files } from '../configuration/testing.ts';
import type { Role } from '../context.ts';
import { shiftedClock, testDeps } from '../testing.ts';
import { getCase } from './get-case.ts';
import { listCaseEvents } from './list-case-events.ts';
import { listCases } from './list-cases.ts';
import { ListCasesQuery, WorklistQuery } from './schema.ts';
import { act, aPhoto, mondayMorning, report } from './testing.ts';
import { worklist } from './worklist.ts';

/** Who sees a case by its area follows the org chart of the day on which they look, in both directions. */

const bank = '  - { code: river-bank, title: 河岸社区, kind: community, level: community, parent: river }\n';
const hill = '  - { code: hill, title: 山街道, kind: street, level: street, parent: county }\n';
const afterTheLastDay = Date.parse('2026-11-25T08:00:00+08:00');

/** One case at the river's side and one, closed by now, on its bank: no track of that is ever handed over. */
async function aRiver() {
  const clock = shiftedClock(mondayMorning);
  const { addCounty } = await testLayers(testDeps({ clock }));
  const county = await addCounty((files) => (files['org.yaml'] += bank + hill));
  const centre = await county.person('centre');
  const side = await report(centre, { ...inGrid('river-side'), channel: 'hotline' });
  const photos = [await aPhoto(centre)];
  const onBank = await report(centre, { ...inGrid('river-bank'), channel: 'hotline', photos });
  await act(centre, onBank, 'void');

  const names = new Map([
    [side.id, 'side'],
    [onBank.id, 'bank'],
  ]);
  const holder = (role: Role, unit: string) => county.person(`${role}-of-${unit}`, { posts: [{ role, unit }] });
  const sight = async (role: Role, unit: string, filters: object = {}) => {
    const { data } = await listCases(await holder(role, unit), ListCasesQuery.parse({ ...filters, sort: 'createdAt' }));
    return data.map(({ id }) => names.get(id)!);
  };
  const publish = async (change: (files: Files) => Files) => {
    const admin = await county.person('admin');
    const { body } = await createConfigVersion(admin, { files: change(await filesOf(county)), note: 'test' });
    await publishConfigVersion(admin, { version: body.version });
  };
  const ends = (unit: string, successors: string) => (files: Files) =>
    changed(files, 'org.yaml', `code: ${unit},`, `code: ${unit}, to: 2026-11-24, successors: [${successors}],`);
  return { county, clock, side, onBank, photos, holder, sight, publish, ends };
}

const inGrid = (unit: string) => ({ item: 'Q02', location: { unit }, description: '路边大树遮挡了信号灯' });

test('of two grids that are merged, the one that goes on sees all of both, and the other’s worker nothing', async () => {
  const { clock, onBank, photos, holder, sight, publish, ends } = await aRiver();
  await publish(ends('river-bank', 'river-side'));
  expect(await sight('grid_worker', 'river-side')).toEqual(['side']);
  expect(await sight('grid_worker', 'river-bank')).toEqual(['bank']);
  clock.set(afterTheLastDay);
  expect(await sight('grid_worker', 'river-side')).toEqual(['side', 'bank']);
  expect(await sight('grid_worker', 'river-bank')).toEqual([]);
  expect(await sight('street_leader', 'river')).toEqual(['side', 'bank']);
  expect(await sight('street_leader', 'river', { unit: 'river-side' })).toEqual(['side', 'bank']);
  expect(await sight('street_leader', 'river', { unit: 'river-bank' })).toEqual(['bank']);

  const [gained, lost] = [await holder('grid_worker', 'river-side'), await holder('grid_worker', 'river-bank')];
  expect((await getCase(gained, { caseId: onBank.id })).location.unit).toBe('river-bank');
  expect((await listCaseEvents(gained, { caseId: onBank.id })).data).not.toEqual([]);
  // The file itself was never written; that it is looked for says that it may be read.
  await expect(getAttachment(gained, photos[0]!)).rejects.not.toMatchObject({ code: 'not-found' });
  const missing = { code: 'not-found' };
  await expect(getCase(lost, { caseId: onBank.id })).rejects.toMatchObject(missing);
  await expect(listCaseEvents(lost, { caseId: onBank.id })).rejects.toMatchObject(missing);
  await expect(getAttachment(lost, photos[0]!)).rejects.toMatchObject(missing);
  await expect(act(lost, onBank, 'comment', { text: '看看' })).rejects.toMatchObject(missing);
});

test('the worker of the grid that goes on adds to what is open in the one that ended', async () => {
  const { clock, side, holder, publish, ends } = await aRiver();
  await publish(ends('river-side', 'river-bank'));
  const worker = await holder('grid_worker', 'river-bank');
  await expect(act(worker, side, 'supplement', { text: '还在' })).rejects.toMatchObject({ code: 'not-found' });
  clock.set(afterTheLastDay);
  expect((await getCase(worker, { caseId: side.id })).offered.map(({ action }) => action)).toContain('supplement');
  await act(worker, side, 'supplement', { text: '还在' });
});

test('with a grid that moves to another street its cases, their approval and the news of them move along', async () => {
  const { county, clock, holder, sight, publish } = await aRiver();
  const officer = await county.person('river-officer', { posts: [{ role: 'officer', unit: 'river-bank' }] });
  const tough = { ...inGrid('river-bank'), kind: 'tough', channel: 'grid_app', reporter: { type: 'street' } };
  const asked = await report(officer, tough);
  expect(asked.state).toBe('approving');
  const approvals = async (street: string) =>
    (await worklist(await holder('street_leader', street), WorklistQuery.parse({}))).data.map((one) => one.action);
  const told = async (street: string) =>
    (await worklist(await holder('street_leader', street), WorklistQuery.parse({}))).told.map((one) => one.case.id);
  expect([await approvals('river'), await approvals('hill')]).toEqual([['approve'], []]);

  await publish((files) => changed(files, 'org.yaml', bank, bank.replace('parent: river', 'parent: hill')));
  expect(await sight('street_leader', 'hill')).toContain('bank');
  expect(await sight('street_leader', 'river')).toEqual(['side']);
  expect([await approvals('river'), await approvals('hill')]).toEqual([[], ['approve']]);
  clock.set(Date.parse('2026-11-23T17:00:00+08:00'));
  await act(await county.person('centre'), asked, 'comment', { text: '请尽快' });
  expect([await told('river'), await told('hill')]).toEqual([[], [asked.id]]);
  const leader = await holder('street_leader', 'hill');
  expect((await act(leader, asked, 'approve')).state).toBe('dispatched');
});

test('a grid that is split is seen by whoever has a part of it', async () => {
  const { clock, sight, publish, ends } = await aRiver();
  const part = (code: string, parent: string) =>
    `  - { code: ${code}, title: ${code}, kind: community, level: community, parent: ${parent}, from: 2026-11-25 }\n`;
  await publish((files) => {
    const ended = ends('river-bank', 'upper, lower')(files);
    return { ...ended, 'org.yaml': ended['org.yaml'] + part('upper', 'river') + part('lower', 'hill') };
  });
  expect([await sight('grid_worker', 'upper'), await sight('street_leader', 'hill')]).toEqual([[], []]);
  clock.set(afterTheLastDay);
  for (const unit of ['upper', 'lower']) expect(await sight('grid_worker', unit)).toEqual(['bank']);
  expect(await sight('street_leader', 'hill')).toEqual(['bank']);
  expect(await sight('street_leader', 'river')).toEqual(['side', 'bank']);
});

test('what lies in a unit that the chart no longer names stays with the nearest one above that it does', async () => {
  const { holder, onBank, sight, publish } = await aRiver();
  await publish((files) => changed(files, 'org.yaml', bank, ''));
  expect(await sight('street_leader', 'river')).toEqual(['side', 'bank']);
  expect(await sight('grid_worker', 'river-bank')).toEqual([]);
  expect((await getCase(await holder('street_leader', 'river'), { caseId: onBank.id })).location.unit).toBe(
    'river-bank',
  );
});

test('the officer of a department that carries on for another sees what that had closed', async () => {
  const { county, clock, side, holder, publish, ends } = await aRiver();
  await act(await county.person('centre'), side, 'void');
  await publish(ends('parks', 'works'));
  clock.set(afterTheLastDay);
  const above = await holder('officer', 'works');
  expect((await getCase(above, { caseId: side.id })).tracks.map(({ unit }) => unit)).toContain('parks');
  expect((await getCase(await holder('officer', 'parks'), { caseId: side.id })).id).toBe(side.id);
});
