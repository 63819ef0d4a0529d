import { expect, test } from 'vitest';
import { createFairGate, type FairGateLimits } from './fair-gate.ts';

/** A gate whose work ends when the test says so. */
function aGate(limits: Partial<FairGateLimits> = {}) {
  const gate = createFairGate({ slots: 2, perKey: 2, waitingPerKey: 10, patienceMs: 60_000, ...limits });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string) =>
    gate.run(name[0]!, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  const send = (...names: string[]) => {
    for (const name of names) void run(name);
  };
  const end = async (name: string) => {
    ends.get(name)!();
    await turn();
  };
  return { gate, run, send, end, begun };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('no more runs at once than there are slots, and the rest in order', async () => {
  const { run, end, begun } = aGate();
  const all = ['a1', 'a2', 'a3', 'a4'].map(run);
  await turn();
  expect(begun).toEqual(['a1', 'a2']);
  for (const name of ['a2', 'a1', 'a3', 'a4']) await end(name);
  expect(begun).toEqual(['a1', 'a2', 'a3', 'a4']);
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'a4']);
});

test('the keys take turns, however many one of them sent first', async () => {
  const { send, end, begun } = aGate({ slots: 1, perKey: 1 });
  send('a1', 'a2', 'a3', 'b1', 'b2', 'c1');
  for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']) {
    await turn();
    await end(name);
  }
  expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
});

test('a key has at most its share, and the free slot is there for another at once', async () => {
  const { send, end, begun } = aGate({ slots: 3, perKey: 2 });
  send('a1', 'a2', 'a3');
  await turn();
  send('b1');
  await turn();
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  await end('b1');
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  await end('a1');
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
});

test('whom too many of the same key precede is turned away at once, another key is not', async () => {
  const { run, send, begun } = aGate({ slots: 2, perKey: 1, waitingPerKey: 1 });
  send('a1');
  send('a2');
  await expect(run('a3')).rejects.toMatchObject({ name: 'TurnedAway', reason: 'full' });
  send('b1');
  await turn();
  expect(begun).toEqual(['a1', 'b1']);
});

test('without any room to wait it is a plain limit', async () => {
  const { run, send, end, begun } = aGate({ slots: 1, perKey: 1, waitingPerKey: 0 });
  const first = run('a1');
  await expect(run('b1')).rejects.toMatchObject({ reason: 'full' });
  await end('a1');
  await first;
  send('b2');
  await turn();
  expect(begun).toEqual(['a1', 'b2']);
});

test('whoever waited too long is turned away, never begun, and in nobody’s way', async () => {
  const { run, send, end, begun } = aGate({ slots: 1, perKey: 1, patienceMs: 5 });
  const first = run('a1');
  await expect(run('b1')).rejects.toMatchObject({ reason: 'late' });
  await end('a1');
  expect(await first).toBe('a1');
  send('c1');
  await turn();
  expect(begun).toEqual(['a1', 'c1']);
});

test('work that fails tells its caller and gives its slot back', async () => {
  const { gate, send, begun } = aGate({ slots: 1, perKey: 1 });
  const failing = gate.run('a', () => Promise.reject(new Error('broken')));
  send('b1');
  await expect(failing).rejects.toThrow('broken');
  await turn();
  expect(begun).toEqual(['b1']);
});

test('work that throws before it promises anything gives its slot back too', async () => {
  const { gate } = aGate({ slots: 1, perKey: 1, waitingPerKey: 0 });
  const thrown = gate.run('a', () => {
    throw new Error('broken');
  });
  await expect(thrown).rejects.toThrow('broken');
  expect(await gate.run('a', () => Promise.resolve(1))).toBe(1);
});
