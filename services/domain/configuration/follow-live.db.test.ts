import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { advanceCase } from '../cases/advance-case.ts';
import { doWork } from '../cases/do-work.ts';
import { aGateway } from '../cases/gateway.fixture.ts';
import { getCase } from '../cases/get-case.ts';
import { listCaseEvents } from '../cases/list-case-events.ts';
import type { CaseSnapshot } from '../cases/schema.ts';
import { act, aPhoto, mondayMorning, report } from '../cases/testing.ts';
import { asSuperuser, shiftedClock, testDeps, type TestTenant } from '../testing.ts';
import { listUnits } from '../units/list-units.ts';
import { createConfigVersion } from './create-config-version.ts';
import { publishConfigVersion } from './publish-config-version.ts';
import { changed, filesOf, rollOut, testLayers, type Files } from './testing.ts';

/** Q02: three working days, led by parks, works assists. Reported on a Monday, so due on Thursday at 18:00. */
const tree = { item: 'Q02', location: { unit: 'river-side' }, description: '路边大树遮挡了信号灯' };
const powerCut = (files: Files): Files => ({
  ...files,
  'calendar.yaml': 'days_off:\n  - { date: 2026-11-25, title: 停电检修 }\n',
});

async function aLiveCounty() {
  const clock = shiftedClock(mondayMorning);
  const { county } = await testLayers(testDeps({ clock }));
  const publish = async (change: (files: Files) => Files, from?: string) => {
    const admin = await county.person('admin');
    const { body } = await createConfigVersion(admin, { files: change(await filesOf(county)), note: 'test' });
    await publishConfigVersion(admin, { version: body.version, ...(from && { from }) });
    return body.version;
  };
  return { county, clock, publish, opened: await report(await county.person('grid-worker'), tree) };
}

const read = async (county: TestTenant, { id }: { id: string }) =>
  getCase(await county.person('centre'), { caseId: id });
const dueOf = (snapshot: CaseSnapshot) => snapshot.deadlines.find(({ name }) => name === 'finish')!.dueAt;
const eventsOf = async (county: TestTenant, { id }: { id: string }, type: string) =>
  (await listCaseEvents(await county.person('centre'), { caseId: id })).data.filter((event) => event.type === type);
const nudges = (county: TestTenant) =>
  county.inTenant((tx) => tx.selectFrom('outbox').select(['case_id', 'reason', 'wake_at']).execute());

test('a day off that is published moves the deadlines of running cases, which keep their version, and says so', async () => {
  const { county, publish, opened } = await aLiveCounty();
  expect(dueOf(opened)).toBe('2026-11-26T10:00:00Z');
  const version = await publish(powerCut);
  await rollOut(county);
  const followed = await read(county, opened);
  expect([dueOf(followed), followed.configVersion]).toEqual(['2026-11-27T10:00:00Z', 1]);
  const [event, ...more] = await eventsOf(county, opened, 'deadlines_reprojected');
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    actor: { role: 'system' },
    data: { configVersion: version, changed: ['calendar'], dates: ['2026-11-25'] },
  });
  expect(event!.data['clocks']).toContainEqual(
    expect.objectContaining({
      ...{ reprojected: 'finish', dueBefore: '2026-11-26T10:00:00Z', dueAt: '2026-11-27T10:00:00Z' },
    }),
  );
  const audit = await county.inTenant((tx) =>
    tx.selectFrom('audit_entry').select('target').where('action', '=', 'case.follow_configuration').execute(),
  );
  expect(audit).toEqual([{ target: `case/${opened.id}` }]);
});

test('the workflow is woken where an instant moved earlier, and left asleep where it moved later', async () => {
  const { county, publish, opened } = await aLiveCounty();
  const told = (await nudges(county)).length;
  await publish(powerCut);
  await rollOut(county);
  expect(await nudges(county)).toHaveLength(told);
  await county.inTenant((tx) => sql`update "case" set next_at = '2026-12-31'`.execute(tx));
  await publish((files) => ({ ...files, 'calendar.yaml': 'days_off: []\n' }));
  await rollOut(county);
  expect(dueOf(await read(county, opened))).toBe('2026-11-26T10:00:00Z');
  expect(await nudges(county)).toHaveLength(told + 1);
});

