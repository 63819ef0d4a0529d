import { describe, expect, test } from 'vitest';
import { comparable, isBlank, lengthSeen, lineFault, proseFault, tidyLine, tidyProse } from './plain-text.ts';

describe('what shows nothing is no text', () => {
  test.each([
    ['zero width blanks', '\u200B\u200B\u200B\u200B\u200B'],
    ['variation selectors', '\uFE0F\uFE0F\uFE0F\uFE0F\uFE0F'],
    ['Hangul fillers', '\u3164\u3164\u115F\u1160\uFFA0'],
    ['Braille blanks', '\u2800\u2800\u2800\u2800\u2800'],
    ['direction controls', '\u200E\u200F\u202A\u202E\u2066\u2069\u061C'],
    ['wide, narrow and no-break blanks', '\u3000\u00A0\u2009\u202F\uFEFF\u2060'],
    ['soft hyphens, joiners and tags', '\u00AD\u200C\u200D\u{E0020}\u{E0100}'],
    ['ends of line and controls', '\n\r\v\f\u0085\u2028\u2029\u0000\u001B'],
  ])('%s', (_, text) => expect(isBlank(text)).toBe(true));

  test.each([
    ['路灯不亮了', 5],
    ['路\u200B灯 不\u3000亮', 4],
    ['𠮷野家👍', 4],
    ['葛\u{E0100}城', 2],
    ['a b c', 3],
  ])('%s shows %i characters', (text, length) => expect(lengthSeen(text)).toBe(length));
});

test.each([
  ['\u3000王芳\u00A0\n', '王芳'],
  ['\u202D13844510012\u202C', '13844510012'],
  ['张\u202E三', '张三'],
  ['❤\uFE0F', '❤\uFE0F'],
  ['葛\u{E0100}', '葛\u{E0100}'],
])('a line is kept without what surrounds it: %j', (given, kept) => expect(tidyLine(given)).toBe(kept));

test('a text of several lines is kept with one kind of line end', () => {
  expect(tidyProse('\n一\r\n二\r三\u2028四\u2029五\u0085六\v七\f八\n')).toBe('一\n二\n三\n四\n五\n六\n七\n八');
});

test.each(['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'])('a line does not break: %j', (end) => {
  expect(lineFault(`兴工路${end}3号`)).toBe('line_break');
});

test('controls and halves of characters are no text, a tab belongs to prose alone', () => {
  for (const text of ['a\u0000b', 'a\u001Bb', 'a\u007Fb', 'a\u009Fb'])
    expect([lineFault(text), proseFault(text)]).toEqual(['control_character', 'control_character']);
  expect([lineFault('a\tb'), proseFault('a\tb')]).toEqual(['control_character', null]);
  expect([lineFault('a\uD800b'), proseFault('a\uD800b')]).toEqual(['half_character', 'half_character']);
  expect([lineFault('𠮷'), proseFault('一\n二')]).toEqual([null, null]);
});

test.each([
  ['１２号', '12号'],
  ['Cafe\u0301', 'CAFÉ'],
  ['兴工路\u3000 12\u00A0号', '兴工\u200B路12号'],
  ['ＨＮ－２０２６', 'hn-2026'],
  ['①㎡', '1M2'],
  ['İ', 'i\u0307'],
])('%s and %s are the same to a search', (one, other) => expect(comparable(one)).toBe(comparable(other)));
