import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { getCase } from './get-case.ts';
import { SubmitActionInput } from './schema.ts';
import { submitAction } from './submit-action.ts';
import { act, aCounty, aPhoto, handle, report, rowCounts, type TestCounty } from './testing.ts';

async function dispatched(county: TestCounty, changes: Record<string, unknown> = {}) {
  const worker = await county.person('grid-worker');
  return { worker, opened: await report(worker, changes) };
}

async function evaluating(county: TestCounty) {
  const { worker, opened } = await dispatched(county);
  await handle(county, opened);
  await act(await county.person('centre'), opened, 'verify');
  return { worker, opened };
}

test('of two actions at the same moment one is done and the other is refused by what the first made of the case', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  const unit = await county.person('chengguan');
  const tries = await Promise.allSettled(Array.from({ length: 4 }, () => act(unit, opened, 'sign')));
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  for (const one of tries)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'case/action-not-offered' });
  const { rows } = await county.inTenant((tx) => sql`select from case_event where type = 'signed'`.execute(tx));
  expect(rows).toHaveLength(1);
});

test('different units act on one case at once and none of it is lost', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  const officers = await Promise.all(opened.tracks.map((track) => county.person(track.unit)));
  await Promise.all(officers.map((officer) => act(officer, opened, 'sign')));
  const after = await getCase(officers[0]!, { caseId: opened.id });
  expect(after.tracks.map((track) => track.state)).toEqual(opened.tracks.map(() => 'signed'));
});

test('the same key twice at the same moment acts once', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  const unit = await county.person('chengguan');
  const input = SubmitActionInput.parse({ caseId: opened.id, action: 'sign' });
  const answers = await Promise.all([1, 2, 3].map(() => submitAction(unit, input, { idempotencyKey: 'sign-1' })));
  expect(answers.map((answer) => answer.replayed).sort()).toEqual([false, true, true]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
});

test('an action decided on an older snapshot is refused, on the present one it is done', async () => {
  const county = await aCounty();
  const { worker, opened } = await dispatched(county);
  const unit = await county.person('chengguan');
  await act(worker, opened, 'comment', { text: '还在' });
  const behind = act(unit, opened, 'sign', {}, { expectedSeq: opened.seq });
  await expect(behind).rejects.toMatchObject({ code: 'case/changed', extra: { seq: opened.seq + 1 } });
  const now = await getCase(unit, { caseId: opened.id });
  expect((await act(unit, opened, 'sign', {}, { expectedSeq: now.seq })).state).toBe('handling');
});

test('expectedSeq is compared before what fell due is settled', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  county.clock.advance(3 * 3600_000);
  const unit = await county.person('chengguan');
  expect((await act(unit, opened, 'sign', {}, { expectedSeq: opened.seq })).flags).toContain('overdue');
});

test('a refusal says what the case offers instead, and leaves nothing behind', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  const unit = await county.person('chengguan');
  const before = await rowCounts(county);
  const refused = (await act(unit, opened, 'submit', { result: '好' }).catch((e: unknown) => e)) as Problem;
  expect(refused.code).toBe('case/action-not-offered');
  expect(refused.extra.offered).toEqual(['comment', 'sign', 'request_return']);
  expect(refused.detail.en).toContain('已派单');
  expect(refused.detail.zh).toBe(
    '本件“已派单”，现在不能办理“反馈办结”（submit）。您可以办理：“留言”（comment）、“签收”（sign）、“申请退单”（request_return）。',
  );
  expect(await rowCounts(county)).toEqual(before);
});

