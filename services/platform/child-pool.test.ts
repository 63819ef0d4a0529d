import { readFileSync, readdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { createChildPool } from './child-pool.ts';
import { isAlive, waitUntilGone } from './processes.ts';

const module = new URL('./child-pool.fixture.ts', import.meta.url);
const options = { module, memoryBytes: 250 * 1024 * 1024, timeMs: 20_000, idleMs: 60_000 };

const pool = createChildPool<{ do: string; bytes?: Uint8Array }, unknown>(options);
const pids: number[] = [];
const pid = async () => {
  const answered = (await pool.run({ do: 'pid' })) as number;
  pids.push(answered);
  return answered;
};

afterAll(() => {
  for (const one of new Set(pids)) if (isAlive(one)) process.kill(one, 'SIGKILL');
});

test('one child does one piece after the other, and bytes reach it as they are', async () => {
  const first = await pid();
  expect(await pid()).toBe(first);
  expect(await pool.run({ do: 'length', bytes: new Uint8Array(1_000_000) })).toBe(1_000_000);
  const both = await Promise.all([pid(), pid()]);
  expect(new Set(both).size).toBe(2);
});

test.each([
  ['takes memory outside of the heap', 'buffers', 'memory'],
  // The machine's own watch and V8's limit of the heap see it at about the same time.
  ['takes memory inside of the heap', 'heap', expect.stringMatching(/^(memory|crash)$/)],
  ['breaks', 'crash', 'crash'],
  ['is ended by somebody', 'die', 'killed'],
])(
  'a child that %s is gone, and the next piece finds another',
  async (_, wish, reason) => {
    const before = await pid();
    await expect(pool.run({ do: wish })).rejects.toMatchObject({ name: 'ChildEnded', reason });
    expect(await waitUntilGone(before, 5_000)).toBe(true);
    expect(await pid()).not.toBe(before);
  },
  60_000,
);

test('a child in an endless loop is ended when its time is up', async () => {
  const hasty = createChildPool<{ do: string }, unknown>({ ...options, timeMs: 1_500 });
  await expect(hasty.run({ do: 'loop' })).rejects.toMatchObject({ reason: 'time' });
});

test('a child that has grown is not used again', async () => {
  const grown = (await pool.run({ do: 'grow' })) as number;
  expect(await waitUntilGone(grown, 5_000)).toBe(true);
});

test('a child that found work in time does not end', async () => {
  const short = createChildPool<{ do: string; ms?: number }, unknown>({ ...options, idleMs: 200 });
  const first = await short.run({ do: 'pid' });
  expect(await short.run({ do: 'sleep', ms: 400 })).toBe(first);
});

test('a child without work for a while ends', async () => {
  const short = createChildPool<{ do: string }, unknown>({ ...options, idleMs: 20 });
  expect(await waitUntilGone((await short.run({ do: 'pid' })) as number, 5_000)).toBe(true);
});

test('a child with all its threads leaves the processor to those whom somebody waits for', async () => {
  const child = await pid();
  const niceOf = (thread: string) => {
    const stat = readFileSync(`/proc/${child}/task/${thread}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
  };
  const threads = readdirSync(`/proc/${child}/task`).map(niceOf);
  expect(Math.min(...threads)).toBeGreaterThan(getPriority());
});

test('work that throws says what broke', async () => {
  await expect(pool.run({ do: 'nonsense' })).rejects.toThrow('no such wish: nonsense');
});

test('a child knows nothing of the settings of its parent', async () => {
  process.env['SECRET_OF_THE_PARENT'] = 'x';
  expect(await pool.run({ do: 'environment' })).not.toContain('SECRET_OF_THE_PARENT');
});
