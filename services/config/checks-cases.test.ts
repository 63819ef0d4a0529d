import { describe, expect, test } from 'vitest';
import { smallBundle, toldFaults, type Change } from './small-bundle.fixture.ts';

/** What is changed in a sound bundle, and everything that is then told about it. */
const faulty: [name: string, changes: Change[], told: string[]][] = [
  [
    'a lead that is no unit',
    [{ file: 'catalogue/first.yaml', from: 'lead: roads', to: 'lead: raods' }],
    ['catalogue/first.yaml:5:97 unit/unknown There is no unit “raods”; did you mean “roads”?'],
  ],
  [
    'a duty list with an unknown item',
    [{ file: 'org.yaml', from: '[R1]', to: '[R9]' }],
    ['org.yaml:7:72 item/unknown There is no item “R9”; did you mean “R1”?'],
  ],
  [
    'an item without a lead',
    [{ file: 'catalogue/first.yaml', from: ', lead: roads }', to: ' }' }],
    ['catalogue/first.yaml:5:5 item/no-lead The item “R1” has no lead, and none of its variants has one.'],
  ],
  [
    'an item without a limit',
    [{ file: 'catalogue/first.yaml', from: 'limit: 3 working_days, ', to: '' }],
    ['catalogue/first.yaml:5:5 item/no-limit The item “R1” has no limit.'],
  ],
  [
    'an item with a lead for some variants only',
    [
      {
        file: 'catalogue/first.yaml',
        from: 'lead: roads }',
        to: 'variants: [{ code: a, title: 甲, lead: roads }, { code: b, title: 乙 }] }',
      },
    ],
    [
      'catalogue/first.yaml:5:5 item/lead-by-variant The item “R1” has a lead only in its variants; for “b” and without an answer the case goes to triage.',
    ],
  ],
  [
    'a lead that only watches',
    [{ file: 'catalogue/first.yaml', from: 'lead: roads', to: 'lead: hall' }],
    ['catalogue/first.yaml:5:97 unit/not-handling “hall” watches and does not handle cases.'],
  ],
  [
    'two editions from one day',
    [{ file: 'catalogue/second.yaml', to: 'edition: 2\ntitle: 第二版\nfrom: 2026-01-01\nextends: first\nitems: []\n' }],
    [
      'catalogue/second.yaml:3:7 edition/same-day Two editions begin on 2026-01-01; the other is at catalogue/first.yaml:3:7.',
    ],
  ],
  [
    'an unknown edition',
    [{ file: 'catalogue/second.yaml', to: 'edition: 2\ntitle: 第二版\nfrom: 2026-02-01\nextends: frist\nitems: []\n' }],
    ['catalogue/second.yaml:4:10 edition/unknown There is no edition “frist”; did you mean “first”?'],
  ],
  [
    'editions in a circle',
    [
      {
        file: 'catalogue/second.yaml',
        to: 'edition: 2\ntitle: 第二版\nfrom: 2026-02-01\nextends: second\nitems: []\n',
      },
    ],
    ['catalogue/second.yaml:4:10 edition/cycle The editions extend one another in a circle: second → second.'],
  ],
  [
    'a rule that an earlier one hides',
    [
      {
        file: 'routing.yaml',
        from: 'because: 夜间由路政值班 }',
        to: 'because: 夜间由路政值班 }\n  - { code: burst, when: { item: R2, reported: outside_office_hours }, lead: water, because: 夜间抢修 }',
      },
    ],
    [
      'routing.yaml:4:5 rule/shadowed The rule “burst” is never reached: “roads-by-night” at routing.yaml:3:5 takes everything that fits it.',
    ],
  ],
  [
    'an item outside the category asked for',
    [{ file: 'routing.yaml', from: 'category: city,', to: 'item: R2, category: city.road,' }],
    ['routing.yaml:3:35 rule/never The rule “roads-by-night” can never fit: none of the items is of this category.'],
  ],
  [
    'no item and yet a category',
    [{ file: 'routing.yaml', from: 'category: city,', to: 'item: none, category: city,' }],
    [
      'routing.yaml:3:35 rule/never The rule “roads-by-night” can never fit: without an item there is no variant, category or duty list.',
    ],
  ],
  [
    'a kind that the reporter cannot raise',
    [{ file: 'routing.yaml', from: 'category: city,', to: 'kind: daily, reporter: system,' }],
    ['routing.yaml:3:35 rule/never The rule “roads-by-night” can never fit: this kind cannot be reported by them.'],
  ],
  [
    'an item on nobody’s duty list',
    [{ file: 'routing.yaml', from: 'on_duty_list_of: street,', to: 'on_duty_list_of: street, item: R2,' }],
    [
      'routing.yaml:2:33 rule/never The rule “street-first” can never fit: no unit of this level has such an item on its duty list.',
    ],
  ],
  [
    'a rule without a reason',
    [{ file: 'routing.yaml', from: ', because: 街道先办', to: '' }],
    ['routing.yaml:2:5 rule/because The rule “street-first” does not say why.'],
  ],
  [
    'a rule that decides twice',
    [{ file: 'routing.yaml', from: 'lead: roads, because', to: 'lead: roads, triage: true, because' }],
    ['routing.yaml:3:5 rule/decides-twice The rule “roads-by-night” says lead, triage at once.'],
  ],
  [
    'an unknown kind',
    [{ file: 'routing.yaml', from: 'category: city,', to: 'kind: dayly,' }],
    ['routing.yaml:3:43 kind/unknown There is no kind of report “dayly”; did you mean “daily”?'],
  ],
  [
    'an unknown season',
    [{ file: 'routing.yaml', from: 'category: city,', to: 'season: heating,' }],
    ['routing.yaml:3:45 season/unknown There is no season “heating”.'],
  ],
  [
    'a withdrawal of nothing',
    [{ file: 'routing.yaml', from: 'rules:', to: 'rules:\n  - { code: nothing, withdrawn: true }' }],
    ['routing.yaml:2:13 name/withdraws-nothing No layer above has “nothing”, so there is nothing to withdraw.'],
  ],
  [
    'a lock below which nobody stands',
    [{ file: 'routing.yaml', from: 'because: 街道先办 }', to: 'because: 街道先办, locked: true }' }],
    [
      'routing.yaml:2:134 rule/lock-in-county Nobody stands below a county, so `locked` on “street-first” does nothing.',
    ],
  ],
  [
    'a test that does not hold',
    [{ file: 'tests/first.yaml', from: 'lead: water', to: 'lead: roads' }],
    ['tests/first.yaml:3:19 test/failed “爆管派水务局”: lead should be roads and is water.'],
  ],
  [
    'a test whose report is refused',
    [{ file: 'tests/first.yaml', from: 'item: R2,', to: 'item: R2, kind: daily, reporter: system,' }],
    ['tests/first.yaml:2:11 test/refused “爆管派水务局”: this is refused (/kind not_allowed).'],
  ],
  [
    'a test of an unknown deadline',
    [{ file: 'tests/first.yaml', from: 'finish: 2026', to: 'finsh: 2026' }],
    ['tests/first.yaml:3:43 deadline/unknown There is no deadline “finsh”; did you mean “finish”?'],
  ],
  [
    'faults of several files at once',
    [
      { file: 'org.yaml', from: 'parent: hall', to: 'parent: hal' },
      { file: 'catalogue/first.yaml', from: 'lead: roads', to: 'lead: raods' },
      { file: 'catalogue/first.yaml', from: '2 hours', to: '2 hour' },
      { file: 'routing.yaml', from: 'lead: roads,', to: 'leed: roads,' },
    ],
    [
      'catalogue/first.yaml:5:97 unit/unknown There is no unit “raods”; did you mean “roads”?',
      'catalogue/first.yaml:6:77 value/duration “2 hour” is not a duration.',
      'org.yaml:7:54 unit/unknown There is no unit “hal”; did you mean “hall”?',
      'routing.yaml:3:87 value/unknown-key “leed” is not known here; did you mean “lead”?',
    ],
  ],
];

