import { expect, test } from 'vitest';
import type { FieldFault } from '#workflows/engine/process/case-state.ts';
import { inputFault, unknownCode } from './fault-words.ts';

const told: [FieldFault['fault'], FieldFault['params'], string, string][] = [
  ['required', {}, 'Required.', '必填。'],
  [
    'unknown_field',
    { known: ['photos'] },
    'No field “fotos”. Did you mean “photos”?',
    '没有字段“fotos”。是否为“photos”？',
  ],
  ['wrong_type', { expected: 'yes_no' }, 'Must be true or false.', '须为 true 或 false。'],
  ['not_one_of', { of: ['a', 'b'], value: 'c' }, 'Must be one of: a, b.', '须为以下之一：a、b。'],
  ['too_few', { atLeast: 1, given: 0 }, 'At least 1 needed, 0 given.', '至少需要 1 个，现有 0 个。'],
  ['too_long', { max: 100, length: 120 }, 'At most 100 characters, these are 120.', '最多 100 个字符，现有 120 个。'],
  [
    'unfit_text',
    { why: 'line_break' },
    'One line is wanted here; take the line break out.',
    '此处只能写一行，请去掉换行。',
  ],
  [
    'before_report',
    { value: '2026-11-22T09:00:00+08:00', reported: '2026-11-23T01:00:00Z' },
    '2026-11-22T09:00:00+08:00 lies before the report of this case (2026-11-23T01:00:00Z).',
    '2026-11-22T09:00:00+08:00 早于本件的上报时间（2026-11-23T01:00:00Z）。',
  ],
  ['not_allowed', { why: 'too_far', last: '2027-01-01' }, 'At the latest 2027-01-01.', '最晚至 2027-01-01。'],
  [
    'not_allowed',
    { why: 'only_watches', unit: 'inspection' },
    'inspection watches and does not handle cases. Name another unit.',
    'inspection 只监督、不承办。请改派承办单位。',
  ],
  [
    'not_allowed',
    { why: 'kind_not_for_reporter', from: ['street', 'grid_worker'] },
    'Only these may report this kind: street, grid_worker.',
    '此类只能由以下上报人提出：街道（乡镇）（street）、网格员（grid_worker）。',
  ],
  ['not_allowed', { why: 'something new' }, 'Not allowed here.', '此处不允许。'],
];

test.each(told)('%s says what is wrong and what would be right, in both languages', (fault, params, en, zh) => {
  expect(inputFault({ pointer: '/fields/fotos', fault, params })).toEqual({
    pointer: '/fields/fotos',
    detail: { en, zh },
  });
});

test('an unknown code names the nearest known one, or those that there are', () => {
  expect(unknownCode('/item', 'item', 'E3', ['E03', 'E25']).detail.en).toContain('Did you mean “E03”?');
  expect(unknownCode('/item', 'item', '摊贩', ['E03', 'E25']).detail.en).toContain('Known: E03, E25.');
  expect(unknownCode('/variant', 'variant', 'x', []).detail.zh).toContain('目前没有可选项');
});