test('what is never yours is 403, whatever the state, and out of sight is 404', async () => {
  const county = await aCounty();
  const { worker, opened } = await dispatched(county);
  const lead = await county.person('chengguan');
  await expect(act(lead, opened, 'verify')).rejects.toMatchObject({
    code: 'case/action-not-yours',
    detail: { zh: '本件的“核查通过”（verify）始终不由您办理。' },
  });
  await expect(act(lead, opened, 'sign', {}, { unit: 'shichang' })).rejects.toMatchObject({
    code: 'case/action-not-yours',
    detail: { zh: '您不在“市场监管局”任职，不能代表该单位办理“签收”（sign）。' },
  });
  await expect(act(worker, opened, 'sign')).rejects.toMatchObject({ code: 'case/action-not-yours' });
  await expect(act(await county.person('shuili'), opened, 'sign')).rejects.toMatchObject({ code: 'not-found' });
  const nobody = { id: '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a' };
  await expect(act(lead, nobody, 'sign')).rejects.toMatchObject({ code: 'not-found' });
});

test('an officer of several units says for which one, and cannot act for a unit of others', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  const posts = ['chengguan', 'shichang'].map((unit) => ({ role: 'officer' as const, unit }));
  const both = await county.person('both', { posts });
  await expect(act(both, opened, 'sign')).rejects.toMatchObject({
    code: 'validation',
    extra: { errors: [{ pointer: '/unit' }] },
  });
  await expect(act(both, opened, 'sign', {}, { unit: 'gongan' })).rejects.toThrow(Problem);
  const signed = await act(both, opened, 'sign', {}, { unit: 'shichang' });
  expect(signed.tracks.find((track) => track.unit === 'shichang')!.state).toBe('signed');
  expect(signed.tracks.find((track) => track.unit === 'chengguan')!.state).toBe('dispatched');
});

test('a photo named twice in an action is kept once', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  const unit = await county.person('chengguan');
  await act(unit, opened, 'sign');
  await act(unit, opened, 'arrive', { people: 1 });
  const photo = await aPhoto(unit);
  const done = await act(unit, opened, 'submit', { result: '已整改', photos: [photo, photo] });
  expect(done.tracks.find((track) => track.unit === 'chengguan')!.result!.photos).toEqual([photo]);
});

test('a case tells when the photos of its report, arrivals and results were taken, in the answer and when read again', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const seen = await aPhoto(worker, 'image/jpeg', '2026-11-23T01:12:40Z');
  const opened = await report(worker, { photos: [seen] });
  const ofReport = { [seen]: { type: 'image/jpeg', takenAt: '2026-11-23T01:12:40Z' } };
  expect(opened.files).toEqual(ofReport);
  const unit = await county.person('chengguan');
  await act(unit, opened, 'sign');
  const [there, done] = [await aPhoto(unit, 'image/webp', '2026-11-23T02:00:00.5Z'), await aPhoto(unit, 'video/mp4')];
  const arrived = await act(unit, opened, 'arrive', { people: 1, photos: [there] });
  const ofArrival = { ...ofReport, [there]: { type: 'image/webp', takenAt: '2026-11-23T02:00:00.500Z' } };
  expect(arrived.files).toEqual(ofArrival);
  expect((await getCase(unit, { caseId: opened.id })).files).toEqual(ofArrival);
  const submitted = await act(unit, opened, 'submit', { result: '已整改', photos: [done] });
  expect(submitted.files).toEqual({ ...ofArrival, [done]: { type: 'video/mp4', takenAt: null } });
  expect((await getCase(worker, { caseId: opened.id })).files).toEqual(submitted.files);
});

test('wrong fields are told all at once, each with its place', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  const unit = await county.person('chengguan');
  await act(unit, opened, 'sign');
  await act(unit, opened, 'arrive', { people: 1 });
  const foreign = await aPhoto(await county.person('resident'));
  const fields = { result: ' ', photos: [foreign, 'not-an-id'], mood: 'good' };
  const refused = (await act(unit, opened, 'submit', fields).catch((e: unknown) => e)) as Problem;
  expect(refused.code).toBe('validation');
  expect(refused.extra.errors!.map((fault) => fault.pointer).sort()).toEqual([
    '/fields/mood',
    '/fields/photos/0',
    '/fields/photos/1',
    '/fields/result',
  ]);
});

