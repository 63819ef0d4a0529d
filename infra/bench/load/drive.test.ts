import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { drive, median, quantile } from './drive.ts';

test('does every piece once, no more than so many at the same time', async () => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  const driven = await drive({ pieces: 20, atOnce: 4 }, async (timed, index) => {
    most = Math.max(most, ++running);
    await timed(() => sleep(1));
    await timed(() => sleep(1));
    running -= 1;
    done.push(index);
  });
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(most).toBe(4);
  expect(driven.messagesMs).toHaveLength(40);
});

test('a piece that fails is not counted but told', async () => {
  const failing = drive({ pieces: 3, atOnce: 2 }, async () => {
    throw new Error('503');
  });
  await expect(failing).rejects.toThrow('503');
});

test('quantiles are values that were measured', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(quantile([5, 1, 4, 2, 3], 0.95)).toBe(5);
});
