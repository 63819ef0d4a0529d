import { expect, test } from 'vitest';
import { byteRange, isHeld } from './byte-range.ts';

const of = (range: string | undefined, ifRange?: string) => byteRange({ range, ifRange, etag: '"v1"', size: 100 });

test.each([
  ['bytes=0-1', { first: 0, last: 1 }],
  ['bytes=10-', { first: 10, last: 99 }],
  ['bytes=-10', { first: 90, last: 99 }],
  ['bytes=-1000', { first: 0, last: 99 }],
  ['bytes=90-1000', { first: 90, last: 99 }],
  ['bytes=99-99999999999999999999999', { first: 99, last: 99 }],
  ['Bytes = 0 - 1 ', { first: 0, last: 1 }],
])('%s is a part', (range, part) => {
  expect(of(range)).toEqual(part);
});

test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0', 'bytes=99999999999999999999999-'])('%s is no part', (range) => {
  expect(of(range)).toBe('unsatisfiable');
});

test.each([
  undefined,
  '',
  'bytes=',
  'bytes=-',
  'bytes=a-b',
  'bytes=5-2',
  'bytes=0-1,5-6',
  'bytes=-1-2',
  'bytes=1.5-2',
  'lines=0-1',
  '0-1',
])('for %s all is sent', (range) => {
  expect(of(range)).toBe('whole');
});

test('a part is sent only of the version that the caller holds', () => {
  expect(of('bytes=0-1', '"v1"')).toEqual({ first: 0, last: 1 });
  for (const other of ['"v2"', 'W/"v1"', 'Thu, 26 Nov 2026 08:00:00 GMT']) expect(of('bytes=0-1', other)).toBe('whole');
  expect(of('bytes=100-', '"v2"')).toBe('whole');
});

test('a caller may hold several versions', () => {
  expect(['"v1"', 'W/"v1"', '"v0", "v1"', '*'].map((held) => isHeld(held, '"v1"'))).toEqual([true, true, true, true]);
  expect([undefined, '', '"v2"', 'v1'].map((held) => isHeld(held, '"v1"'))).toEqual([false, false, false, false]);
});
