import { describe, expect, test } from 'vitest';
import { toldFaults, type Change } from './small-bundle.fixture.ts';

/** What is changed in a sound bundle, and everything that is then told about it. */
const faulty: [name: string, changes: Change[], told: string[]][] = [
  [
    'an unknown setting',
    [
      {
        file: 'tenant.yaml',
        from: 'number_prefix: TN',
        to: 'number_prefix: TN\nsettings: { matter: { juge_within: 6 days } }',
      },
    ],
    ['tenant.yaml:7:23 setting/unknown There is no setting “juge_within”; did you mean “judge_within”?'],
  ],
  [
    'a setting beyond its bound',
    [
      {
        file: 'tenant.yaml',
        from: 'number_prefix: TN',
        to: 'number_prefix: TN\nsettings: { matter: { judge_within: 11 days } }',
      },
    ],
    [
      'tenant.yaml:7:37 setting/out-of-bounds “judge_within” is 11 days; allowed is ≤ 10 days (land/processes/matter.yaml:7:45).',
    ],
  ],
  [
    'a setting of another type',
    [
      {
        file: 'tenant.yaml',
        from: 'number_prefix: TN',
        to: 'number_prefix: TN\nsettings: { matter: { judge_within: 6 } }',
      },
    ],
    ['tenant.yaml:7:37 setting/type The setting “judge_within” is a duration, and here it is a number.'],
  ],
  [
    'a limit beyond the lock',
    [{ file: 'catalogue/first.yaml', from: 'limit: 2 hours', to: 'limit: 5 hours' }],
    [
      'catalogue/first.yaml:6:77 lock/item-limit The limit 5 hours of “R2” is longer than the lock at land/tenant.yaml:6:50 allows: at most 4 hours. 紧急的要快',
    ],
  ],
  [
    'office time under a lock in clock hours',
    [{ file: 'catalogue/first.yaml', from: 'limit: 2 hours', to: 'limit: 2 working_hours' }],
    [
      'catalogue/first.yaml:6:77 lock/incomparable The limit 2 working_hours of “R2” cannot be shown to stay within 4 hours, which the lock at land/tenant.yaml:6:50 asks for: nights and days off come on top.',
    ],
  ],
  [
    'a process that leaves out a locked step',
    [
      {
        file: 'land/tenant.yaml',
        from: 'because: 紧急的要快 }',
        to: 'because: 紧急的要快 }\n  - { keep: step, process: matter, step: archive, because: 要存档 }',
      },
    ],
    [
      'land/processes/matter.yaml:12:3 lock/step The process “matter” leaves out the step “archive”, which the lock at tenant.yaml:7:42 keeps. 要存档',
    ],
  ],
  [
    'a county that extends nothing',
    [{ file: 'tenant.yaml', from: 'extends: land\n', to: '' }],
    [
      'tenant.yaml:1:1 tenant/extends-missing A county takes over the rules of the layer above, and this one names none.',
    ],
  ],
  [
    'an unknown layer above',
    [{ file: 'tenant.yaml', from: 'extends: land', to: 'extends: lnad' }],
    ['tenant.yaml:4:10 tenant/unknown There is no tenant “lnad”; did you mean “land”?'],
  ],
  [
    'a county above a county',
    [{ file: 'land/tenant.yaml', from: 'kind: country', to: 'kind: county\nextends: land' }],
    [
      'land/tenant.yaml:4:10 tenant/unknown There is no tenant “land”.',
      'tenant.yaml:4:10 tenant/extends-kind A county cannot take over the rules of “land”, which is a county.',
    ],
  ],
  [
    'a county without centre',
    [{ file: 'org.yaml', from: 'kind: centre', to: 'kind: department' }],
    ['org.yaml:1:1 org/no-centre There is no unit of kind `centre`, which decides what no rule settles.'],
  ],
  [
    'a circle in the org chart',
    [{ file: 'org.yaml', from: 'level: county }', to: 'level: county, parent: east }' }],
    ['org.yaml:3:70 org/cycle The unit stands above itself: hall → east → hall.'],
  ],
  [
    'a unit below one of the wrong level',
    [{ file: 'org.yaml', from: 'parent: hall', to: 'parent: roads' }],
    [
      'org.yaml:7:38 org/depth “east” is on level “street” and so belongs below a unit of level “county”, not below “roads” (–).',
    ],
  ],
  [
    'a code that stands twice',
    [{ file: 'org.yaml', from: 'code: water,', to: 'code: roads,' }],
    [
      'catalogue/first.yaml:6:92 unit/unknown There is no unit “water”.',
      'org.yaml:6:13 name/duplicate “roads” stands here a second time; the first is at org.yaml:5:13.',
      'tests/first.yaml:3:19 unit/unknown There is no unit “water”.',
    ],
  ],
  [
    'an undeclared level',
    [{ file: 'org.yaml', from: 'level: street', to: 'level: streets' }],
    [
      'org.yaml:7:38 level/unknown There is no level “streets”; did you mean “street”?',
      'routing.yaml:2:33 rule/never The rule “street-first” can never fit: no unit of this level has such an item on its duty list.',
    ],
  ],
  [
    'an unknown parent',
    [{ file: 'org.yaml', from: 'parent: hall', to: 'parent: hal' }],
    ['org.yaml:7:54 unit/unknown There is no unit “hal”; did you mean “hall”?'],
  ],
  [
    'a unit without title',
    [{ file: 'org.yaml', from: 'title: 路政局, ', to: '' }],
    ['org.yaml:5:5 org/incomplete The unit “roads” has no “title”.'],
  ],
  [
    'an unknown successor',
    [{ file: 'org.yaml', from: 'title: 水务局,', to: 'title: 水务局, to: 2026-06-01, successors: [rodes],' }],
    ['org.yaml:6:61 unit/unknown There is no unit “rodes”; did you mean “roads”?'],
  ],
  [
    'an ended unit without successor',
    [{ file: 'org.yaml', from: 'title: 水务局,', to: 'title: 水务局, to: 2026-06-01,' }],
    [
      'org.yaml:6:36 org/no-successor “water” has ended and nobody carries on for it: what is addressed to it goes to the centre.',
    ],
  ],
  [
    'a unit that ends before it begins',
    [
      {
        file: 'org.yaml',
        from: 'title: 水务局,',
        to: 'title: 水务局, from: 2026-06-01, to: 2026-05-01, successors: roads,',
      },
    ],
    ['org.yaml:6:54 org/ends-before-start “water” ends before it begins.'],
  ],
  [
    'a calendar that ends before the longest limit',
    [{ file: 'land/calendar.yaml', from: '2026-12-31', to: '2026-01-03' }],
    [
      'land/calendar.yaml:2:16 calendar/ends-early The calendar is known until 2026-01-03; the longest limit, 3 working_days, may reach 2026-01-06.',
    ],
  ],
  [
    'a calendar that ends before it begins',
    [{ file: 'land/calendar.yaml', from: '2026-12-31', to: '2025-12-31' }],
    ['land/calendar.yaml:2:16 calendar/order `covered_until` lies before `covered_from`.'],
  ],
  [
    'days of the year without hours',
    [{ file: 'land/calendar.yaml', from: 'title: 全年,', to: 'title: 全年, from: 01-01, to: 11-30,' }],
    ['land/calendar.yaml:4:3 calendar/no-hours On 12-01 no season holds, so there are no office hours.'],
  ],
  [
    'a season with one bound',
    [{ file: 'land/calendar.yaml', from: 'title: 全年,', to: 'title: 全年, from: 01-01,' }],
    ['land/calendar.yaml:4:5 calendar/season-bounds The season “all_year” has only one of `from` and `to`.'],
  ],
  [
    'hours in another form',
    [{ file: 'land/calendar.yaml', from: '08:00-12:00', to: '8:00-12:00' }],
    ['land/calendar.yaml:4:54 value/span “8:00-12:00” is not a stretch of a day.'],
  ],
  [
    'overlapping hours',
    [{ file: 'land/calendar.yaml', from: '14:00-18:00', to: '11:00-18:00' }],
    ['land/calendar.yaml:4:53 calendar/span-overlap Two stretches of the day overlap.'],
  ],
  [
    'swapped coordinates',
    [
      {
        file: 'areas.geojson',
        to: '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"unit":"east"},"geometry":{"type":"Polygon","coordinates":[[[42.6,126.0],[42.7,126.0],[42.7,126.1],[42.6,126.0]]]}}]}',
      },
    ],
    ['areas.geojson:1:133 areas/range [42.6, 126] is no place on earth; longitude and latitude may be swapped.'],
  ],
  [
    'an open ring',
    [
      {
        file: 'areas.geojson',
        to: '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"unit":"east"},"geometry":{"type":"Polygon","coordinates":[[[126.0,42.6],[126.1,42.6],[126.1,42.7],[126.0,42.7]]]}}]}',
      },
    ],
    ['areas.geojson:1:132 areas/ring A ring needs at least four positions, the last one equal to the first.'],
  ],
  [
    'a street without area',
    [{ file: 'areas.geojson', to: '{"type":"FeatureCollection","features":[]}' }],
    ['org.yaml:7:5 areas/uncovered No area is drawn for “east”, nor for anything below it: a point there is refused.'],
  ],
  [
    'areas that are no JSON',
    [{ file: 'areas.geojson', to: '{"type":"FeatureCollection",\n "features":[,]}' }],
    ['areas.geojson:2:14 json/syntax This is not JSON: “,” cannot stand here.'],
  ],
];

describe('tenant, org chart, calendar and areas', () => {
  test.for(faulty)('%s', ([, changes, told]) => {
    expect(toldFaults(changes)).toEqual(told);
  });
});
