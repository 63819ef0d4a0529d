import { expect, test } from 'vitest';
import { getCase } from './get-case.ts';
import { listCaseEvents } from './list-case-events.ts';
import { WorklistQuery } from './schema.ts';
import { act, aCounty, handle, report, type TestCounty } from './testing.ts';
import { worklist } from './worklist.ts';

/** Two residents report the same stalls; the centre makes one case of them. */
async function twoReports() {
  const county = await aCounty();
  const [first, second] = [await county.person('resident'), await county.person('deputy')];
  const parent = await report(first, { channel: 'app' });
  const child = await report(second, { channel: 'app' });
  return { county, first, second, parent, child, centre: await county.person('centre') };
}

const waiting = async (county: TestCounty, name: string) =>
  (await worklist(await county.person(name), WorklistQuery.parse({}))).data.map((row) => [row.case.id, row.action]);
const names = (found: { offered: { action: string }[] }) => found.offered.map((choice) => choice.action);
const types = async (county: TestCounty, caseId: string) =>
  (await listCaseEvents(await county.person('centre'), { caseId })).data.map((event) => event.type);
const good = { solved: true, satisfaction: 'satisfied' };
const bad = { solved: false, satisfaction: 'dissatisfied' };

test('the child is closed and merged, and both histories say so', async () => {
  const { county, second, parent, child, centre } = await twoReports();
  const merged = await act(centre, child, 'merge', { into: parent.id, reason: '同一处摊贩' });
  expect(merged).toMatchObject({
    state: 'closed',
    outcome: 'merged',
    mergedInto: parent.id,
    mergedCase: { number: parent.number, state: 'dispatched', stateTitle: '已派单', outcome: null },
  });
  expect(merged.deadlines.every(({ state }) => state !== 'running')).toBe(true);
  expect(await getCase(centre, { caseId: parent.id })).toMatchObject({ state: 'dispatched', children: [child.id] });
  expect((await types(county, child.id)).slice(-2)).toEqual(['merged', 'closed']);
  expect((await types(county, parent.id)).at(-1)).toBe('child_joined');
  expect(await getCase(second, { caseId: child.id })).toMatchObject({ mergedCase: { number: parent.number } });
  const units = (await waiting(county, 'chengguan')).map(([id]) => id);
  expect(units).toEqual([parent.id]);
});

test('each requester judges on their own case, and only the parent’s own moves it', async () => {
  const { county, first, second, parent, child, centre } = await twoReports();
  await act(centre, child, 'merge', { into: parent.id });
  expect(names(await getCase(first, { caseId: parent.id }))).not.toContain('withdraw');
  expect(names(await getCase(second, { caseId: child.id }))).toEqual([]);
  expect(names(await getCase(centre, { caseId: child.id }))).toEqual([]);
  expect(await waiting(county, 'deputy')).toEqual([]);

  await handle(county, parent);
  await act(centre, parent, 'verify');
  expect(await waiting(county, 'deputy')).toEqual([[child.id, 'evaluate']]);
  const judged = await act(second, child, 'evaluate', bad);
  expect(judged).toMatchObject({ state: 'closed', outcome: 'merged', evaluations: [{ round: 1, solved: false }] });
  expect(await waiting(county, 'deputy')).toEqual([]);
  await expect(act(second, child, 'evaluate', good)).rejects.toMatchObject({ code: 'case/action-not-offered' });

  expect(await getCase(centre, { caseId: parent.id })).toMatchObject({ state: 'evaluating', round: 1 });
  expect(await act(first, parent, 'evaluate', bad)).toMatchObject({ state: 'handling', round: 2 });
  await handle(county, await getCase(centre, { caseId: parent.id }));
  await act(centre, parent, 'verify');
  expect(await waiting(county, 'deputy')).toEqual([[child.id, 'evaluate']]);
  await act(second, child, 'evaluate', good);
  expect(await act(first, parent, 'evaluate', good)).toMatchObject({ state: 'closed', outcome: 'solved' });
  expect(await getCase(second, { caseId: child.id })).toMatchObject({
    outcome: 'merged',
    evaluations: [{ round: 1 }, { round: 2 }],
    mergedCase: { state: 'closed', outcome: 'solved' },
  });
});

