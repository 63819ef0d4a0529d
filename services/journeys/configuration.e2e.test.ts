import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchToken } from '#services/cli/token.ts';
import type { CaseSnapshot } from '#services/domain/cases/schema.ts';
import { ConfigVersion, ConfigVersionList, CreatedConfigVersion } from '#services/domain/configuration/schema.ts';
import { findFreePort } from '#services/platform/ports.ts';
import { eventually } from '#services/worker/testing.ts';
import { createCaller, type Caller } from './caller.ts';
import { runCommand, stopCommand, type Command } from './command.ts';
import { anInstallation, type Installation } from './installation.ts';
import { makeTenantsFolder, quick } from './quick-tenant.ts';

/** Two API processes, a worker and a relay on one database; none of them is restarted while versions are published. */
let house: Installation;
let second: Command;
let secondUrl: string;
const tenants = makeTenantsFolder();

beforeAll(async () => {
  house = await anInstallation({ TENANTS_DIR: tenants });
  await house.start();
  const port = await findFreePort();
  secondUrl = `http://127.0.0.1:${port}`;
  second = runCommand(['api'], { env: { ...house.env, PORT: String(port) } });
  const isUp = () =>
    fetch(`${secondUrl}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await eventually('the second API answers', isUp, 60_000);
});
afterAll(async () => {
  await stopCommand(second);
  await house.remove();
  rmSync(tenants, { recursive: true, force: true });
});

const onSecond = async (person: string) =>
  createCaller(secondUrl, await fetchToken({ DATA_DIR: house.folder, OIDC_ISSUER: undefined }, person));

type Files = Record<string, string>;
const catalogue = 'catalogue/first.yaml';

async function body(asked: ReturnType<Caller['ask']>, status: number): Promise<unknown> {
  const answer = await asked;
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
}

const filesOf = async (admin: Caller): Promise<Files> => {
  const { version } = ConfigVersion.parse(await body(admin.ask('GET', '/v1/config/active'), 200));
  return ((await body(admin.ask('GET', `/v1/config/versions/${version}/files`), 200)) as { files: Files }).files;
};

/** Keeps a changed bundle and publishes it; answers its number. */
async function publish(admin: Caller, change: (files: Files) => Files, from?: () => number): Promise<number> {
  const sent = { files: change(await filesOf(admin)), note: '试改' };
  const { version } = CreatedConfigVersion.parse(await body(admin.ask('POST', '/v1/config/versions', sent), 201));
  const wanted = from === undefined ? {} : { from: new Date(from()).toISOString() };
  ConfigVersion.parse(await body(admin.ask('POST', `/v1/config/versions/${version}/publish`, wanted), 200));
  return version;
}

const withLimit = (hours: number) => (files: Files) => ({
  ...files,
  [catalogue]: files[catalogue]!.replace(/(Q01.*limit: )\d+ hours/, `$1${hours} hours`),
});

const finishOf = (found: CaseSnapshot) => found.deadlines.find(({ name }) => name === 'finish')!;
const rulesOf = (found: CaseSnapshot) => {
  const { startedAt, dueAt } = finishOf(found);
  return { version: found.configVersion, hours: (Date.parse(dueAt!) - Date.parse(startedAt)) / 3_600_000 };
};

test('a version decides the next case on every process and not the running one, at once or from a later instant', async () => {
  const [admin, first] = [await house.as('quick/admin'), await house.as('quick/grid-worker')];
  const other = await onSecond('quick/grid-worker');
  const running = await other.report(quick.report);
  expect(rulesOf(running)).toEqual({ version: 1, hours: 2 });

  await publish(admin, withLimit(3));
  for (const worker of [other, first])
    expect(rulesOf(await worker.report(quick.report))).toEqual({ version: 2, hours: 3 });
  expect(rulesOf(await first.read(running.id))).toEqual({ version: 1, hours: 2 });
  expect((await (await house.as('quick/works')).act(running.id, 'sign')).configVersion).toBe(1);

  let from = 0;
  // Far enough that two reports before it are in time on a machine that is busy.
  await publish(await onSecond('quick/admin'), withLimit(4), () => (from = Date.now() + 10_000));
  for (const worker of [other, first]) expect(rulesOf(await worker.report(quick.report)).version).toBe(2);
  await sleep(from - Date.now() + 50);
  for (const worker of [other, first])
    expect(rulesOf(await worker.report(quick.report))).toEqual({ version: 3, hours: 4 });
});

test('a new item and a holiday that moves are seen by the next case, and running deadlines follow the calendar', async () => {
  const admin = await house.as('quick/admin');
  const slow = `  - { code: Q02, title: 树木修剪, category: works, urgency: normal, limit: 3 working_days, lead: works, evidence: { report: [photo], submit: [photo_after] } }\n`;
  await publish(admin, (files) => ({ ...files, [catalogue]: files[catalogue] + slow }));
  const worker = await onSecond('quick/grid-worker');
  const opened = await worker.report({ ...quick.report, item: 'Q02' });

  const days = Array.from({ length: 14 }, (_, n) =>
    new Date(Date.now() + (n + 1) * 86_400_000).toISOString().slice(0, 10),
  );
  const list = days.map((date) => `  - { date: ${date}, title: 停办 }\n`).join('');
  const version = await publish(admin, (files) => ({
    ...files,
    'calendar.yaml': `${files['calendar.yaml']}days_off:\n${list}`,
  }));
  const isMoved = async () => finishOf(await worker.read(opened.id)).dueAt !== finishOf(opened).dueAt;
  await eventually('the worker has taken the case over', isMoved, 30_000);
  const moved = await worker.read(opened.id);
  expect(moved.configVersion).toBe(version - 1);
  expect(Date.parse(finishOf(moved).dueAt!)).toBeGreaterThan(Date.parse(`${days.at(-1)}T00:00:00Z`));
  const told = (await worker.events(opened.id)).filter(({ type }) => type === 'deadlines_reprojected');
  expect(told).toMatchObject([{ data: { configVersion: version, changed: ['calendar'] } }]);
  const next = await worker.report({ ...quick.report, item: 'Q02' });
  expect(finishOf(next).dueAt).toBe(finishOf(moved).dueAt);
});

test('a bundle that its own tests do not bear out is not kept', async () => {
  const admin = await house.as('quick/admin');
  const expectation = `- name: 护栏损坏
  report: { item: Q01, location: river-side, at: 2026-11-23 09:00 }
  expect: { lead: works, finish: 2026-11-23 10:00 }
`;
  const files = { ...(await filesOf(admin)), 'tests/first.yaml': expectation };
  expect(await body(admin.ask('POST', '/v1/config/versions', { files, note: '试改' }), 422)).toMatchObject({
    code: 'config/has-faults',
    faults: [{ code: 'test/failed', file: 'tests/first.yaml', line: 3 }],
  });
});

test('a province’s publication offers its county a candidate, which changes nothing by itself', async () => {
  const [operator, admin] = [await house.as('jilin/operator'), await onSecond('huinan/admin')];
  const version = await publish(operator, (files) => files);
  const versions = async () => ConfigVersionList.parse(await body(admin.ask('GET', '/v1/config/versions'), 200)).data;
  await eventually('the candidate is there', async () => (await versions()).length > 1, 30_000);
  expect((await versions())[0]).toMatchObject({ candidateOf: { tenant: 'jilin', version }, ok: true, active: false });
  expect(await body(admin.ask('GET', '/v1/config/active'), 200)).toMatchObject({ version: 1 });
});

test('the folder on disk changes nothing for a tenant that has versions', async () => {
  const active = await body((await house.as('quick/admin')).ask('GET', '/v1/config/active'), 200);
  const file = join(tenants, quick.tenant, catalogue);
  writeFileSync(file, readFileSync(file, 'utf8').replace('limit: 2 hours', 'limit: 9 hours'));
  await house.killProcess();
  await house.start();
  expect(await body((await house.as('quick/admin')).ask('GET', '/v1/config/active'), 200)).toEqual(active);
  expect(rulesOf(await (await house.as('quick/grid-worker')).report(quick.report)).hours).toBe(4);
});
