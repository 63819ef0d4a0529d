import { describe, expect, test } from 'vitest';
import { compileBundle, originOf } from './index.ts';
import { smallBundle, toldFaults, type Change } from './small-bundle.fixture.ts';

function configOf(...changes: Change[]) {
  const { config, hash, faults } = compileBundle(smallBundle(...changes));
  if (!config || hash === undefined) throw new Error(JSON.stringify(faults));
  return { config, hash };
}

const landTenant = String(smallBundle()[0]?.files['tenant.yaml']);

const landCatalogue = `edition: 1
title: 全国版
from: 2026-01-01
items:
  - { code: R1, title: 坑洼, category: city.road, urgency: long_term, limit: 9 working_days, lead: roads, variants: [{ code: deep, title: 深坑, limit: 1 working_days }] }
  - { code: R3, title: 积雪, category: city.road, urgency: normal, limit: 1 days, lead: roads }
`;

describe('layers', () => {
  test('merge a catalogue by code: what the county leaves out is the country’s', () => {
    const { config } = configOf({ file: 'land/catalogue/first.yaml', to: landCatalogue });
    const items = config.catalogue[0]?.items ?? {};
    expect(Object.keys(items)).toEqual(['R1', 'R3', 'R2']);
    expect(items['R1']).toMatchObject({
      title: '路面坑洼',
      urgency: 'normal',
      limit: { value: 3, unit: 'working_days' },
    });
    expect(items['R1']?.variants).toEqual([{ code: 'deep', title: '深坑', limit: { value: 1, unit: 'working_days' } }]);
  });

  test('tell where each value comes from, inherited or own', () => {
    const { config } = configOf({ file: 'land/catalogue/first.yaml', to: landCatalogue });
    const origin = (pointer: string) => originOf(config.origins, pointer);
    expect(origin('/catalogue/0/items/R1/limit')).toBe('catalogue/first.yaml:5');
    expect(origin('/catalogue/0/items/R1/variants/0/limit')).toBe('land/catalogue/first.yaml:5');
    expect(origin('/catalogue/0/items/R3/title')).toBe('land/catalogue/first.yaml:6');
    expect(origin('/calendar/daysOff/0')).toBe('land/calendar.yaml:6');
    expect(origin('/calendar/zone')).toBe('land/tenant.yaml:4');
    expect(origin('/processes/matter/settings/judge_within')).toBe('land/processes/matter.yaml:7');
    expect(config.parents).toEqual(['land']);
  });

  test('tell the line of a season’s title, whatever other seasons the file has and in whichever order', () => {
    const { config } = configOf({
      file: 'calendar.yaml',
      to: 'seasons:\n  - code: summer\n    title: 夏季\n    from: 07-01\n    to: 08-31\n    hours: { weekdays: [08:00-12:00, 15:00-18:30] }\n',
    });
    const origin = (pointer: string) => originOf(config.origins, pointer);
    expect(config.calendar.seasons.map(({ code }) => code)).toEqual(['summer', 'all_year']);
    expect(origin('/calendar/seasons/0/title')).toBe('calendar.yaml:3');
    expect(origin('/calendar/seasons/1/title')).toBe('land/calendar.yaml:4');
    expect(origin('/calendar/seasons/1/hours/weekdays/0')).toBe('land/calendar.yaml:4');
  });

  test('switch off what is inherited by saying so', () => {
    const { config } = configOf(
      { file: 'land/catalogue/first.yaml', to: landCatalogue },
      { file: 'catalogue/first.yaml', from: 'items:', to: 'items:\n  - { code: R3, withdrawn: true }' },
    );
    expect(Object.keys(config.catalogue[0]?.items ?? {})).toEqual(['R1', 'R2']);
  });

  test('hand an edition on to the next, with only what differs', () => {
    const { config } = configOf({
      file: 'catalogue/second.yaml',
      to: 'edition: 2\ntitle: 第二版\nfrom: 2026-06-01\nextends: first\nitems:\n  - { code: R1, limit: 2 working_days }\n  - { code: R2, withdrawn: true }\n',
    });
    expect(config.catalogue.map(({ edition, items }) => [edition, Object.keys(items)])).toEqual([
      [1, ['R1', 'R2']],
      [2, ['R1']],
    ]);
    expect(config.catalogue[1]?.items['R1']).toMatchObject({ title: '路面坑洼', limit: { value: 2 } });
  });

  test('read locked rules of the layer above first, then the county’s, then the others above', () => {
    const { config } = configOf({
      file: 'land/routing.yaml',
      to: 'rules:\n  - { code: last, when: { item: none }, triage: true, because: 未定 }\n  - { code: first, when: { channel: camera }, triage: true, because: 先看, locked: true }\n',
    });
    expect(config.routing.map(({ code, locked, tenant }) => [code, locked, tenant])).toEqual([
      ['first', true, 'land'],
      ['street-first', false, 'town'],
      ['roads-by-night', false, 'town'],
      ['last', false, 'land'],
    ]);
  });

  test('let a county withdraw a rule that is not locked, and not one that is', () => {
    const land = (locked: string): Change => ({
      file: 'land/routing.yaml',
      to: `rules:\n  - { code: cameras, when: { channel: camera }, triage: true, because: 先看${locked} }\n`,
    });
    const withdraw: Change = {
      file: 'routing.yaml',
      from: 'rules:',
      to: 'rules:\n  - { code: cameras, withdrawn: true }',
    };
    expect(configOf(land(''), withdraw).config.routing.map(({ code }) => code)).not.toContain('cameras');
    expect(toldFaults([land(', locked: true'), withdraw])).toEqual([
      'routing.yaml:2:13 rule/locked “cameras” is locked at land/routing.yaml:2:13 and cannot be withdrawn or written anew.'.replace(
        '2:13 and',
        '2:5 and',
      ),
    ]);
  });

  test('take settings from the lowest layer that sets them', () => {
    const { config } = configOf({
      file: 'tenant.yaml',
      from: 'number_prefix: TN',
      to: 'number_prefix: TN\nsettings: { matter: { judge_within: 6 days } }',
    });
    const judge = config.processes['matter']?.deadlines.find(({ name }) => name === 'judge');
    expect(judge?.budget).toEqual({ kind: 'fixed', budget: { value: 6, unit: 'days' } });
    expect(originOf(config.origins, '/processes/matter/settings/judge_within')).toBe('tenant.yaml:7');
  });

  test('give a day that is worked instead, or off no longer, by its date', () => {
    const { config } = configOf({
      file: 'calendar.yaml',
      to: 'days_off:\n  - { date: 2026-05-01, withdrawn: true }\n  - { date: 2026-08-08, title: 建县日 }\n',
    });
    expect(config.calendar.daysOff).toEqual([{ date: '2026-08-08', title: '建县日', source: 'calendar.yaml:3' }]);
  });
});

