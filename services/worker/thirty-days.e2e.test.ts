import { join } from 'node:path';
import { tmpdir } from 'node:os';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect, inject, onTestFinished, test } from 'vitest';
import { advanceCase } from '#services/domain/cases/advance-case.ts';
import { getCase } from '#services/domain/cases/get-case.ts';
import { listCaseEvents } from '#services/domain/cases/list-case-events.ts';
import { act, handle, mondayMorning, report } from '#services/domain/cases/testing.ts';
import type { Clock } from '#services/domain/clock.ts';
import { aTenant, testDeps, type TestTenant } from '#services/domain/testing.ts';
import { caseWorkflowId, tenantAttribute, type CaseKey } from '#workflows/case/naming.ts';
import { createCaseActivities } from './activities/case-activities.ts';
import { startRelay } from './relay.ts';
import { prepareTemporalRuntime } from './temporal-runtime.ts';
import { aRelayDatabase, eventually, outboxSize, quietLog } from './testing.ts';
import { startWorker } from './worker.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A server that skips idle time, and a clock that stands at Monday morning and goes by that server's time from there. */
async function aTimeMachine() {
  prepareTemporalRuntime(quietLog);
  const path = inject('temporalTestServerBinary');
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  onTestFinished(() => environment.teardown());
  const keyword = 2;
  const searchAttributes = { [tenantAttribute]: keyword };
  await environment.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
  const startedAt = await environment.currentTimeMs();
  const now = async () => mondayMorning + (await environment.currentTimeMs()) - startedAt;
  return { environment, now, travelTo: async (at: number) => environment.sleep(at - (await now())) };
}

/** The county, its relay and its worker. The server's own clock is some time ahead of the county's: that must not matter. */
async function aWatchedCounty({ environment, now }: Awaited<ReturnType<typeof aTimeMachine>>) {
  const { pool, url } = await aRelayDatabase();
  const county = await aTenant({ deps: testDeps({ databaseUrl: url, clock: { now } satisfies Clock }) });
  const { address } = environment.connection.options as { address: string };
  const activities = createCaseActivities(county.deps);
  const bundleFolder = join(tmpdir(), 'countyflow-test-bundles');
  const worker = startWorker({ temporal: { address, namespace: 'default' }, activities, bundleFolder, log: quietLog });
  const relay = startRelay({ pool, client: environment.client, log: quietLog });
  onTestFinished(async () => void (await Promise.all([worker.stop(), relay.stop()])));
  await eventually('the worker takes work', async () => worker.isReady());
  return { county, relayed: () => eventually('all nudges are sent', async () => (await outboxSize(pool)) === 0) };
}

/** What happened, without what two counties that are asked one after the other cannot have in common. */
async function historyOf(county: TestTenant, id: string) {
  const { data } = await listCaseEvents(await county.person('centre'), { caseId: id, limit: 200 });
  return data.map(({ at, dueAt, type, step, action, data: { deadline, rung, name } }) => ({
    at: Date.parse(at),
    dueAt: dueAt === undefined ? null : Date.parse(dueAt),
    what: { type, step, action, deadline, rung, name },
  }));
}

/** Everything that Temporal keeps of a case, payloads in plain. */
async function keptByTemporal(client: Client, key: CaseKey): Promise<string> {
  const history = await client.workflow.getHandle(caseWorkflowId(key)).fetchHistory();
  return historyToJSON(history).replaceAll(/"data": ?"([^"]*)"/g, (_, data: string) =>
    Buffer.from(data, 'base64').toString(),
  );
}

test('a case of thirty days is woken at each of its instants, and tells what late settling would have told', async () => {
  const time = await aTimeMachine();
  const { county, relayed } = await aWatchedCounty(time);
  const { url } = await aRelayDatabase();
  const unwatched = await aTenant({ deps: testDeps({ databaseUrl: url, clock: { now: time.now } }) });
  const inBoth = async <T>(work: (of: TestTenant, index: number) => Promise<T>): Promise<T[]> => {
    const done = [await work(county, 0), await work(unwatched, 1)];
    await relayed();
    return done;
  };
  const cases = await inBoth(async (of) =>
    report(await of.person('grid-worker'), { reporter: { name: '王芳', phone: '13844510012' } }),
  );
  const acts = (by: string, action: string, fields = {}) =>
    inBoth(async (of, i) => act(await of.person(by), cases[i]!, action, fields));

  await time.travelTo(mondayMorning + 90 * minuteMs);
  await acts('chengguan', 'sign');
  await acts('chengguan', 'request_suspension', { reason: '等待规划许可', until: '2026-12-20' });
  await acts('centre', 'decide', { request: '1', granted: true, reason: '同意' });
  await time.travelTo(Date.parse('2026-12-24T10:00:00+08:00'));
  await inBoth(async (of, i) => handle(of, await getCase(await of.person('centre'), { caseId: cases[i]!.id })));
  await acts('centre', 'verify');
  await time.travelTo(mondayMorning + 60 * dayMs);
  await advanceCase(unwatched.deps, { tenant: unwatched.code, caseId: cases[1]!.id });

  const [woken, late] = [await historyOf(county, cases[0]!.id), await historyOf(unwatched, cases[1]!.id)];
  expect(woken.map((event) => event.what)).toEqual(late.map((event) => event.what));
  const fired = woken.filter((event) => event.what.rung !== undefined);
  expect(new Set(fired.map((event) => event.what.name))).toEqual(
    new Set(['sign', 'finish', 'contact', 'arrive', 'answer', 'suspension', 'evaluate']),
  );
  expect(new Set(fired.map(({ what }) => `${what.deadline} ${what.rung}`)).size).toBe(fired.length);
  expect(Math.max(...fired.map((event) => event.at - event.dueAt!))).toBeLessThan(2_000);
  expect(Math.min(...fired.map((event) => event.at - event.dueAt!))).toBeGreaterThanOrEqual(0);
  expect(fired.at(-1)!.at - woken[0]!.at).toBeGreaterThan(30 * dayMs);

  const key = { tenant: county.code, caseId: cases[0]!.id };
  const run = await time.environment.client.workflow.getHandle(caseWorkflowId(key)).describe();
  expect(run.status.name).toBe('COMPLETED');
  const kept = await keptByTemporal(time.environment.client, key);
  expect(kept).toContain(cases[0]!.id);
  expect(kept).not.toMatch(/王芳|13844510012|兴工路|摊贩|规划许可|E03|chengguan/);
});
