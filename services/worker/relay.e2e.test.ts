import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { caseWorkflowId } from '#workflows/case/naming.ts';
import { claimNudges } from './outbox.ts';
import { relayBatch, relayDefaults, startRelay, type RelayDeps, type RelayOptions } from './relay.ts';
import { aClient, aNamespace, anOwnTemporal, signalsOf } from './testing-temporal.ts';
import { aCaseKey, aRelayDatabase, eventually, outboxSize, putNudge, quietLog } from './testing.ts';

function aRelay(deps: Omit<RelayDeps, 'log'>, options?: Partial<RelayOptions>) {
  const relay = startRelay({ ...deps, log: quietLog }, options);
  onTestFinished(() => relay.stop());
  return relay;
}

test('a nudge starts the case’s workflow under its tenant’s share, once told at once and once by looking', async () => {
  const { pool } = await aRelayDatabase();
  const client = aClient(await aNamespace());
  const [before, after] = [aCaseKey(), aCaseKey()];
  await putNudge(pool, before);
  aRelay({ pool, client }, { pollMs: 60_000 });
  await eventually('what lay there is sent', async () => (await outboxSize(pool)) === 0);
  await putNudge(pool, after, new Date(Date.now() + 3_600_000));
  await eventually('what comes is sent', async () => (await outboxSize(pool)) === 0, 30_000);

  for (const key of [before, after]) {
    const { raw } = await client.workflow.getHandle(caseWorkflowId(key)).describe();
    expect(raw.workflowExecutionInfo).toMatchObject({ priority: { fairnessKey: key.tenant, priorityKey: 2 } });
    expect(await signalsOf(client, key)).toBe(1);
  }
  await eventually('it is found by its tenant', async () => {
    const { count } = await client.workflow.count(`TenantId = '${after.tenant}'`);
    return count === 1;
  });
});

test('what a relay had claimed when it died is sent by another once the lease lapses', async () => {
  const { pool } = await aRelayDatabase();
  const client = aClient(await aNamespace());
  const key = aCaseKey();
  await putNudge(pool, key);
  await claimNudges(pool, { batch: 10, leaseMs: 2_000, after: '' });
  aRelay({ pool, client });
  await sleep(1_000);
  expect(await outboxSize(pool)).toBe(1);
  await eventually('it is sent', async () => (await outboxSize(pool)) === 0);
  expect(await signalsOf(client, key)).toBe(1);
});

test('two relays side by side send each nudge once', async () => {
  const { pool } = await aRelayDatabase();
  const client = aClient(await aNamespace());
  const keys = Array.from({ length: 60 }, (_, n) => aCaseKey(`t-${n % 4}`));
  for (const key of keys) await putNudge(pool, key);
  aRelay({ pool, client }, { batch: 8 });
  aRelay({ pool, client }, { batch: 8 });
  await eventually('all are sent', async () => (await outboxSize(pool)) === 0);
  expect(await Promise.all(keys.map((key) => signalsOf(client, key)))).toEqual(keys.map(() => 1));
});

test('while Temporal is away the outbox keeps everything, and afterwards all of it arrives', async () => {
  const { pool } = await aRelayDatabase();
  const temporal = await anOwnTemporal();
  const client = aClient(temporal);
  const keys = Array.from({ length: 40 }, () => aCaseKey());
  aRelay({ pool, client }, { timeoutMs: 2_000, againMs: 1_000 });
  for (const key of keys.slice(0, 20)) await putNudge(pool, key);
  await sleep(3_000);
  expect(await outboxSize(pool)).toBe(20);

  await temporal.start();
  await eventually('what waited is sent', async () => (await outboxSize(pool)) === 0);
  await temporal.stop();
  for (const key of keys.slice(20)) await putNudge(pool, key);
  await sleep(2_000);
  expect(await outboxSize(pool)).toBe(20);

  await temporal.start();
  await eventually('what waited is sent', async () => (await outboxSize(pool)) === 0);
  const received = await Promise.all(keys.map((key) => signalsOf(client, key)));
  expect(received.slice(0, 20)).toEqual(keys.slice(0, 20).map(() => 0));
  // At least once: a call that the server took and could not answer in time is made again.
  expect(Math.min(...received.slice(20))).toBeGreaterThanOrEqual(1);
});

test.each([
  ['by our naming', 't/another'],
  ['by the server, which takes no fairness key longer than 64 bytes', 'x'.repeat(65)],
])('a nudge that is refused for its own sake, alone, waits by itself: %s', async (_, tenant) => {
  const { pool } = await aRelayDatabase();
  const client = aClient(await aNamespace());
  await putNudge(pool, aCaseKey(tenant));
  const options = { ...relayDefaults, againMs: 60_000, after: '' };
  const first = await relayBatch({ pool, client, log: quietLog }, options);
  const second = await relayBatch({ pool, client, log: quietLog }, options);
  expect([first.sent, second.sent, await outboxSize(pool)]).toEqual([0, 0, 1]);
  expect(await claimNudges(pool, options)).toEqual([]);
});

test('a server that is away is one for all, whoever’s nudge is first', async () => {
  const { pool } = await aRelayDatabase();
  const client = aClient(await anOwnTemporal());
  await putNudge(pool, aCaseKey());
  const options = { ...relayDefaults, timeoutMs: 1_000, after: '' };
  await expect(relayBatch({ pool, client, log: quietLog }, options)).rejects.toThrow();
  expect(await claimNudges(pool, options)).toHaveLength(1);
});

test('a nudge that is refused for its own sake does not hold up the others', async () => {
  const { pool } = await aRelayDatabase();
  const client = aClient(await aNamespace());
  const refused = aCaseKey('t/another');
  await putNudge(pool, refused);
  aRelay({ pool, client }, { againMs: 500 });
  const key = aCaseKey();
  await putNudge(pool, key);
  await eventually('the other is sent', async () => (await signalsOf(client, key)) === 1);
  expect(await outboxSize(pool)).toBe(1);
});
