import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor, numberedPlace, TimePlace } from './cursor.ts';
import { Problem } from './problem.ts';

const id = '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a';

test.each(['2026-11-23 01:00:00+00', '2026-11-23 01:00:00.123456+00', 'infinity'])('the place %s comes back', (key) => {
  expect(decodeCursor(encodeCursor({ key, id }), TimePlace)).toEqual({ key, id });
});

test.each([
  { key: 'yesterday', id },
  { key: '-infinity', id },
  { key: '2026-11-23 01:00:00+08', id },
  { key: ['infinity'], id },
  { key: 'infinity', id: "' or true --" },
  { key: 'infinity' },
  { key: 'infinity', id, more: 1 },
  { key: 'infinity', id: '-'.repeat(36) },
  { key: 'infinity', id: `${id.slice(0, -1)}\0` },
  { key: '2026-02-30 01:00:00+00', id },
  { key: '9999-99-99 01:00:00+00', id },
  { key: '0999-01-01 01:00:00+00', id },
  { key: '2026-11-23 24:00:00+00', id },
  { key: '2026-11-23 01:00:60+00', id },
  { key: '2026-11-23 01:00:00.1234567+00', id },
  null,
  'infinity',
])('%o is no place of a list by time', (place) => {
  const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
  expect(() => decodeCursor(cursor, TimePlace)).toThrow(Problem);
});

test.each([-1, 1.5, 2 ** 31, 2 ** 53, 1e300, '1', null, [1]])('%o is no place of a numbered list', (seq) => {
  expect(() => decodeCursor(encodeCursor({ seq }), numberedPlace('seq'))).toThrow(Problem);
});
