import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor, isTimePlace } from './cursor.ts';
import { Problem } from './problem.ts';

const id = '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a';

test.each(['2026-11-23 01:00:00+00', '2026-11-23 01:00:00.123456+00', 'infinity'])('the place %s comes back', (key) => {
  expect(decodeCursor(encodeCursor({ key, id }), isTimePlace)).toEqual({ key, id });
});

test.each([
  { key: 'yesterday', id },
  { key: '-infinity', id },
  { key: '2026-11-23 01:00:00+08', id },
  { key: ['infinity'], id },
  { key: 'infinity', id: "' or true --" },
  { key: 'infinity' },
  null,
  'infinity',
])('%o is no place of a list by time', (place) => {
  const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
  expect(() => decodeCursor(cursor, isTimePlace)).toThrow(Problem);
});
