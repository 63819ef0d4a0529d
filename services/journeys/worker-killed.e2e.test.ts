import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { TemporalAddress } from '#services/platform/temporal.ts';
import { ensureLogins, loginUrls } from '#services/start/logins.ts';
import { aNamespace } from '#services/worker/testing-temporal.ts';
import { aRelayDatabase, eventually, outboxSize } from '#services/worker/testing.ts';
import { aBriskCounty, expectOnceAndInOrder } from './brisk-county.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Processes as in production, each on its own, of which a test may take the life at any time. */
async function aHouse(ownerUrl: string, temporal: TemporalAddress) {
  // The key that the tests' own deps wrap a tenant's key with.
  const masterKey = Buffer.alloc(32, 7);
  const databaseUrls = loginUrls(ownerUrl, masterKey);
  await ensureLogins(ownerUrl, databaseUrls);
  const folder = mkdtempSync(join(tmpdir(), 'countyflow-house-'));
  const running = new Set<ChildProcess>();
  onTestFinished(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    start(command: 'worker' | 'relay'): ChildProcess {
      const child = spawn(process.execPath, ['--import', 'tsx', 'services/main.ts', command], {
        cwd: root,
        stdio: 'ignore',
        env: {
          PATH: '/usr/bin:/bin',
          TZ: 'UTC',
          DATABASE_URL: databaseUrls[command === 'relay' ? 'countyflow_relay' : 'countyflow_app'],
          MASTER_KEY: masterKey.toString('base64'),
          TEMPORAL_ADDRESS: temporal.address,
          TEMPORAL_NAMESPACE: temporal.namespace,
          DATA_DIR: folder,
          LOG_LEVEL: 'error',
        },
      });
      running.add(child);
      return child;
    },
    async kill(child: ChildProcess): Promise<void> {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      running.delete(child);
    },
  };
}

test('a worker and a relay that are killed in the middle of it leave nothing undone and nothing done twice', async () => {
  const { pool, url } = await aRelayDatabase();
  const county = await aBriskCounty(url);
  const house = await aHouse(url, await aNamespace());
  const isLate = `select from "case" where closed_at is null and next_at < clock_timestamp() - interval '2 seconds'`;
  const nothingIsLate = async () => (await pool.query(isLate)).rowCount === 0;
  const firedRungs = async (ids: readonly string[]) =>
    (await Promise.all(ids.map((id) => county.rungs(id)))).flat().length;

  const cases: string[] = [];
  let [worker, relay] = [house.start('worker'), house.start('relay')];
  for (let n = 0; n < 8; n += 1) cases.push(await county.report());
  await eventually('deadlines begin to pass', async () => (await firedRungs(cases)) > 0, 60_000);

  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 4; n += 1) cases.push(await county.report());
    await Promise.all([house.kill(worker), house.kill(relay)]);
    await county.act('chengguan', cases.at(-1)!, 'sign');
    [worker, relay] = [house.start('worker'), house.start('relay')];
    // Another moment of a worker's start, and of the deadlines, each time.
    await sleep(5_000 + 700 * round);
  }

  await eventually('nothing is left to send', async () => (await outboxSize(pool)) === 0, 90_000);
  await sleep(9_000);
  await eventually('everything that fell due is settled', nothingIsLate, 90_000);
  for (const caseId of cases) {
    const rungs = await county.rungs(caseId);
    expectOnceAndInOrder(rungs);
    expect(rungs.length).toBeGreaterThanOrEqual(15);
  }
}, 240_000);
