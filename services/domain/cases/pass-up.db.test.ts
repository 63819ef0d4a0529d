import { expect, test } from 'vitest';
import { act, aCounty, aReport, report } from './testing.ts';
import { reportCase } from './report-case.ts';

/** A county whose process begins at the grid; nothing but its YAML says so. */
const aDistrict = () => aCounty({ bundle: 'weidu', at: Date.parse('2026-05-11T09:00:00+08:00') });
const matter = { process: 'matter', item: undefined, location: { unit: 'qiyi-yard-3' } };

test('a report without an item rises from the grid through every level into triage, and is then decided', async () => {
  const district = await aDistrict();
  let told = await report(await district.person('grid-worker'), matter);
  const seen = [[told.lead?.unit, told.level, told.state, told.routing?.rule]];
  const total = told.deadlines.find(({ name }) => name === 'total');
  for (const unit of ['qiyi-grid-3', 'dongda-qiyi', 'dongda', 'district']) {
    const officer = await district.person(unit);
    await act(officer, told, 'sign');
    told = await act(officer, told, 'pass_up', { reason: '超出本级权限', tried: '已上门两次' });
    seen.push([told.lead?.unit, told.level, told.state, told.routing?.rule]);
  }
  expect(seen).toEqual([
    ['qiyi-grid-3', 'grid', 'dispatched', 'grid-first'],
    ['dongda-qiyi', 'community', 'dispatched', 'passed_up'],
    ['dongda', 'street', 'dispatched', 'passed_up'],
    ['district', 'district', 'dispatched', 'passed_up'],
    ['district', 'district', 'triage', 'passed_up'],
  ]);
  expect(told.deadlines.filter(({ name }) => name === 'total')).toEqual([total]);
  const fields = { lead: 'zhujian', reason: '会商确定' };
  expect(await act(await district.person('centre'), told, 'assign', fields)).toMatchObject({
    lead: { unit: 'zhujian' },
    state: 'dispatched',
    finalOwner: true,
  });
});

test('a level that lets its time run out loses the case to the one above, whenever somebody looks', async () => {
  const district = await aDistrict();
  const opened = await report(await district.person('grid-worker'), matter);
  district.clock.set(Date.parse('2026-05-14T09:00:00+08:00'));
  const signed = await act(await district.person('dongda-qiyi'), opened, 'sign');
  expect(signed).toMatchObject({ lead: { unit: 'dongda-qiyi' }, level: 'community', state: 'handling' });
  await expect(act(await district.person('qiyi-grid-3'), opened, 'sign')).rejects.toMatchObject({
    code: expect.stringMatching(/^case\/action-not/) as string,
  });
});

test('a place whose grid was merged is handled by the grid that carries on', async () => {
  const district = await aDistrict();
  const input = aReport({ ...matter, location: { unit: 'qiyi-yard-1' } });
  const { body } = await reportCase(await district.person('resident'), input);
  expect(body).toMatchObject({ lead: { unit: 'qiyi-grid-12' }, location: { unit: 'qiyi-yard-1' } });
});
