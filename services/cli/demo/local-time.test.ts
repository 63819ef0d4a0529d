import { expect, test } from 'vitest';
import { localTime, spanOf } from './local-time.ts';

test('an instant is shown on the wall clock of the zone, over midnight too', () => {
  expect(localTime('2026-11-23T16:00:00Z', 'Asia/Shanghai')).toBe('11-24 00:00:00');
  expect(localTime('2026-11-23T01:02:03.400Z', 'Asia/Shanghai')).toBe('11-23 09:02:03');
});

test.each([
  [7_140_000, '1 h 59 min', '1 小时 59 分钟'],
  [-90_000, '1 min 30 s', '1 分钟 30 秒'],
  [2 * 86_400_000 + 300_000, '2 d', '2 天'],
  [400, '0 s', '0 秒'],
])('%i ms is told in its two largest units', (ms, en, zh) => {
  expect(spanOf(ms, 'en')).toBe(en);
  expect(spanOf(ms, 'zh')).toBe(zh);
});