describe('days', () => {
  const country =
    'covered_from: 2026-01-01\ncovered_until: 2026-12-31\nseasons: [{ code: y, hours: { weekdays: [08:00-12:00] } }]\n';
  const land = (text: string): Change => ({ file: 'land/calendar.yaml', to: `${country}${text}` });
  const own = (text: string): Change => ({ file: 'calendar.yaml', to: text });
  const daysOf = (...changes: Change[]) => {
    const { daysOff, daysWorked } = configOf(...changes).config.calendar;
    return { off: daysOff.map(({ date }) => date), worked: daysWorked.map(({ date }) => date) };
  };

  test('a stretch of days is each of its days, from the line of the stretch', () => {
    const { config } = configOf(
      own('days_off:\n  - { date: 2026-09-30..2026-10-02, title: 县庆, provisional: true }\n'),
    );
    expect(config.calendar.daysOff.slice(1)).toEqual(
      ['2026-09-30', '2026-10-01', '2026-10-02'].map((date) => ({
        ...{ date, title: '县庆', provisional: true, source: 'calendar.yaml:2' },
      })),
    );
  });

  test('a county speaks of single days of the country’s stretch', () => {
    const stretch = land('days_off:\n  - { date: 2026-10-01..2026-10-04, title: 国庆节 }\n');
    const change = own('days_off:\n  - { date: 2026-10-02, withdrawn: true }\n  - { date: 2026-10-03, title: 县庆 }\n');
    expect(daysOf(stretch, change)).toEqual({ off: ['2026-10-01', '2026-10-03', '2026-10-04'], worked: [] });
    expect(configOf(stretch, change).config.calendar.daysOff[1]?.title).toBe('县庆');
  });

  test.each([
    ['off what the country works', 'days_worked', 'days_off', { off: ['2026-10-10'], worked: [] }],
    ['works what the country has off', 'days_off', 'days_worked', { off: [], worked: ['2026-10-10'] }],
  ])('the county’s word wins where it has %s', (_, above, below, expected) => {
    const changes = [land(`${above}:\n  - { date: 2026-10-10 }\n`), own(`${below}:\n  - { date: 2026-10-10 }\n`)];
    expect(toldFaults(changes)).toEqual([]);
    expect(daysOf(...changes)).toEqual(expected);
  });

  test('a county that takes its word back leaves the country’s', () => {
    const changes = [
      land('days_worked:\n  - { date: 2026-10-10 }\n'),
      own('days_off:\n  - { date: 2026-10-10, withdrawn: true }\n'),
    ];
    expect(daysOf(...changes)).toEqual({ off: [], worked: ['2026-10-10'] });
  });

  test.each([
    [
      'both off and worked',
      'days_off:\n  - { date: 2026-10-01..2026-10-07 }\ndays_worked:\n  - { date: 2026-10-05 }\n',
      [
        'calendar.yaml:4:5 calendar/off-and-worked 2026-10-05 is both off and worked; the other line is calendar.yaml:2:5.',
      ],
    ],
    [
      'in two stretches',
      'days_off:\n  - { date: 2026-10-01..2026-10-07 }\n  - { date: 2026-10-06..2026-10-09 }\n',
      ['calendar.yaml:3:13 name/duplicate “2026-10-06” stands here a second time; the first is at calendar.yaml:2:13.'],
    ],
    [
      'backwards',
      'days_off:\n  - { date: 2026-10-07..2026-10-01 }\n',
      ['calendar.yaml:2:13 value/days-order “2026-10-07..2026-10-01” ends before it begins.'],
    ],
    [
      'of more than a year',
      'days_off:\n  - { date: 2026-10-01..9999-10-01 }\n',
      ['calendar.yaml:2:13 value/days “2026-10-01..9999-10-01” is neither a day nor a stretch of days.'],
    ],
    [
      'that is none',
      'days_off:\n  - { date: 2026-02-27..2026-02-30 }\n',
      ['calendar.yaml:2:13 value/days “2026-02-27..2026-02-30” is neither a day nor a stretch of days.'],
    ],
    [
      'a season to one that is none',
      'seasons:\n  - { code: s, from: 05-01, to: 06-31 }\n',
      ['calendar.yaml:2:33 value/day-of-year “06-31” is not a day of the year.'],
    ],
  ])('a day %s is a fault', (_, text, faults) => {
    expect(toldFaults([own(text)])).toEqual(faults);
  });

  test('a calendar of all days of a century is not written out', () => {
    const years = Array.from({ length: 100 }, (_, n) => `  - { date: ${2000 + n}-01-01..${2000 + n}-12-31 }\n`).join(
      '',
    );
    expect(toldFaults([own(`days_off:\n${years}`)])).toEqual([
      'calendar.yaml:29:13 calendar/too-many-days The calendar lists more than 10000 days.',
    ]);
  });

  test('a year without office hours is a fault', () => {
    const never = country.replace('[08:00-12:00]', '[]');
    expect(toldFaults([{ file: 'land/calendar.yaml', to: never }])).toEqual([
      'land/calendar.yaml:3:10 calendar/never-open No season has office hours.',
    ]);
  });
});