test('a caller’s merged case is called back by the centre while the parent is judged', async () => {
  const { county, parent, centre } = await twoReports();
  const child = await report(centre, { channel: 'hotline', reporter: { type: 'resident' } });
  await act(centre, child, 'merge', { into: parent.id });
  await handle(county, parent);
  await act(centre, parent, 'verify');
  expect(await waiting(county, 'centre')).toEqual([[child.id, 'record_callback']]);
  const at = new Date(await centre.inTenant((tx) => county.clock.now(tx))).toISOString();
  await act(centre, child, 'record_callback', { how: 'phone', at, reached: false });
  expect(await waiting(county, 'centre')).toEqual([[child.id, 'record_callback']]);
  const called = await act(centre, child, 'record_callback', { how: 'phone', at, ...good });
  expect(called).toMatchObject({ outcome: 'merged', evaluations: [{ by: 'callback' }] });
  expect(await waiting(county, 'centre')).toEqual([]);
});

test('into itself, into none, into a child and into what is closed it is refused', async () => {
  const { parent, child, centre } = await twoReports();
  const other = await report(centre, { channel: 'hotline', reporter: { type: 'resident' } });
  const refused = (into: unknown, code: string) =>
    expect(act(centre, parent, 'merge', { into })).rejects.toMatchObject({ code });
  await refused(parent.id, 'validation');
  await refused('0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a', 'validation');
  await refused('no-id', 'validation');
  await refused(undefined, 'validation');
  await act(centre, child, 'merge', { into: parent.id });
  await refused(child.id, 'case/not-mergeable');
  await act(centre, other, 'void');
  await refused(other.id, 'case/not-mergeable');
  await expect(act(centre, child, 'merge', { into: other.id })).rejects.toMatchObject({
    code: 'case/action-not-offered',
  });
  expect(await getCase(centre, { caseId: parent.id })).toMatchObject({ state: 'dispatched', children: [child.id] });
});

test('of two merges in opposite directions at once one is done and the other refused', async () => {
  const { county, parent, child, centre } = await twoReports();
  const answers = await Promise.allSettled([
    act(centre, parent, 'merge', { into: child.id }),
    act(centre, child, 'merge', { into: parent.id }),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const refused = answers.find((answer) => answer.status === 'rejected')!;
  expect(refused.reason).toMatchObject({ status: 409, code: 'case/not-mergeable' });
  const open = await county.inTenant((tx) =>
    tx.selectFrom('case').select('case_id').where('closed_at', 'is', null).execute(),
  );
  expect(open).toHaveLength(1);
});

test('when the parent is merged further its children move along', async () => {
  const { county, second, parent, child, centre } = await twoReports();
  const third = await report(centre, { channel: 'hotline', reporter: { type: 'resident' } });
  await act(centre, child, 'merge', { into: parent.id });
  await act(centre, parent, 'merge', { into: third.id });
  const moved = await getCase(second, { caseId: child.id });
  expect(moved).toMatchObject({ mergedInto: third.id, mergedCase: { number: third.number } });
  const { children } = await getCase(centre, { caseId: third.id });
  expect(children).toEqual([parent.id, child.id].toSorted());
  const history = (await listCaseEvents(centre, { caseId: child.id })).data;
  expect(history.at(-1)).toMatchObject({
    type: 'moved_along',
    seq: moved.seq,
    data: { from: parent.id, into: third.id, number: third.number },
  });
  await handle(county, third);
  await act(centre, third, 'verify');
  expect(await waiting(county, 'deputy')).toEqual([[child.id, 'evaluate']]);
  expect(await waiting(county, 'resident')).toEqual([[parent.id, 'evaluate']]);
});

test('many merges into one case at once are all done', async () => {
  const { parent, centre } = await twoReports();
  const callers = [];
  for (let i = 0; i < 5; i += 1)
    callers.push(await report(centre, { channel: 'hotline', reporter: { type: 'resident' } }));
  await Promise.all(callers.map((one) => act(centre, one, 'merge', { into: parent.id })));
  const { children } = await getCase(centre, { caseId: parent.id });
  expect(children).toEqual(callers.map((one) => one.id).toSorted());
});
