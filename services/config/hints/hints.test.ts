import { describe, expect, test } from 'vitest';
import { checkBundle } from '../check-bundle.ts';
import { describeFault } from '../fault.ts';
import { smallBundle, toldFaults, type Change } from '../small-bundle.fixture.ts';
import { durationHint } from './duration-hint.ts';

const items = 'catalogue/first.yaml';

describe('a duration in other words', () => {
  test.for<[string, object]>([
    ['2小时', { plain: '2 hours', working: '2 working_hours' }],
    ['2 hour', { plain: '2 hours', working: '2 working_hours' }],
    ['2', { plain: '2 hours', working: '2 working_hours' }],
    ['两小时', { plain: '2 hours', working: '2 working_hours' }],
    ['4h', { plain: '4 hours', working: '4 working_hours' }],
    ['3天', { plain: '3 days', working: '3 working_days' }],
    ['30分钟', { plain: '30 minutes', working: '30 working_minutes' }],
    ['2个工作日', { working: '2 working_days' }],
    ['4 工作小时', { working: '4 working_hours' }],
    ['4 working hours', { working: '4 working_hours' }],
    ['0 hours', {}],
    ['soon', {}],
    ['3 workdays', { working: '3 working_days' }],
    ['2 weeks', {}],
    ['', {}],
  ])('%s', ([text, hint]) => {
    expect(durationHint(text)).toEqual(hint);
  });

  test('is answered with what was meant, and digits alone lack a unit, not quotes', () => {
    const change = { file: items, from: '2 hours', to: '2' };
    const [fault] = checkBundle(smallBundle(change)).faults;
    expect(fault && describeFault(fault, 'zh')).toMatchObject({
      code: 'value/duration',
      line: 6,
      remedy: expect.stringMatching(
        /^夜间、节假日也算的，写“2 hours”。只算上班时间的，写“2 working_hours”。/,
      ) as unknown,
    });
  });
});

const told: [name: string, change: Change, told: string][] = [
  [
    'a title',
    { file: items, from: 'lead: roads', to: 'lead: 路政局' },
    '5:97 value/code “路政局”不能作代码，这个名称的代码是“roads”。',
  ],
  [
    'part of a title',
    { file: items, from: 'lead: roads', to: 'lead: 路政' },
    '5:97 value/code “路政”不能作代码，这个名称的代码是“roads”。',
  ],
  [
    'a title of nothing',
    { file: items, from: 'lead: roads', to: 'lead: 水利局' },
    '5:97 value/code “水利局”不能作代码。',
  ],
  [
    'a code that is being given',
    { file: items, from: 'code: R1', to: 'code: 路政局' },
    '5:13 value/code “路政局”不能作代码。',
  ],
  [
    'a word for a choice',
    { file: items, from: 'urgency: normal', to: 'urgency: 一般' },
    '5:60 value/unknown-choice “一般”不在可选之列，是不是“normal”？',
  ],
  [
    'a word for a key',
    { file: items, from: 'urgency: normal', to: '紧急程度: normal' },
    '5:51 value/unknown-key 这里没有“紧急程度”这一项，是不是“urgency”？',
  ],
  [
    'a full-width colon inside braces',
    { file: items, from: 'title: 路面坑洼', to: 'title：路面坑洼' },
    '5:22 yaml/full-width-colon 键名后面是全角冒号“：”。',
  ],
  [
    'no space after a colon inside braces',
    { file: items, from: 'title: 路面坑洼', to: 'title:路面坑洼' },
    '5:22 yaml/colon-space “title”的冒号后面少了空格。',
  ],
  [
    'no space after a colon',
    { file: items, from: 'title: 第一版', to: 'title:第一版' },
    '2:6 yaml/colon-space “title”的冒号后面少了空格。',
  ],
  [
    'a line too far in',
    { file: items, from: 'title: 第一版', to: ' title: 第一版，试行' },
    '2:2 yaml/indent 这一行的缩进与上下不齐。',
  ],
  [
    'a line not far enough in',
    { file: items, from: '  - { code: R2', to: ' - { code: R2' },
    '6:2 yaml/indent 这一行的缩进与上下不齐。',
  ],
];

describe('what people write in the place of the language’s own words', () => {
  test.for(told)('%s is told once, with its place and what was meant', ([, change, expected]) => {
    // the other files name what the broken one declares, and nothing is said of them
    expect(toldFaults([change], 'zh').filter((line) => line.startsWith(items))).toEqual([`${items}:${expected}`]);
  });
});

describe('what hangs on something that could not be read', () => {
  test('is not called wrong: no rule is hidden by one that names items of a broken file', () => {
    const rules =
      'rules:\n  - { code: a, when: { category: city.road }, lead: roads, because: 甲 }\n' +
      '  - { code: b, when: { item: R2 }, lead: water, because: 乙 }\n';
    const faults = toldFaults([
      { file: 'routing.yaml', to: rules },
      { file: items, from: 'edition: 1', to: 'edition：1' },
    ]);
    expect(faults).toEqual([`${items}:1:8 yaml/full-width-colon A full-width colon “：” follows the key.`]);
  });

  test('is not called missing: a test whose place is faulty still has its report', () => {
    const faults = toldFaults([{ file: 'tests/first.yaml', from: 'location: east', to: 'location: 东街道' }]);
    expect(faults).toEqual([
      'tests/first.yaml:2:50 value/code “东街道” is not a code; what has this title has the code `east`.',
    ]);
  });
});
