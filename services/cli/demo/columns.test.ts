import { describe, expect, test } from 'vitest';
import { alignColumns, widthOf } from './columns.ts';

describe('widthOf', () => {
  test.each([
    ['sign', 4],
    ['城管执法局', 10],
    ['E03，占道', 9],
    ['（示例）', 8],
    ['🚧', 2],
    ['👩‍🚒', 2],
    ['☎️', 2],
    ['e\u0301', 1],
    ['𠮷', 2],
    ['✓ – “—”', 7],
    ['', 0],
  ])('of %j is %i', (text, width) => expect(widthOf(text)).toBe(width));
});

test('cells of a column begin under each other, whatever stands before them', () => {
  const lines = alignColumns([
    ['时限', '单位', '结果'],
    ['sign', '城管执法局', '✓'],
    ['', 'x', '✗'],
  ]);
  const last = ['结果', '✓', '✗'];
  const places = lines.map((line, i) => widthOf(line.slice(0, line.lastIndexOf(last[i] ?? '?'))));
  expect(places).toEqual([18, 18, 18]);
});

test('no line ends in blanks', () => {
  expect(
    alignColumns([
      ['a', ''],
      ['long', 'b'],
    ]),
  ).toEqual(['a', 'long  b']);
});