test('a dissatisfied reporter sends it round again, and after the last round it goes up to the centre', async () => {
  const county = await aCounty();
  const { worker, opened } = await evaluating(county);
  const centre = await county.person('centre');
  const verdict = { solved: false, satisfaction: 'dissatisfied', comment: '第二天又摆上了' };
  let after = await act(worker, opened, 'evaluate', verdict);
  expect(after).toMatchObject({ state: 'handling', round: 2 });
  expect(after.tracks.map((track) => track.state)).toEqual(['signed', 'signed', 'signed']);
  for (const round of [2, 3]) {
    await handle(county, after);
    await act(centre, opened, 'verify');
    after = await act(worker, opened, 'evaluate', verdict);
    if (round === 2) expect(after).toMatchObject({ state: 'handling', round: 3 });
  }
  expect(after).toMatchObject({ state: 'triage', round: 3, level: 'county' });
  expect(after.evaluations).toHaveLength(3);
  const closed = await act(centre, opened, 'close', { reason: '三轮未解决' });
  expect(closed).toMatchObject({ state: 'closed', outcome: 'unsolved' });
});

test('the centre settles what no rule settled: classify first, then assign for good', async () => {
  const county = await aCounty();
  const resident = await county.person('resident');
  const centre = await county.person('centre');
  const opened = await report(resident, { item: undefined, channel: 'app' });
  const offers = (await getCase(centre, { caseId: opened.id })).offered.map((choice) => choice.action);
  expect(offers).toContain('classify');
  expect(offers).not.toContain('assign');
  const classified = await act(centre, opened, 'classify', { item: 'E03' });
  expect(classified).toMatchObject({ state: 'dispatched', item: { code: 'E03' }, lead: { unit: 'chengguan' } });
  const assigned = await act(centre, opened, 'assign', { lead: 'shichang', reason: '市场内摊位' });
  expect(assigned).toMatchObject({ state: 'dispatched', lead: { unit: 'shichang' }, finalOwner: true });
  const unit = await county.person('shichang');
  await expect(act(unit, opened, 'request_return', { reason: '不归我们' })).rejects.toMatchObject({
    code: 'case/action-not-offered',
  });
  expect((await act(unit, opened, 'sign')).state).toBe('handling');
});

test('a withdrawn case is over: its clocks stop and its workflow is told', async () => {
  const county = await aCounty();
  const { worker, opened } = await dispatched(county);
  const closed = await act(worker, opened, 'withdraw', { reason: '已自行解决' });
  expect(closed).toMatchObject({ state: 'closed', outcome: 'withdrawn' });
  expect(closed.closedAt).not.toBeNull();
  expect(new Set(closed.deadlines.map((deadline) => deadline.state))).toEqual(new Set(['met', 'cancelled']));
  const { rows } = await county.inTenant((tx) =>
    sql`select reason, wake_at from outbox order by outbox_id`.execute(tx),
  );
  expect(rows.at(-1)).toEqual({ reason: 'ended', wake_at: null });
});

test('a later next instant needs no word to the workflow, an earlier one does', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  const words = async () => (await rowCounts(county))['outbox']!;
  expect(await words()).toBe(1);
  const unit = await county.person('chengguan');
  await act(unit, opened, 'comment', { text: '知悉' });
  await act(unit, opened, 'sign');
  expect(await words()).toBe(1);
  await act(unit, opened, 'request_return', { reason: '不属职责' }).catch(() => undefined);
  county.clock.advance(60_000);
  await handle(county, await getCase(await county.person('centre'), { caseId: opened.id }));
  // The check has two hours and its reminder comes at 80 % of them: later than what was awaited before.
  expect(await words()).toBe(1);
});

test('a grid worker adds to what others reported in the area, and may do no more of the requester’s', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('resident'), { channel: 'app' });
  const worker = await county.person('grid-worker');
  const seen = await getCase(worker, { caseId: opened.id });
  expect(seen.offered.map((choice) => choice.action).sort()).toEqual(['comment', 'supplement']);
  expect((await act(worker, opened, 'supplement', { text: '现场仍有三家' })).seq).toBe(opened.seq + 1);
  await expect(act(worker, opened, 'withdraw', { reason: '不需要' })).rejects.toMatchObject({
    code: 'case/action-not-yours',
  });
});

