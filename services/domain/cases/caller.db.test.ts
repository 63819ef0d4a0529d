import { expect, test } from 'vitest';
import { listCaseEvents } from './list-case-events.ts';
import { WorklistQuery } from './schema.ts';
import { act, aCounty, handle, report, type TestCounty } from './testing.ts';
import { worklist } from './worklist.ts';

/** What the hotline needs: the caller has no account, and the centre is their only voice. */

const rows = async (county: TestCounty, name: string) =>
  (await worklist(await county.person(name), WorklistQuery.parse({}))).data;
const history = async (county: TestCounty, caseId: string) =>
  (await listCaseEvents(await county.person('centre'), { caseId })).data;
const nowIn = async (county: TestCounty) => {
  const centre = await county.person('centre');
  return new Date(await centre.inTenant((tx) => county.clock.now(tx))).toISOString();
};
const byPhone = { channel: 'hotline', reporter: { type: 'resident', name: '王芳', phone: '13844510012' } };

test('a caller rings again: the centre adds, asks again and withdraws on their word', async () => {
  const county = await aCounty();
  const centre = await county.person('centre');
  const opened = await report(centre, byPhone);
  expect(opened.offered.map((choice) => choice.action)).toEqual(
    expect.arrayContaining(['supplement', 'withdraw', 'urge']),
  );
  await act(centre, opened, 'supplement', { text: '对面也有一处' });
  const urged = await act(centre, opened, 'urge', { text: '还没有人来', how: 'phone' });
  expect(urged.times).toEqual({ urged: { n: 1, lastAt: expect.any(String) } });
  await expect(act(centre, opened, 'urge')).rejects.toMatchObject({ code: 'case/too-soon', status: 409 });
  expect((await rows(county, 'chengguan'))[0]!.case.times).toMatchObject({ urged: { n: 1 } });

  await act(centre, opened, 'withdraw', { reason: '来电说已自行清理', how: 'phone' });
  const said = (await history(county, opened.id)).filter((event) => 'onWordOf' in event.data);
  expect(said.map(({ type, actor, data }) => [type, actor.role, data['onWordOf']])).toEqual([
    ['supplemented', 'centre', 'requester'],
    ['urged', 'centre', 'requester'],
    ['withdrawn', 'centre', 'requester'],
  ]);
  expect(JSON.stringify(said)).not.toMatch(/王|1384/);
});

test('who has an account speaks for themselves, also where an integration reported for them', async () => {
  const county = await aCounty();
  const centre = await county.person('centre');
  const resident = await county.person('resident');
  const opened = await report(resident, { channel: 'app' });
  for (const [action, fields] of [
    ['supplement', { text: '另有一处' }],
    ['withdraw', { reason: '误报' }],
    ['urge', {}],
  ] as const)
    await expect(act(centre, opened, action, fields)).rejects.toMatchObject({ code: 'case/action-not-yours' });
  await act(resident, opened, 'urge');

  const hotline = { ...centre, actor: { kind: 'integration' as const, id: 'hotline-12345', posts: [] } };
  const passedOn = await report(hotline, { channel: 'hotline', reporter: { type: 'resident' } });
  await expect(act(centre, passedOn, 'withdraw', { reason: '误报' })).rejects.toMatchObject({
    code: 'case/action-not-yours',
  });
  await act(hotline, passedOn, 'supplement', { text: '来电补充' });
});

test('nobody takes the call: the attempt is on record, and the centre still has to call', async () => {
  const county = await aCounty();
  const centre = await county.person('centre');
  const opened = await report(centre, byPhone);
  await handle(county, opened);
  await act(centre, opened, 'verify');
  const call = { how: 'phone', at: await nowIn(county) };
  const missed = await act(centre, opened, 'record_callback', { ...call, reached: false });
  expect(missed).toMatchObject({ state: 'evaluating', evaluations: [], times: { callback_missed: { n: 1 } } });
  expect((await history(county, opened.id)).at(-1)).toMatchObject({
    type: 'callback_missed',
    action: 'record_callback',
    data: { reached: false, how: 'phone' },
  });
  expect(await rows(county, 'centre')).toMatchObject([
    { action: 'record_callback', case: { id: opened.id, times: { callback_missed: { n: 1 } } } },
  ]);
  const reached = await act(centre, opened, 'record_callback', { ...call, solved: true, satisfaction: 'satisfied' });
  expect(reached).toMatchObject({ state: 'closed', outcome: 'solved' });
  expect(await rows(county, 'centre')).toEqual([]);
});

test('a call that says nothing of what they said is refused, with each field that is missing', async () => {
  const county = await aCounty();
  const centre = await county.person('centre');
  const opened = await report(centre, byPhone);
  await handle(county, opened);
  await act(centre, opened, 'verify');
  const refused = act(centre, opened, 'record_callback', { how: 'phone', at: await nowIn(county) });
  await expect(refused).rejects.toMatchObject({
    code: 'validation',
    extra: { errors: [{ pointer: '/fields/solved' }, { pointer: '/fields/satisfaction' }] },
  });
});
