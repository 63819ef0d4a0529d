import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';

test('Temporal is asked less and less often, PostgreSQL always within the second', () => {
  const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const rounds = [1, 2, 3, 10];
  expect(rounds.map((failures) => backOffMs(new Error('14 UNAVAILABLE'), failures))).toEqual([
    500, 1_000, 2_000, 10_000,
  ]);
  expect(rounds.map((failures) => backOffMs(gone, failures))).toEqual([500, 500, 500, 500]);
});
