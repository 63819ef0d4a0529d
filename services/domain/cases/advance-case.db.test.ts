import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { withTenant } from '../database.ts';
import { advanceCase } from './advance-case.ts';
import { doWork } from './do-work.ts';
import { aGateway } from './gateway.fixture.ts';
import { getCase } from './get-case.ts';
import { hashEvent } from './event-hash.ts';
import { listCaseEvents } from './list-case-events.ts';
import { act, aCounty, handle, report, rowCounts, type TestCounty } from './testing.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

const look = (county: TestCounty, { id }: { id: string }) =>
  advanceCase(county.deps, { tenant: county.code, caseId: id });

async function history(county: TestCounty, { id }: { id: string }) {
  return (await listCaseEvents(await county.person('centre'), { caseId: id })).data;
}

test('a look says when to wake next, and changes nothing while nothing is due', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('grid-worker'));
  const before = await rowCounts(county);
  const outlook = await look(county, opened);
  // The first instant is the reminder at half of the two hours within which it must be finished, or of signing at 80 % of one.
  expect(outlook).toMatchObject({ work: [], ended: false });
  expect(outlook.wakeInMs).toBeGreaterThan(47 * minute);
  expect(outlook.wakeInMs).toBeLessThanOrEqual(48 * minute);
  expect(await rowCounts(county)).toEqual(before);
});

test('each rung fires once, however often and however many at once look', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('grid-worker'));
  county.clock.advance(61 * minute);
  const outlooks = await Promise.all([1, 2, 3, 4].map(() => look(county, opened)));
  expect(new Set(outlooks.map((one) => one.ended))).toEqual(new Set([false]));
  const events = await history(county, opened);
  const signBreaches = events.filter((event) => event.type === 'deadline_breached' && event.data['name'] === 'sign');
  expect(signBreaches).toHaveLength(opened.tracks.length);
  const { rows } = await county.inTenant((tx) => sql`select from case_rung`.execute(tx));
  const fired = events.filter((event) => event.data['rung'] !== undefined);
  expect(rows).toHaveLength(fired.length);
  expect((await look(county, opened)).wakeInMs).toBeGreaterThan(1000);
});

test('a look and people’s actions at the same overdue moment settle it once between them', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const opened = await report(worker);
  const officers = await Promise.all(opened.tracks.map((track) => county.person(track.unit)));
  county.clock.advance(61 * minute);
  await Promise.all([
    ...officers.map((officer) => act(officer, opened, 'sign')),
    ...[1, 2].map(() => look(county, opened)),
    act(worker, opened, 'comment', { text: '还没人来' }),
  ]);
  const events = await history(county, opened);
  const of = (type: string) => events.filter((event) => event.type === type).length;
  expect([of('signed'), of('commented')]).toEqual([opened.tracks.length, 1]);
  expect(events.filter((e) => e.type === 'deadline_breached' && e.data['name'] === 'sign')).toHaveLength(3);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
});

test('the database itself refuses a rung that fired before', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('grid-worker'));
  county.clock.advance(61 * minute);
  await look(county, opened);
  const again = county.inTenant((tx) => sql`insert into case_rung select * from case_rung limit 1`.execute(tx));
  await expect(again).rejects.toThrow(/case_rung_pkey/);
});

test('a late look tells the same history as timely ones, and says of each instant when it fell due', async () => {
  const tell = async (isTimely: boolean) => {
    const county = await aCounty();
    const opened = await report(await county.person('grid-worker'));
    const end = Date.parse(opened.createdAt) + 3 * day;
    if (isTimely)
      for (let next = await look(county, opened); next.wakeInMs !== null; next = await look(county, opened)) {
        const { rows } = await county.inTenant((tx) => sql<{ at: Date }>`select next_at as at from "case"`.execute(tx));
        if (rows[0]!.at.getTime() > end) break;
        county.clock.set(rows[0]!.at.getTime() + 5);
      }
    county.clock.set(end);
    await look(county, opened);
    // The two counties begin some milliseconds apart.
    return (await history(county, opened)).map(({ type, dueAt, data }) => {
      const due = dueAt === undefined ? null : Math.round(Date.parse(dueAt) / minute);
      return [type, data['name'], data['rung'], data['unit'], due];
    });
  };
  const [timely, late] = await Promise.all([tell(true), tell(false)]);
  expect(late).toEqual(timely);
  expect(late.length).toBeGreaterThan(10);
});

