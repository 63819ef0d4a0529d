import { expect, test } from 'vitest';
import { advanceCase } from './advance-case.ts';
import { WorklistQuery } from './schema.ts';
import { act, aCounty, handle, report, type TestCounty } from './testing.ts';
import { worklist } from './worklist.ts';

/** The counties of these tests name no message gateway: what people are told they find in the work list. */
async function told(county: TestCounty, name: string, locale: 'zh' | 'en' = 'zh') {
  const page = await worklist(await county.person(name, { locale }), WorklistQuery.parse({}));
  return page.told.map(({ kind, title, text, case: { id } }) => [kind, title, text, id]);
}

test('a clock that nears and runs out reaches the unit, the centre and who is in charge', async () => {
  const county = await aCounty();
  const { id } = await report(await county.person('grid-worker'));
  county.clock.advance(55 * 60_000);
  await advanceCase(county.deps, { tenant: county.code, caseId: id });
  expect(await told(county, 'chengguan')).toEqual([['remind', '签收', '城管执法局“签收”将到期。', id]]);
  expect(await told(county, 'centre')).toEqual([]);
  county.clock.advance(10 * 60_000);
  await advanceCase(county.deps, { tenant: county.code, caseId: id });
  expect((await told(county, 'centre')).map((row) => row[2])).toContain('城管执法局“签收”已到期。');
  expect((await told(county, 'chengguan'))[0]).toEqual(['tell', '签收', '城管执法局“签收”已到期。', id]);
  expect((await told(county, 'shuili')).length + (await told(county, 'leader')).length).toBe(0);
  expect((await told(county, 'chengguan', 'en'))[0]![2]).toBe('城管执法局: “签收” has run out.');

  county.clock.advance(5 * 24 * 3600_000);
  await advanceCase(county.deps, { tenant: county.code, caseId: id });
  expect((await told(county, 'leader')).map((row) => row[2])).toContain('城管执法局“办结”逾期仍未办。');
});

test('who asks again is heard by the units that owe an answer and by the centre, and the centre’s reminder by the units', async () => {
  const county = await aCounty();
  const resident = await county.person('resident');
  const opened = await report(resident, { channel: 'app' });
  await act(resident, opened, 'urge', { text: '还没有人来' });
  for (const name of ['chengguan', 'gongan', 'centre'])
    expect([name, await told(county, name)]).toEqual([name, [['tell', '催单', '还没有人来', opened.id]]]);
  await act(await county.person('centre'), opened, 'remind', { text: '请抓紧' });
  expect((await told(county, 'gongan'))[0]).toEqual(['remind', '督促', '请抓紧', opened.id]);
  expect(await told(county, 'centre')).toHaveLength(1);
  expect(await told(county, 'resident')).toEqual([]);
});

test('what a tough whistle waits for reaches the leader of its street, and of no other', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('dongfeng'), { kind: 'tough', channel: 'app' });
  county.clock.advance(24 * 3600_000);
  await advanceCase(county.deps, { tenant: county.code, caseId: opened.id });
  expect((await told(county, 'street-leader')).map((row) => row[3])).toEqual([opened.id]);
});

test('who was merged is told so, and then how the case stands that theirs went into', async () => {
  const county = await aCounty();
  const centre = await county.person('centre');
  const parent = await report(await county.person('resident'), { channel: 'app' });
  const child = await report(await county.person('deputy'), { channel: 'app' });
  await act(centre, child, 'merge', { into: parent.id, reason: '同一处摊贩' });
  expect(await told(county, 'deputy')).toEqual([['tell', '并单', '同一处摊贩', child.id]]);
  await handle(county, parent);
  await act(centre, parent, 'verify');
  const news = await told(county, 'deputy');
  expect(news[0]).toEqual(['tell', '主件进展', `并入的 ${parent.number} 现为“待评价”。`, child.id]);
  expect((await told(county, 'chengguan')).map((row) => row[2])).toContain(`${child.number} 已并入本件。`);
});

test('what is over, too old or out of sight is not told', async () => {
  const county = await aCounty();
  const resident = await county.person('resident');
  const opened = await report(resident, { channel: 'app' });
  await act(resident, opened, 'urge', {});
  expect(await told(county, 'centre')).toHaveLength(1);
  await act(resident, opened, 'withdraw', { reason: '已解决' });
  expect(await told(county, 'centre')).toEqual([]);
  const other = await report(resident, { channel: 'app' });
  await act(resident, other, 'urge', {});
  county.clock.advance(8 * 24 * 3600_000);
  expect(await told(county, 'centre')).toEqual([]);
});
