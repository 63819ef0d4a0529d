import { describe, expect, test } from 'vitest';
import { toldFaults, type Change } from './small-bundle.fixture.ts';

/** What is changed in a sound bundle, and everything that is then told about it. */
const faulty: [name: string, changes: Change[], told: string[]][] = [
  [
    'an unknown key',
    [{ file: 'catalogue/first.yaml', from: 'urgency: normal', to: 'urgncy: normal' }],
    ['catalogue/first.yaml:5:51 value/unknown-key “urgncy” is not known here; did you mean “urgency”?'],
  ],
  [
    'a duration in other words',
    [{ file: 'catalogue/first.yaml', from: '3 working_days', to: '3 workdays' }],
    ['catalogue/first.yaml:5:75 value/duration “3 workdays” is not a duration.'],
  ],
  [
    'a duration that no day of the calendar ends',
    [{ file: 'catalogue/first.yaml', from: '3 working_days', to: '80000 working_hours' }],
    [
      'catalogue/first.yaml:5:75 value/duration-too-far 80000 working_hours is more than twenty years by this calendar.',
    ],
  ],
  [
    'a test from whose time nothing can be reckoned',
    [{ file: 'tests/first.yaml', from: 'at: 2026-03-10 10:00', to: 'at: 9900-12-31 23:00' }],
    ['tests/first.yaml:2:60 test/out-of-reach “爆管派水务局”: from this time nothing can be reckoned.'],
  ],
  [
    'digits without quotes',
    [{ file: 'tenant.yaml', from: '"110101"', to: '110101' }],
    [
      'tenant.yaml:5:11 value/quote-digits 110101 without quotes is a number, and other programs drop its leading zeros or last digits.',
    ],
  ],
  [
    'a number to call without quotes',
    [{ file: 'routing.yaml', from: 'lead: roads,', to: 'refer: 119,' }],
    [
      'routing.yaml:3:94 value/quote-digits 119 without quotes is a number, and other programs drop its leading zeros or last digits.',
    ],
  ],
  [
    'a day that does not exist',
    [{ file: 'catalogue/first.yaml', from: 'from: 2026-01-01', to: 'from: 2026-02-30' }],
    ['catalogue/first.yaml:3:7 value/date “2026-02-30” is not a day of the calendar.'],
  ],
  [
    'a key that stands twice',
    [{ file: 'tenant.yaml', from: 'kind: county', to: 'kind: county\nkind: province' }],
    ['tenant.yaml:4:1 yaml/duplicate-key “kind” stands here a second time; the first is at tenant.yaml:3:1.'],
  ],
  [
    'a key without value',
    [{ file: 'tenant.yaml', from: 'title: 某县', to: 'title:' }],
    ['tenant.yaml:2:7 value/empty Nothing is written here.'],
  ],
  [
    'a title that shows nothing',
    [{ file: 'tenant.yaml', from: 'title: 某县', to: 'title: "\\u200B\\uFE0F\\u3164\\u2800"' }],
    ['tenant.yaml:2:8 value/empty Nothing is written here.'],
  ],
  [
    'a title of two lines',
    [{ file: 'tenant.yaml', from: 'title: 某县', to: 'title: "某\\u2028县"' }],
    ['tenant.yaml:2:8 value/one-line The text has a line break where one line is shown.'],
  ],
  [
    'half a character in a title',
    [{ file: 'tenant.yaml', from: 'title: 某县', to: 'title: "某\\uD800县"' }],
    ['tenant.yaml:2:8 value/unreadable-character The text has a control character or half a character in it.'],
  ],
  [
    'a telephone number that is none',
    [{ file: 'tenant.yaml', from: 'title: 某县', to: 'title: 某县\ncontacts: [{ title: 值班, phone: "1384451001" }]' }],
    ['tenant.yaml:3:32 value/phone “1384451001” is not a phone number.'],
  ],
  [
    'an anchor',
    [{ file: 'org.yaml', from: '{ county: 县, street: 街道 }', to: '&levels { county: 县, street: 街道 }' }],
    ['org.yaml:1:17 yaml/alias Anchors and aliases (& and *) are not read.'],
  ],
  [
    'a full-width comma',
    [{ file: 'routing.yaml', from: 'lead: roads, because', to: 'lead: roads，because' }],
    [
      'routing.yaml:3:93 yaml/full-width This is not YAML, and a full-width “，” stands on the line: Block collections are not allowed within flow collections',
    ],
  ],
  [
    'an unknown file',
    [{ file: 'routng.yaml', to: 'rules: []' }],
    ['routng.yaml:1:1 file/unknown A tenant has no file “routng.yaml”; did you mean “routing.yaml”?'],
  ],
];

describe('single values and keys', () => {
  test.for(faulty)('%s', ([, changes, told]) => {
    expect(toldFaults(changes)).toEqual(told);
  });
});
