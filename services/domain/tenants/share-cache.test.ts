import { expect, test } from 'vitest';
import { createShareCache } from './share-cache.ts';

const found = (cache: ReturnType<typeof createShareCache<string>>, owner: string, keys: number[]) =>
  keys.filter((key) => cache.get(owner, key) !== undefined);

test('one owner’s many push out their own oldest and nobody else’s', () => {
  const cache = createShareCache<string>({ most: 100, mostOfOwner: 3 });
  cache.set('quiet', 1, 'a');
  for (let key = 1; key <= 50; key += 1) cache.set('loud', key, 'b');
  expect(found(cache, 'quiet', [1])).toEqual([1]);
  expect(found(cache, 'loud', [1, 47, 48, 49, 50])).toEqual([48, 49, 50]);
});

test('what was used last stays', () => {
  const cache = createShareCache<string>({ most: 100, mostOfOwner: 2 });
  for (const key of [1, 2, 1, 3]) cache.set('one', key, 'a');
  expect(found(cache, 'one', [1, 2, 3])).toEqual([1, 3]);
});

test('of all together no more are kept than may be, and the owner who came last longest ago loses one', () => {
  const cache = createShareCache<string>({ most: 3, mostOfOwner: 2 });
  cache.set('first', 1, 'a');
  cache.set('second', 1, 'b');
  cache.set('first', 2, 'c');
  cache.set('third', 1, 'd');
  expect(found(cache, 'second', [1])).toEqual([]);
  expect(found(cache, 'first', [1, 2])).toEqual([1, 2]);
  expect(found(cache, 'third', [1])).toEqual([1]);
});
