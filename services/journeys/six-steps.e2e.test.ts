import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeTestFolder } from '../../infra/test/test-folder.ts';
import { makePhoto } from '#services/cli/demo/photo.ts';
import { widthOf } from '#services/cli/demo/columns.ts';
import { Worklist, type CaseSnapshot } from '#services/domain/cases/schema.ts';
import { runCommand } from './command.ts';
import type { Caller } from './caller.ts';
import { anInstallation, type Installation } from './installation.ts';
import { runPage } from './page-commands.ts';

let house: Installation;
beforeAll(async () => {
  house = await anInstallation();
  await house.start();
});
afterAll(() => house.remove());

const stalls = {
  process: 'whistle',
  kind: 'daily',
  item: 'E03',
  description: '兴工路口多家摊贩占道经营，非机动车无法通行',
  location: { unit: 'dongfeng-xinggong', address: '兴工路与爱国街交叉口' },
  channel: 'grid_app',
  reporter: { type: 'grid_worker', name: '王芳', phone: '13844510012', secret: false },
};

async function upload(caller: Caller, caption: string): Promise<string> {
  const form = new FormData();
  form.set('file', await makePhoto(caption, '#345'), 'any-name.txt');
  const { status, body } = await caller.ask('POST', '/v1/attachments', form);
  expect({ status, body }).toMatchObject({ status: 201, body: { type: 'image/jpeg' } });
  return (body as { id: string }).id;
}

const trackStates = (found: CaseSnapshot) => Object.fromEntries(found.tracks.map(({ unit, state }) => [unit, state]));
const deadlineStates = (found: CaseSnapshot, name: string) =>
  found.deadlines.filter((deadline) => deadline.name === name).map(({ unit, round, state }) => [unit, round, state]);
const waitsFor = async (caller: Caller, caseId: string) =>
  Worklist.parse((await caller.ask('GET', '/v1/worklist')).body)
    .data.filter((entry) => entry.case.id === caseId)
    .map(({ action }) => action);

test('stalls on a pavement go through the six steps, with one round of rework', async () => {
  const [gridWorker, centre] = [await house.as('huinan/grid-worker'), await house.as('huinan/centre')];
  const units = ['chengguan', 'shichang', 'gongan'] as const;
  const officers = new Map<string, Caller>();
  for (const unit of units) officers.set(unit, await house.as(`huinan/${unit}`));
  const lead = officers.get('chengguan')!;

  // 基层报、中心接、平台转
  const photo = await upload(gridWorker, 'stalls');
  const whistle = await gridWorker.report({ ...stalls, photos: [photo] });
  expect(whistle).toMatchObject({
    state: 'dispatched',
    lead: { unit: 'chengguan', title: '城管执法局' },
    photos: [photo],
    flags: [],
    reporter: { name: '王*', phone: '138****0012' },
  });
  expect(trackStates(whistle)).toEqual({ chengguan: 'dispatched', shichang: 'dispatched', gongan: 'dispatched' });
  expect(deadlineStates(whistle, 'sign')).toEqual(units.map((unit) => [unit, 1, 'running']));
  const finish = whistle.deadlines.find(({ name }) => name === 'finish');
  expect(Date.parse(finish?.dueAt ?? '') - Date.parse(whistle.createdAt)).toBe(2 * 3_600_000);
  expect(await waitsFor(lead, whistle.id)).toContain('sign');

  // 部门办
  for (const unit of units) await officers.get(unit)!.act(whistle.id, 'sign');
  expect(await waitsFor(lead, whistle.id)).not.toContain('sign');
  const early = await lead.ask('POST', `/v1/cases/${whistle.id}/actions`, { action: 'submit', fields: {} });
  expect(early).toMatchObject({ status: 409, body: { code: 'case/action-not-offered' } });
  await lead.act(whistle.id, 'contact', { how: 'phone', reached: true });
  const handled = await handle(whistle.id, officers, 3);
  expect(handled.state).toBe('checking');
  expect(handled.tracks[0]?.arrivals).toMatchObject([{ people: 3 }]);

  // 限时结, once sent back
  const again = await centre.act(whistle.id, 'send_back', { reason: '仍有一处摊位' });
  expect(again).toMatchObject({ state: 'handling', round: 2 });
  expect(trackStates(again)).toEqual({ chengguan: 'signed', shichang: 'signed', gongan: 'signed' });
  expect(deadlineStates(again, 'finish')).toEqual([
    ['chengguan', 1, 'met'],
    ['chengguan', 2, 'running'],
  ]);
  expect((await handle(whistle.id, officers, 2)).state).toBe('checking');
  expect((await centre.act(whistle.id, 'verify')).state).toBe('evaluating');

  // 群众评
  const judged = { solved: true, satisfaction: 'satisfied', comment: '路通了' };
  expect(
    (await lead.ask('POST', `/v1/cases/${whistle.id}/actions`, { action: 'evaluate', fields: judged })).status,
  ).toBe(403);
  const closed = await gridWorker.act(whistle.id, 'evaluate', judged);
  expect(closed).toMatchObject({ state: 'closed', outcome: 'solved', round: 2 });
  expect(closed.evaluations).toMatchObject([{ round: 2, by: 'requester', satisfaction: 'satisfied' }]);
  expect(closed.deadlines.filter(({ state }) => state !== 'met')).toEqual([]);

  const events = await gridWorker.events(whistle.id);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  expect(events.at(-1)?.seq).toBe(closed.seq);
  expect([...new Set(events.map(({ step }) => step))]).toEqual([
    'report',
    'accept',
    'dispatch',
    'handle',
    'finish',
    'evaluate',
  ]);
  expect(events.map(({ type }) => type)).toEqual([
    'reported',
    'accepted',
    'dispatched',
    ...units.map(() => 'signed'),
    'contacted',
    ...units.flatMap(() => ['arrived', 'submitted']),
    'sent_back',
    ...units.flatMap(() => ['arrived', 'submitted']),
    'verified',
    'evaluated',
    'closed',
  ]);
});