test('it makes no difference whether somebody acts before the mass work comes by, and it comes by once', async () => {
  const { county, publish, opened } = await aLiveCounty();
  const other = await report(await county.person('grid-worker'), tree);
  await publish(powerCut);
  expect(dueOf(await act(await county.person('parks'), opened, 'sign'))).toBe('2026-11-27T10:00:00Z');
  await rollOut(county);
  await county.inTenant((tx) => tx.updateTable('rollout').set({ done_at: null }).execute());
  await rollOut(county);
  for (const one of [opened, other]) {
    expect(await eventsOf(county, one, 'deadlines_reprojected')).toHaveLength(1);
    expect(dueOf(await read(county, one))).toBe('2026-11-27T10:00:00Z');
  }
});

test('a calendar published from a later instant holds from then on, and what fell due before it stays so', async () => {
  const { county, clock, publish, opened } = await aLiveCounty();
  await publish(powerCut, '2026-11-24T02:00:00Z');
  clock.set(Date.parse('2026-11-24T01:59:00Z'));
  await advanceCase(county.deps, { tenant: county.code, caseId: opened.id });
  expect(dueOf(await read(county, opened))).toBe('2026-11-26T10:00:00Z');
  clock.set(Date.parse('2026-11-24T03:00:00Z'));
  await advanceCase(county.deps, { tenant: county.code, caseId: opened.id });
  expect(dueOf(await read(county, opened))).toBe('2026-11-27T10:00:00Z');
  const [event] = await eventsOf(county, opened, 'deadlines_reprojected');
  expect(event!.dueAt).toBe('2026-11-24T02:00:00Z');
  expect(Date.parse(event!.at)).toBeGreaterThanOrEqual(Date.parse('2026-11-24T03:00:00Z'));
});

test('cases follow back where a version between two others ends, whichever was published first', async () => {
  const { county, clock, publish, opened } = await aLiveCounty();
  await publish((files) => ({ ...files, 'tests/first.yaml': '[]\n' }), '2026-11-24T02:00:00Z');
  await publish(powerCut);
  await rollOut(county);
  expect(dueOf(await read(county, opened))).toBe('2026-11-27T10:00:00Z');
  clock.set(Date.parse('2026-11-24T02:00:01Z'));
  await rollOut(county);
  expect(dueOf(await read(county, opened))).toBe('2026-11-26T10:00:00Z');
  expect(await eventsOf(county, opened, 'deadlines_reprojected')).toHaveLength(2);
});

test('a breach that the calendar excuses stays on record and is marked as corrected', async () => {
  const { county, clock, publish, opened } = await aLiveCounty();
  const [parks, works] = [await county.person('parks'), await county.person('works')];
  for (const officer of [parks, works]) {
    await act(officer, opened, 'sign');
    await act(officer, opened, 'arrive', { people: 1 });
  }
  clock.set(Date.parse('2026-11-27T02:00:00Z'));
  await act(parks, opened, 'submit', { result: '已修剪', photos: [await aPhoto(parks)] });
  expect(await eventsOf(county, opened, 'deadline_breached')).not.toEqual([]);
  const breaches = await eventsOf(county, opened, 'deadline_breached');
  await publish(powerCut);
  await rollOut(county);
  const rows = await county.inTenant((tx) =>
    tx
      .selectFrom('case_deadline')
      .select(['name', 'state', 'corrected_at'])
      .where('name', 'in', ['finish', 'answer'])
      .execute(),
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { name: 'finish', state: 'breached', corrected_at: expect.any(Date) },
      { name: 'answer', state: 'running', corrected_at: null },
    ]),
  );
  expect(await eventsOf(county, opened, 'deadline_breached')).toEqual(breaches);
  const [event] = await eventsOf(county, opened, 'deadlines_reprojected');
  const corrected = (event!.data['clocks'] as { reprojected: string; isCorrected?: boolean }[]).filter(
    (c) => c.isCorrected,
  );
  expect(corrected.map((clock) => clock.reprojected).sort()).toEqual(['answer', 'finish']);
});

