import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createContext } from '../context.ts';
import type { Problem } from '../problem.ts';
import { listCaseEvents } from './list-case-events.ts';
import { reportCase } from './report-case.ts';
import { aCounty, aPhoto, aReport, report, rowCounts, type TestCounty } from './testing.ts';

function integration(county: TestCounty, id = 'hotline') {
  return createContext(county.deps, { tenant: county.code, actor: { kind: 'integration', id, posts: [] } });
}

test('the same key twice at the same moment makes one case and one answer', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const tries = Array.from({ length: 5 }, () => reportCase(worker, aReport(), { idempotencyKey: 'k-1' }));
  const answers = await Promise.all(tries);
  expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  expect(await rowCounts(county)).toMatchObject({ case: 1, idempotency_key: 1, case_number: 1 });
});

test('a key used again with another body is refused', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  await reportCase(worker, aReport(), { idempotencyKey: 'k-1' });
  const again = reportCase(worker, aReport({ description: '另一件事情' }), { idempotencyKey: 'k-1' });
  await expect(again).rejects.toMatchObject({ code: 'idempotency/key-reused' });
  expect(await rowCounts(county)).toMatchObject({ case: 1, idempotency_key: 1 });
});

test('a refused report leaves its key free', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const wrong = reportCase(worker, aReport({ item: 'E99' }), { idempotencyKey: 'k-1' });
  await expect(wrong).rejects.toMatchObject({ code: 'validation' });
  expect((await reportCase(worker, aReport(), { idempotencyKey: 'k-1' })).replayed).toBe(false);
});

test('the same external number of the same source is the same case, also at the same moment and under other keys', async () => {
  const county = await aCounty();
  const sent = aReport({ channel: 'hotline', reporter: { type: 'resident' }, externalId: '12345-0007' });
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((idempotencyKey) => reportCase(integration(county), sent, { idempotencyKey })),
  );
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
  const later = await reportCase(integration(county), sent);
  expect(later).toMatchObject({
    status: 201,
    replayed: true,
    body: { id: answers[0]!.body.id, externalId: '12345-0007' },
  });
  const other = await reportCase(integration(county, 'camera'), sent);
  expect(other.replayed).toBe(false);
  expect(await rowCounts(county)).toMatchObject({ case: 2 });
});

test('numbers of a day follow one another without gaps, however many report at once', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  await expect(report(worker, { item: 'E99' })).rejects.toThrow();
  const opened = await Promise.all(Array.from({ length: 8 }, () => report(worker)));
  const numbers = opened.map((one) => Number(one.number.slice(-5))).sort((a, b) => a - b);
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a day of the number is a day of the tenant’s zone', async () => {
  const county = await aCounty({ at: Date.parse('2026-11-23T23:30:00+08:00') });
  const worker = await county.person('grid-worker');
  expect((await report(worker)).number).toContain('-20261123-');
  county.clock.set(Date.parse('2026-11-24T00:00:05+08:00'));
  expect((await report(worker)).number).toMatch(/-20261124-00001$/);
});

test('a photo that the item asks for and that is missing is flagged, never refused', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  expect((await report(worker)).flags).toEqual(['no_photo']);
  expect((await report(worker, { photos: [await aPhoto(worker)] })).flags).toEqual([]);
});

test('a point alone says in which unit it lies', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const opened = await report(worker, { location: { lon: 126.0432, lat: 42.6851 } });
  expect(opened.location).toMatchObject({ unit: 'dongfeng-xinggong', title: '兴工社区', lon: 126.0432, lat: 42.6851 });
});

test('without an item the centre classifies: no guess at an owner, urgency normal', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('resident'), { item: undefined, channel: 'app' });
  expect(opened).toMatchObject({ state: 'triage', item: null, urgency: 'normal', lead: null, tracks: [] });
});

const wrong: [string, Record<string, unknown>, string, RegExp][] = [
  ['an unknown item', { item: 'E033' }, '/item', /E03/],
  ['an item as an object key would be', { item: 'constructor' }, '/item', /No item/],
  ['an unknown process', { process: 'whistel' }, '/process', /whistle/],
  ['an unknown variant', { variant: 'night' }, '/variant', /There is none/],
  ['a variant without an item', { item: undefined, variant: 'night' }, '/variant', /item/],
  ['an unknown unit', { location: { unit: 'dongfeng-xingong' } }, '/location/unit', /dongfeng-xinggong/],
  ['an office as a place', { location: { unit: 'chengguan' } }, '/location/unit', /not a place/],
  ['a point outside the county', { location: { lon: 116.4, lat: 39.9 } }, '/location', /116.4/],
  ['somebody else’s photo', { photos: ['0199c3f1-77aa-7d02-8f3e-2b6c9e1f0a4d'] }, '/photos/0', /uploaded/],
  ['a type that the token does not allow', { reporter: { type: 'resident' } }, '/reporter/type', /grid_worker/],
  ['a tough whistle by a grid worker', { kind: 'tough' }, '/kind', /street/],
  ['a field that nobody asked for', { fields: { colour: 'red' } }, '/fields/colour', /leave it out/],
];