test('nobody judges: the case ends unrated after seven days, and the centre gets a task to call back', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('grid-worker'));
  await handle(county, opened);
  const centre = await county.person('centre');
  const { deadlines } = await act(centre, opened, 'verify');
  const due = Date.parse(deadlines.find((deadline) => deadline.name === 'evaluate')!.dueAt!);
  expect(due - Date.parse(opened.createdAt)).toBeGreaterThanOrEqual(7 * day);
  county.clock.set(due - minute);
  expect((await look(county, opened)).ended).toBe(false);
  county.clock.set(due);
  expect(await look(county, opened)).toEqual({ wakeInMs: null, work: [], ended: true });
  const closed = await getCase(centre, { caseId: opened.id });
  expect(closed).toMatchObject({ state: 'closed', outcome: 'unrated' });
  expect(closed.flags).toContain('call_back');
  expect(closed.deadlines.find((deadline) => deadline.name === 'evaluate')!.state).toBe('met');
  const fields = { solved: true, satisfaction: 'satisfied', how: 'phone', at: closed.closedAt };
  const called = await act(centre, opened, 'record_callback', fields);
  expect(called).toMatchObject({ state: 'closed', outcome: 'solved' });
  expect(called.flags).not.toContain('call_back');
});

test('acting at or after the due instant is late, and the breach stands before the action in the history', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('grid-worker'));
  county.clock.set(Date.parse(opened.deadlines.find((deadline) => deadline.name === 'sign')!.dueAt!));
  const signed = await act(await county.person('chengguan'), opened, 'sign');
  expect(signed.deadlines.find((d) => d.name === 'sign' && d.unit === 'chengguan')).toMatchObject({
    state: 'breached',
  });
  const types = (await history(county, opened)).map((event) => event.type);
  expect(types.indexOf('deadline_breached')).toBeLessThan(types.indexOf('signed'));
});

test('a case that is not there has no outlook', async () => {
  const county = await aCounty();
  const nobody = { id: '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a' };
  await expect(look(county, nobody)).rejects.toMatchObject({ code: 'not-found' });
});

async function aCountyWithGateway(answer: () => number = () => 204) {
  const gateway = await aGateway(answer);
  const county = await aCounty({ change: (config) => void (config.tenant.noticeGateway = 'sms') });
  return { county: { ...county, deps: { ...county.deps, noticeGateways: { sms: gateway.url } } }, gateway };
}

test('what somebody must be told is work: sent once under its own key, recorded, and nobody is named in it', async () => {
  const { county, gateway } = await aCountyWithGateway();
  const opened = await report(await county.person('grid-worker'), { reporter: { name: '王芳', phone: '13844510012' } });
  county.clock.advance(50 * minute);
  const { work } = await look(county, opened);
  expect(work).toHaveLength(3);
  const [workId] = work as [string];
  const before = await getCase(await county.person('centre'), { caseId: opened.id });
  await doWork(county.deps, { tenant: county.code, workId });
  await doWork(county.deps, { tenant: county.code, workId });
  expect(gateway.received).toHaveLength(1);
  expect(gateway.received[0]!.key).toBe(workId);
  expect(gateway.received[0]!.body).toMatchObject({
    id: workId,
    tenant: county.code,
    caseId: opened.id,
    event: 'deadline_reminded',
    recipients: [{ relation: 'unit', unit: 'chengguan' }],
  });
  expect(JSON.stringify(gateway.received)).not.toMatch(/王|1384/);
  const events = await history(county, opened);
  expect(events.at(-1)).toMatchObject({ type: 'notice_sent', step: before.step.code, actor: { role: 'system' } });
  expect(events.filter((event) => event.type === 'notice_sent')).toHaveLength(1);
  expect((await look(county, opened)).work).toEqual(work.slice(1));
});