describe('the hash', () => {
  test('stays when only comments and lines move, and changes with any value', () => {
    const { hash } = configOf();
    expect(configOf({ file: 'org.yaml', from: 'units:', to: '# 单位\n\nunits:' }).hash).toBe(hash);
    expect(configOf({ file: 'catalogue/first.yaml', from: '3 working_days', to: '4 working_days' }).hash).not.toBe(
      hash,
    );
    expect(configOf({ file: 'routing.yaml', from: '街道先办', to: '由街道先办' }).hash).not.toBe(hash);
  });

  test.each<[what: string, Change]>([
    ['a lock', { file: 'land/tenant.yaml', from: 'at_most: 4 hours', to: 'at_most: 3 hours' }],
    ['no lock', { file: 'land/tenant.yaml', from: /locks:[^]*/.exec(landTenant)![0], to: '' }],
    ['a bound of a setting', { file: 'land/processes/matter.yaml', from: 'at_most: 10 days', to: 'at_most: 9 days' }],
    [
      'a setting',
      {
        file: 'tenant.yaml',
        from: 'number_prefix: TN',
        to: 'number_prefix: TN\nsettings: { matter: { judge_within: 6 days } }',
      },
    ],
  ])('of a version with %s is another, for it binds other layers or cases', (_, change) => {
    expect(configOf(change).hash).not.toBe(configOf().hash);
  });
});

describe('a fault', () => {
  test('is told in Chinese too, under the same code and place', () => {
    const change = { file: 'catalogue/first.yaml', from: 'lead: roads', to: 'lead: raods' };
    expect(toldFaults([change], 'zh')).toEqual([
      'catalogue/first.yaml:5:97 unit/unknown 没有单位“raods”，是不是“roads”？',
    ]);
  });

  test('of the horizon depends on the day asked from, and the compiled value does not', () => {
    expect(toldFaults([], 'en', { today: '2026-12-30' })).toEqual([
      'land/calendar.yaml:2:16 calendar/ends-early The calendar is known until 2026-12-31; the longest limit, 3 working_days, may reach 2027-01-04.',
    ]);
    expect(compileBundle(smallBundle(), { today: '2026-12-30' }).hash).toBe(compileBundle(smallBundle()).hash);
  });
});