test('a tough whistle of a street’s officer waits for the street’s leader, the leader’s own does not', async () => {
  const county = await aCounty();
  const leader = await county.person('street-leader');
  const opened = await report(await county.person('dongfeng'), { kind: 'tough', channel: 'app' });
  expect(opened).toMatchObject({ state: 'approving', reporter: { type: 'street' } });
  const other = await county.person('zhaohui-leader', { posts: [{ role: 'street_leader', unit: 'zhaohui' }] });
  await expect(act(other, opened, 'approve')).rejects.toMatchObject({ code: 'not-found' });
  const routed = { state: 'dispatched', lead: { unit: 'chengguan' } };
  expect(await act(leader, opened, 'approve')).toMatchObject(routed);
  expect(await report(leader, { kind: 'tough', channel: 'app' })).toMatchObject(routed);
});

test('the centre takes the requester’s part for a caller', async () => {
  const county = await aCounty();
  const centre = await county.person('centre');
  const opened = await report(centre, { channel: 'hotline', reporter: { type: 'resident', name: '李四' } });
  await handle(county, opened);
  const waiting = await act(centre, opened, 'verify');
  expect(waiting.offered.map((choice) => choice.action)).toEqual([
    'comment',
    'record_callback',
    'correct_place',
    'supplement',
    'withdraw',
  ]);
  const fields = { solved: true, satisfaction: 'basically_satisfied', how: 'phone', at: '2026-11-23T09:00:00+08:00' };
  const closed = await act(centre, opened, 'record_callback', fields);
  expect(closed).toMatchObject({ state: 'closed', outcome: 'solved', evaluations: [{ by: 'callback', how: 'phone' }] });
});

test('an extension is asked for, granted and moves the clock', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  const unit = await county.person('chengguan');
  const signed = await act(unit, opened, 'sign');
  const finish = signed.deadlines.find((deadline) => deadline.name === 'finish')!;
  const asked = await act(unit, opened, 'request_extension', { reason: '摊主较多' });
  const request = asked.requests[0]!;
  const decision = { request: request.id, granted: true, reason: '同意' };
  const granted = await act(await county.person('centre'), opened, 'decide', decision);
  expect(granted.requests).toMatchObject([{ kind: 'extension', state: 'granted' }]);
  const moved = granted.deadlines.find((deadline) => deadline.id === finish.id)!;
  expect(Date.parse(moved.dueAt!) - Date.parse(finish.dueAt!)).toBe(2 * 3600_000);
});

test('what cannot be recorded whole is not recorded at all', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county);
  const before = await rowCounts(county);
  const unit = await county.person('chengguan');
  const broken = { ...unit, requestId: 'nul \u0000 byte' };
  await expect(act(broken, opened, 'sign')).rejects.toThrow();
  expect(await rowCounts(county)).toEqual(before);
  expect((await getCase(unit, { caseId: opened.id })).seq).toBe(opened.seq);
});

test('where somebody arrived is read as where a case lies is: converted, and refused where nobody can have been', async () => {
  const county = await aCounty();
  const { opened } = await dispatched(county, { location: { lon: 126.0432, lat: 42.6851, datum: 'bd09' } });
  const unit = await county.person('chengguan');
  await act(unit, opened, 'sign');
  const arrive = (place: unknown) => act(unit, opened, 'arrive', { people: 1, place });
  const { tracks, location } = await arrive({ lon: 126.0432, lat: 42.6851, datum: 'bd09' });
  expect(tracks[0]?.arrivals[0]?.place).toEqual({ lon: location.lon, lat: location.lat });
  for (const place of [
    { lon: 0, lat: 0 },
    { lon: 42.6851, lat: 126.0432 },
    { lon: 116.4, lat: 39.9 },
  ])
    await expect(arrive(place)).rejects.toMatchObject({ code: 'validation', extra: { errors: [{}] } });
});