test('a gateway that fails leaves the work undone and the case’s clocks alone', async () => {
  let status = 503;
  const { county, gateway } = await aCountyWithGateway(() => status);
  const opened = await report(await county.person('grid-worker'));
  county.clock.advance(50 * minute);
  const { work } = await look(county, opened);
  const [workId] = work as [string];
  const before = await rowCounts(county);
  await expect(doWork(county.deps, { tenant: county.code, workId })).rejects.toThrow(/503/);
  expect(await rowCounts(county)).toEqual(before);
  county.clock.advance(30 * minute);
  expect((await look(county, opened)).work).toContain(workId);
  status = 200;
  await doWork(county.deps, { tenant: county.code, workId });
  expect(new Set(gateway.received.map((one) => one.key))).toEqual(new Set([workId]));
});

test('two workers that send the same notice record it once, also on a closed case', async () => {
  const { county, gateway } = await aCountyWithGateway();
  const worker = await county.person('grid-worker');
  const opened = await report(worker);
  county.clock.advance(50 * minute);
  const { work } = await look(county, opened);
  await act(worker, opened, 'withdraw', { reason: '已解决' });
  const outlook = await look(county, opened);
  expect(outlook).toMatchObject({ ended: true, wakeInMs: null });
  expect(outlook.work).toEqual(work);
  const [workId] = work as [string];
  await Promise.all([1, 2, 3].map(() => doWork(county.deps, { tenant: county.code, workId })));
  expect(new Set(gateway.received.map((one) => one.key))).toEqual(new Set([workId]));
  const events = await history(county, opened);
  expect(events.filter((event) => event.type === 'notice_sent')).toHaveLength(1);
  expect((await getCase(worker, { caseId: opened.id })).state).toBe('closed');
});

test('a gateway that the installation does not know is said by name', async () => {
  const county = await aCounty({ change: (config) => void (config.tenant.noticeGateway = 'pager') });
  const opened = await report(await county.person('grid-worker'));
  county.clock.advance(50 * minute);
  const { work } = await look(county, opened);
  const done = doWork(county.deps, { tenant: county.code, workId: work[0]! });
  await expect(done).rejects.toThrow(/pager/);
});

test('the chain of hashes holds over what people, instants and notices did', async () => {
  const { county } = await aCountyWithGateway();
  const opened = await report(await county.person('grid-worker'));
  county.clock.advance(50 * minute);
  const { work } = await look(county, opened);
  for (const workId of work) await doWork(county.deps, { tenant: county.code, workId });
  await act(await county.person('chengguan'), opened, 'sign');
  const { rows } = await withTenant(county.deps.db, county.code, (tx) =>
    tx
      .selectFrom('case_event')
      .selectAll()
      .orderBy('seq')
      .execute()
      .then((all) => ({ rows: all })),
  );
  let previous: string | null = null;
  for (const row of rows) {
    const { seq, type, step, action, data, form } = row;
    const actor = { role: row.actor_role, unit: row.actor_unit };
    const [at, dueAt] = [row.at.getTime(), row.due_at?.getTime() ?? null];
    expect(row.hash).toBe(
      hashEvent({ caseId: row.case_id, seq, at, dueAt, type, step, action, actor, data, form }, previous),
    );
    previous = row.hash;
  }
  const changed = { ...rows[1]!, data: { ...rows[1]!.data, lead: 'other' } };
  const { seq, type, step, action, data, form } = changed;
  const actor = { role: changed.actor_role, unit: changed.actor_unit };
  const content = {
    caseId: changed.case_id,
    seq,
    at: changed.at.getTime(),
    dueAt: null,
    type,
    step,
    action,
    actor,
    data,
    form,
  };
  expect(hashEvent(content, rows[0]!.hash)).not.toBe(rows[1]!.hash);
});
