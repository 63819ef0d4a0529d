import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isAlive } from '#services/platform/processes.ts';
import { CaseList, type CaseEvent } from '#services/domain/cases/schema.ts';
import type { Caller } from './caller.ts';
import { anInstallation, type Installation } from './installation.ts';
import { makeTenantsFolder, quick } from './quick-tenant.ts';

let tenants: string;
let house: Installation;
beforeAll(async () => {
  tenants = makeTenantsFolder();
  house = await anInstallation({ TENANTS_DIR: tenants });
});
afterAll(async () => {
  await house.remove();
  rmSync(tenants, { recursive: true, force: true });
});

const breachesOf = (events: CaseEvent[]) =>
  events.filter(({ type, data }) => type === 'deadline_breached' && data['name'] === 'sign');

async function signIn(): Promise<Record<'gridWorker' | 'officer' | 'centre', Caller>> {
  const [gridWorker, officer, centre] = await Promise.all(
    ['grid-worker', quick.unit, 'centre'].map((name) => house.as(`${quick.tenant}/${name}`)),
  );
  return { gridWorker: gridWorker!, officer: officer!, centre: centre! };
}

test('after kill -9 of everything all is there, goes on, and what fell due meanwhile is settled once', async () => {
  const startedAt = Date.now();
  const first = await house.startApi();
  const before = await signIn();
  const unsigned = await before.gridWorker.report(quick.report);
  expect(unsigned.state).toBe('dispatched');
  // The promise is 20 s on a machine of its own; here two cores are shared with other tests.
  expect(Date.now() - startedAt).toBeLessThan(60_000);
  await first.says('Ctrl-C stops');

  const handled = await before.gridWorker.report({ ...quick.report, description: '路灯不亮已三天' });
  await before.officer.act(handled.id, 'sign');
  await before.officer.act(handled.id, 'arrive', { people: 2 });
  const lost = await before.gridWorker.report({ ...quick.report, description: '没人签收的那一件' });
  const dueAt = lost.deadlines.find(({ name }) => name === 'sign')?.dueAt ?? '';
  const keys = Array.from({ length: 6 }, (_, i) => `in-the-middle-${i}`);
  const sent = { ...quick.report, description: '断电那一刻正在上报' };
  const underWay = keys.map((key) => before.gridWorker.report(sent, key).catch(() => undefined));
  const servers = house.serverPids();
  await sleep(15);
  await house.killEverything();
  await Promise.all(underWay);
  expect([servers.postgres, servers.temporal].map(isAlive)).toEqual([false, false]);

  await sleep(Math.max(0, Date.parse(dueAt) - Date.now()));
  const restartedAt = new Date().toISOString();
  await house.start();
  const after = await signIn();

  // What was answered is there; what was not can be sent again with its key.
  expect(await after.officer.read(handled.id)).toMatchObject({ state: 'handling', number: handled.number });
  const again = await Promise.all(keys.map((key) => after.gridWorker.report(sent, key)));
  expect(new Set(again.map(({ id }) => id)).size).toBe(keys.length);
  const found = await after.centre.ask('GET', `/v1/cases?with=counts&q=${encodeURIComponent('断电那一刻')}`);
  expect(CaseList.parse(found.body).counts?.total).toBe(keys.length);

  // Nobody acts: the workflow finds what passed while all was dark.
  await vi.waitFor(async () => expect(breachesOf(await after.centre.events(lost.id))).toHaveLength(1), 60_000);
  const [breach] = breachesOf(await after.centre.events(lost.id));
  expect(breach?.dueAt).toBe(dueAt);
  expect(breach!.at > restartedAt, `${breach?.at} is after ${restartedAt}`).toBe(true);

  const late = await after.officer.act(lost.id, 'sign');
  expect(late.deadlines.find(({ name }) => name === 'sign')).toMatchObject({ state: 'breached', dueAt });
  expect(breachesOf(await after.centre.events(lost.id))).toHaveLength(1);
  expect(breachesOf(await after.centre.events(handled.id))).toEqual([]);
  expect(await after.officer.act(handled.id, 'contact', { how: 'phone', reached: true })).toMatchObject({
    state: 'handling',
  });
});