describe('a rule that names no process', () => {
  const own = smallBundle()[0]?.files['processes/matter.yaml'];
  const second = String(own).replace('process: matter', 'process: visit').replace('daily:', 'monthly:');
  const added: Change = { file: 'processes/visit.yaml', to: second };

  test('is warned of where there are several, in the words of both languages', () => {
    const night: Change = { file: 'routing.yaml', from: 'category: city,', to: 'process: matter, category: city,' };
    expect(toldFaults([added, night])).toEqual([
      'routing.yaml:2:5 rule/every-process The rule “street-first” names no process, so it takes the cases of each of them: matter, visit.',
    ]);
    expect(toldFaults([added, night], 'zh')).toEqual([
      'routing.yaml:2:5 rule/every-process 规则“street-first”没有写流程，matter, visit 各流程的案件都归它派。',
    ]);
  });

  test('is none of every process where its kind is one process’s own', () => {
    const kind: Change = {
      file: 'routing.yaml',
      from: 'on_duty_list_of: street,',
      to: 'on_duty_list_of: street, kind: daily,',
    };
    const night: Change = {
      file: 'routing.yaml',
      from: 'category: city,',
      to: 'process: [matter, visit], category: city,',
    };
    expect(toldFaults([added, kind, night])).toEqual([]);
  });
});

describe('catalogue, routing and tests', () => {
  test.for(faulty)('%s', ([, changes, told]) => {
    expect(toldFaults(changes)).toEqual(told);
  });
});
