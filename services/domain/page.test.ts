import { expect, test } from 'vitest';
import { pageOf } from './page.ts';
import { Problem } from './problem.ts';

const all = ['a', 'b', 'c', 'd', 'e'].map((code) => ({ code }));

test('without a limit the whole list comes at once', () => {
  expect(pageOf(all, {})).toEqual({ data: all, nextCursor: null });
  expect(pageOf([], {})).toEqual({ data: [], nextCursor: null });
});

test.each([1, 2, 4, 5, 200])('pages of %i put together are the list', (limit) => {
  const found: { code: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = pageOf(all, { limit, cursor });
    expect(page.data.length).toBeLessThanOrEqual(limit);
    found.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(found).toEqual(all);
});

test('a cursor of another list is refused', () => {
  const { nextCursor } = pageOf([{ code: 'x' }, { code: 'y' }], { limit: 1 });
  expect(() => pageOf(all, { cursor: nextCursor! })).toThrow(Problem);
});