async function handle(caseId: string, officers: ReadonlyMap<string, Caller>, people: number): Promise<CaseSnapshot> {
  let found: CaseSnapshot | undefined;
  for (const officer of officers.values()) {
    await officer.act(caseId, 'arrive', { people });
    found = await officer.act(caseId, 'submit', { result: '已劝离', photos: [await upload(officer, 'after')] });
  }
  return found!;
}

test('a picture is seen by those on its case only', async () => {
  const gridWorker = await house.as('huinan/grid-worker');
  const photo = await upload(gridWorker, 'stalls');
  await gridWorker.report({ ...stalls, photos: [photo] });
  const seen = async (person: string) => (await (await house.as(person)).ask('GET', `/v1/attachments/${photo}`)).status;
  expect(await seen('huinan/chengguan')).toBe(200);
  expect(await seen('huinan/jiaoyu')).toBe(404);
});

test('one who asked for secrecy is not shown to those who handle it', async () => {
  const resident = await house.as('huinan/resident');
  const report = { ...stalls, channel: 'app', reporter: { name: '张桂芳', phone: '13944510034', secret: true } };
  const { id } = await resident.report(report);
  const shown = await (await house.as('huinan/chengguan')).read(id);
  expect(shown.reporter).toMatchObject({ name: null, phone: null, secret: true });
  const history = JSON.stringify(await (await house.as('huinan/chengguan')).events(id));
  expect(history).not.toMatch(/桂芳|13944510034/);
});

test('the same report twice at the same moment is one case', async () => {
  const gridWorker = await house.as('huinan/grid-worker');
  const key = { 'idempotency-key': 'the-same-moment' };
  const answers = await Promise.all([1, 2, 3].map(() => gridWorker.ask('POST', '/v1/cases', stalls, key)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(answers.map(({ body }) => (body as CaseSnapshot).id)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(2);
});

describe('the demo', () => {
  const tell = async (...args: string[]) => {
    const command = runCommand(['demo', ...args], { env: house.env });
    expect(await command.ended, command.stderr()).toBe(0);
    return command.stdout();
  };

  test('tells three whistles to their timelines', async () => {
    const told = await tell('--lang', 'en');
    expect(told.match(/^HN-\d{8}-\d{5} /gm)).toHaveLength(3);
    expect(told).toMatch(/closed \(solved\) {2}round 2/);
    expect(told).toMatch(/extension granted/);
    expect(told).toMatch(/finish +城管执法局 +1 +2 h .*✓ met, \d h( \d+ min)? to spare/);
    expect(told).not.toMatch(/undefined|NaN|\[object/);
  });

  test('keeps its columns under each other in Chinese', async () => {
    const lines = (await tell('--lang', 'zh')).split('\n');
    const header = lines.findIndex((line) => line.startsWith('当地时间'));
    const place = widthOf(lines[header]!.slice(0, lines[header]!.indexOf('环节')));
    const next = lines.slice(header + 1, header + 4).map((line) => widthOf(line.slice(0, line.indexOf('  ', 14) + 2)));
    expect(next).toEqual([place, place, place]);
  });
});

describe('what the pages tell a newcomer to type', () => {
  const run = (page: string) => {
    const folder = makeTestFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return aPhotoIn(folder).then(() => runPage(page, { ...house, folder }));
  };

  test('the tour works as it is written', async () => {
    const said = await run('README.md');
    expect(said).toMatch(/^stateTitle +"已派单"$/m);
    expect(said).toMatch(/^code +"case\/action-not-offered"$/m);
    expect(said).toMatch(/^tracks.0.state +"signed"$/m);
    expect(said).toMatch(/^dueAt +"2026-10-08T03:00:00Z"$/m);
    expect(said).toMatch(/^routing +\{"rule":"fire-119"/m);
    expect(said).toMatch(/^0 errors, 0 warnings, (\d+) of \1 tests passed/m);
    expect(said).not.toContain('undefined');
  });

  test('the integrator’s guide works as it is written', async () => {
    const said = await run('docs/guides/raise-a-case.md');
    expect(said).toContain('"type":"image/jpeg"');
    expect(said).toMatch(/HTTP\/1.1 201 Created\r?\nlocation: \/v1\/cases\//);
    expect(said).toMatch(/name: '李\*兰'/);
    expect(said).toContain('/problems/validation');
    expect(said).toContain('"type":"dispatched"');
    expect(said).toContain('case/action-not-offered');
  });
});

async function aPhotoIn(folder: string): Promise<void> {
  const photo = await makePhoto('stalls', '#345');
  writeFileSync(join(folder, 'photo.jpg'), Buffer.from(await photo.arrayBuffer()));
}