test.each(wrong)('refuses %s and leaves nothing behind', async (_, changes, pointer, words) => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const before = await rowCounts(county);
  const refused = await reportCase(worker, aReport(changes), { idempotencyKey: 'k' }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'validation' });
  const { errors } = (refused as Problem).extra;
  expect(errors).toHaveLength(1);
  expect(errors![0]!.pointer).toBe(pointer);
  expect(errors![0]!.detail.en).toMatch(words);
  expect(errors![0]!.detail.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(await rowCounts(county)).toEqual(before);
});

test('tells all faults at once', async () => {
  const county = await aCounty();
  const changes = { item: 'X1', location: { unit: 'nowhere' }, reporter: { type: 'system' }, fields: { a: 1 } };
  const refused = await report(await county.person('resident'), changes).catch((error: unknown) => error);
  const pointers = (refused as Problem).extra.errors!.map((fault) => fault.pointer);
  expect(pointers.sort()).toEqual(['/fields/a', '/item', '/location/unit', '/reporter/type']);
});

test('a photo named twice is kept once, in the case and in its history', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const [photo, other] = [await aPhoto(worker), await aPhoto(worker)];
  const opened = await report(worker, { photos: [photo, other, photo, photo.toUpperCase()] });
  expect(opened.photos).toEqual([photo, other]);
  const { data } = await listCaseEvents(worker, { caseId: opened.id });
  expect(data[0]?.data).toMatchObject({ photos: [photo, other] });
});

test('a document is no photo', async () => {
  const county = await aCounty();
  const worker = await county.person('grid-worker');
  const refused = report(worker, { photos: [await aPhoto(worker, 'application/pdf')] });
  await expect(refused).rejects.toMatchObject({
    code: 'validation',
    detail: { en: expect.stringContaining('application/pdf') },
  });
});

test('roles without the right to report are refused before anything is looked up', async () => {
  const county = await aCounty();
  for (const name of ['leader', 'inspector', 'admin', 'people-admin', 'auditor'])
    await expect(report(await county.person(name), { item: 'E99' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('HTML, emoji and rare characters are kept as they came', async () => {
  const county = await aCounty();
  const description = '<script>alert("𠮷")</script> 🐕 & \\ ’';
  const opened = await report(await county.person('resident'), { description });
  expect(opened.description).toBe(description);
});

test('name, phone and address stand in no column in the clear', async () => {
  const county = await aCounty();
  const reporter = { name: '王小芳', phone: '13844510012' };
  const opened = await report(await county.person('resident'), {
    reporter,
    location: { unit: 'dongfeng-xinggong', address: '兴工路12号楼3单元502室' },
  });
  expect(opened.location.address).toBe('兴工路12号楼');
  const { rows: tables } = await county.inTenant((tx) =>
    sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(tx),
  );
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['case_search', 'case_person_key', 'outbox']));
  for (const { name: table } of tables.filter(({ name }) => !name.startsWith('kysely_'))) {
    const { rows } = await county.inTenant((tx) =>
      sql<{ text: string }>`select to_jsonb(t)::text as text from ${sql.table(table)} t`.execute(tx),
    );
    expect(rows.map((row) => row.text).join('\n')).not.toMatch(/王小芳|13844510012|502室/);
  }
});

test('the report, its audit row and the word to its workflow are one transaction', async () => {
  const county = await aCounty();
  const opened = await report(await county.person('grid-worker'));
  const { rows } = await county.inTenant((tx) =>
    sql`select o.reason, o.wake_at = c.next_at as on_time, a.action, a.actor_role, a.request_id
      from "case" c join outbox o using (case_id) join audit_entry a on a.target = 'case/' || c.case_id
      where c.case_id = ${opened.id}`.execute(tx),
  );
  const audited = { action: 'case.report', actor_role: 'grid_worker', request_id: 'test' };
  expect(rows).toEqual([{ reason: 'wake', on_time: true, ...audited }]);
});