test('a unit that is merged hands its open cases to its successor after its last day; its code stays readable', async () => {
  const { county, clock, publish, opened } = await aLiveCounty();
  await act(await county.person('parks'), opened, 'sign');
  const line = '{ code: parks, title: 园林局, kind: department, desk: true';
  await publish((files) =>
    changed(
      changed(files, 'org.yaml', line, `${line}, to: 2026-11-24, successors: [green]`),
      'org.yaml',
      '  - { code: river,',
      '  - { code: green, title: 绿化中心, kind: department, desk: true }\n  - { code: river,',
    ),
  );
  await rollOut(county);
  expect((await read(county, opened)).lead?.unit).toBe('parks');
  clock.set(Date.parse('2026-11-24T16:00:01Z'));
  await rollOut(county);
  const handed = await read(county, opened);
  expect(handed.lead).toEqual({ unit: 'green', title: '绿化中心' });
  expect(await eventsOf(county, opened, 'unit_succeeded')).toMatchObject([
    { data: { unit: 'parks', successor: 'green' } },
  ]);
  const green = await county.person('new', { posts: [{ role: 'officer', unit: 'green' }] });
  expect((await act(green, opened, 'arrive', { people: 2 })).tracks[0]).toMatchObject({
    unit: 'green',
    state: 'arrived',
  });
  const units = async (at?: string) => (await listUnits(green, { ...(at && { at }) })).data.map(({ code }) => code);
  expect(await units()).not.toContain('parks');
  expect(await units('2026-11-24')).toContain('parks');
  const history = await listCaseEvents(green, { caseId: opened.id });
  expect(history.data.find(({ type }) => type === 'signed')?.actor.unit).toBe('parks');
});

test('a notice that is recorded between a publication and its rollout brings no breach by the calendar before', async () => {
  const { county, clock, publish } = await aLiveCounty();
  const deps = { ...county.deps, noticeGateways: { sms: (await aGateway()).url } };
  await publish((files) => changed(files, 'tenant.yaml', '\n', '\nnotice_gateway: sms\n'));
  const opened = await report(await county.person('grid-worker'), tree);
  clock.set(Date.parse(dueOf(opened)!) - 60_000);
  const look = { tenant: county.code, caseId: opened.id };
  const { work } = await advanceCase(deps, look);
  expect(work.length).toBeGreaterThan(0);
  await publish(powerCut);
  clock.advance(3_600_000);
  for (const workId of work) await doWork(deps, { tenant: county.code, workId });
  const recorded = await read(county, opened);
  await advanceCase(deps, look);
  expect(await eventsOf(county, opened, 'notice_sent')).toHaveLength(work.length);
  const breached = await eventsOf(county, opened, 'deadline_breached');
  expect(breached.filter(({ data }) => data['name'] === 'finish')).toEqual([]);
  expect(dueOf(recorded)).toBe('2026-11-27T10:00:00Z');
  expect(await read(county, opened)).toEqual(recorded);
});

test('a case that cannot follow is set aside and said, and all the others follow', async () => {
  const { county, publish, opened } = await aLiveCounty();
  const worker = await county.person('grid-worker');
  const all = [opened, await report(worker, tree), await report(worker, tree), await report(worker, tree)];
  const bad = all[1]!;
  await asSuperuser(`update "case" set process = 'gone' where case_id = $1`, [bad.id]);
  await publish(powerCut);
  await rollOut(county);
  for (const one of all.filter((other) => other !== bad))
    expect(dueOf(await read(county, one))).toBe('2026-11-27T10:00:00Z');
  const audit = await county.inTenant((tx) =>
    tx.selectFrom('audit_entry').select(['action', 'target', 'data']).execute(),
  );
  expect(audit).toContainEqual({
    ...{ action: 'case.follow_configuration.set_aside', target: `case/${bad.id}`, data: { code: 'internal' } },
  });
  expect(await county.inTenant((tx) => tx.selectFrom('rollout').select('done_at').execute())).not.toContainEqual({
    done_at: null,
  });

  await asSuperuser(`update "case" set process = 'whistle' where case_id = $1`, [bad.id]);
  await advanceCase(county.deps, { tenant: county.code, caseId: bad.id });
  expect(dueOf(await read(county, bad))).toBe('2026-11-27T10:00:00Z');
});
