import { expect, test } from 'vitest';
import { createRateLimiter } from './rate-limit.ts';

const limits = { perTenant: { burst: 5, perSecond: 1 }, perCaller: { burst: 2, perSecond: 0.5 } };

test('a caller gets what has filled up again, and no more', () => {
  let now = 0;
  const limiter = createRateLimiter(limits, () => now);
  expect(limiter.take('a', 'x').remaining).toBe(1);
  expect(limiter.take('a', 'x').remaining).toBe(0);
  expect(limiter.take('a', 'x')).toMatchObject({ remaining: -1, waitSeconds: 2 });
  now = 2_000;
  expect(limiter.take('a', 'x').remaining).toBe(0);
  expect(limiter.take('a', 'x').remaining).toBe(-1);
});

test('all callers of a tenant share its limit, and another tenant does not notice', () => {
  const limiter = createRateLimiter(limits, () => 0);
  for (const caller of ['v', 'w', 'x', 'y', 'z']) expect(limiter.take('a', caller).remaining).toBeGreaterThanOrEqual(0);
  expect(limiter.take('a', 'q').remaining).toBe(-1);
  expect(limiter.take('b', 'q').remaining).toBe(1);
});

test('a caller who is over the limit takes nothing from the tenant', () => {
  const limiter = createRateLimiter(limits, () => 0);
  for (let i = 0; i < 50; i += 1) limiter.take('a', 'greedy');
  expect(limiter.take('a', 'modest').remaining).toBeGreaterThanOrEqual(0);
});

test('names cannot be put together to look like another caller’s', () => {
  const limiter = createRateLimiter({ ...limits, perCaller: { burst: 1, perSecond: 0.1 } }, () => 0);
  limiter.take('a b', 'c');
  expect(limiter.take('a', 'b c').remaining).toBe(0);
});

test('a heavy request counts as many, and one that is worth more than all can still be made', () => {
  let now = 0;
  const limiter = createRateLimiter(limits, () => now);
  expect(limiter.take('a', 'x', 2).remaining).toBe(0);
  expect(limiter.take('a', 'x', 1)).toMatchObject({ remaining: -1, waitSeconds: 2 });
  now = 10_000;
  expect(limiter.take('a', 'x', 50).remaining).toBe(0);
});

test('what needs no sign-in is limited by address', () => {
  const limiter = createRateLimiter({ ...limits, perAddress: { burst: 1, perSecond: 1 } }, () => 0);
  expect(limiter.takeFrom('10.0.0.1').remaining).toBe(0);
  expect(limiter.takeFrom('10.0.0.1').remaining).toBe(-1);
  expect(limiter.takeFrom('10.0.0.2').remaining).toBe(0);
});
