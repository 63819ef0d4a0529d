import { describe, expect, test } from 'vitest';
import { compileBundle, diffConfigs, type Locale } from '../index.ts';
import { smallBundle, type Change } from '../small-bundle.fixture.ts';
import { stillInOrder } from './still-in-order.ts';

const first = 'catalogue/first.yaml';

function diff(changes: Change[], lang: Locale = 'zh'): string[] {
  const [before, after] = [smallBundle(), smallBundle(...changes)].map((layers) => compileBundle(layers).config);
  if (!before || !after) throw new Error('a bundle does not compile');
  return diffConfigs(before, after, lang).flatMap(({ title, lines }) => lines.map((line) => `${title} | ${line}`));
}

const cases: [what: string, change: Change, zh: string[], en: string[]][] = [
  [
    'a limit',
    { file: first, from: 'limit: 2 hours', to: 'limit: 4 hours' },
    ['事项 | R2 爆管：时限 2 小时 → 4 小时'],
    ['Items | R2 爆管: limit 2 hours → 4 hours'],
  ],
  [
    'what the layer above keeps',
    { file: 'land/tenant.yaml', from: 'at_most: 4 hours', to: 'at_most: 3 hours' },
    ['对下级的规定 | land 事项时限 应急：至多 4 小时 → 3 小时'],
    ['Kept for the layers below | land item_limit emergency: at most 4 hours → 3 hours'],
  ],
  [
    'a lead and the assisting units',
    { file: first, from: 'lead: water, assist: [roads]', to: 'lead: roads, assist: [water, centre]' },
    [
      '事项 | R2 爆管：主办 水务局（water） → 路政局（roads）',
      '事项 | R2 爆管：协办 增加水务局（water）、中心（centre），去掉路政局（roads）',
    ],
    [
      'Items | R2 爆管: lead 水务局 (water) → 路政局 (roads)',
      'Items | R2 爆管: assist gains 水务局 (water), 中心 (centre), loses 路政局 (roads)',
    ],
  ],
  [
    'a new item with a variant',
    {
      file: first,
      from: 'items:\n',
      to: 'items:\n  - { code: R3, title: 井盖, category: city.road, urgency: normal, limit: 1 days, lead: roads }\n',
    },
    ['事项 | 增加：R3 井盖，时限 1 天，主办 路政局（roads）'],
    ['Items | added: R3 井盖, limit 1 day, lead 路政局 (roads)'],
  ],
  [
    'a variant',
    { file: first, from: 'lead: water,', to: 'lead: water, variants: [{ code: main, title: 主管, limit: 1 hours }],' },
    ['事项 | R2 爆管：增加细分 main（主管）'],
    ['Items | R2 爆管: variants main (主管) added'],
  ],
  [
    'when a rule fits, and what it decides',
    {
      file: 'routing.yaml',
      from: 'category: city, reported: outside_office_hours }, lead: roads',
      to: 'category: city.road, reported: outside_office_hours }, triage: true',
    },
    [
      '派单规则 | roads-by-night：类别 增加 city.road，去掉 city',
      '派单规则 | roads-by-night：去向 主办 路政局（roads），协办 同事项 → 确权',
    ],
    [
      'Routing rules | roads-by-night: category gains city.road, loses city',
      'Routing rules | roads-by-night: decides lead 路政局 (roads), assisting as the item says → triage',
    ],
  ],
  [
    'a new rule and where it stands',
    {
      file: 'routing.yaml',
      from: 'rules:\n',
      to: 'rules:\n  - { code: new, when: { item: R1 }, triage: true, because: 先议 }\n',
    },
    ['派单规则 | 增加：new，在 street-first 之前：确权，先议'],
    ['Routing rules | added: new, before street-first: triage, 先议'],
  ],
  [
    'a unit',
    {
      file: 'org.yaml',
      from: 'title: 水务局, kind: department }',
      to: 'title: 水利局, kind: department, desk: true }',
    },
    ['单位 | 水利局（water）：名称 水务局 → 水利局', '单位 | 水利局（water）：派驻中心 否 → 是'],
    ['Units | 水利局 (water): title 水务局 → 水利局', 'Units | 水利局 (water): desk no → yes'],
  ],
  [
    'days off in a row, as people say them',
    {
      file: 'land/calendar.yaml',
      from: 'title: 劳动节 }',
      to: 'title: 劳动节 }\n  - { date: 2026-05-02, title: 劳动节 }\n  - { date: 2026-05-03, title: 劳动节 }',
    },
    ['日历 | 增加放假：2026-05-02 至 2026-05-03 劳动节'],
    ['Calendar | days off added: 2026-05-02 to 2026-05-03 劳动节'],
  ],
  [
    'office hours',
    { file: 'land/calendar.yaml', from: '08:00-12:00, 14:00-18:00', to: '08:30-12:00, 14:00-18:00' },
    ['日历 | 全年（all_year）：上班时间 工作日 08:00–12:00、14:00–18:00 → 08:30–12:00、14:00–18:00'],
    ['Calendar | 全年 (all_year): hours weekdays 08:00–12:00, 14:00–18:00 → 08:30–12:00, 14:00–18:00'],
  ],
  [
    'a setting and the deadline that it sets',
    {
      file: 'tenant.yaml',
      from: 'number_prefix: TN',
      to: 'number_prefix: TN\nsettings: { matter: { judge_within: 9 days } }',
    },
    ['设置 | 办事：judge_within 5 天 → 9 天'],
    ['Settings | 办事: judge_within 5 days → 9 days'],
  ],
];

describe('what becomes different', () => {
  test.for(cases)('tells %s', ([, change, zh, en]) => {
    const only = (lines: string[]) => lines.filter((line) => !/^(流程|Processes)/.test(line));
    expect(only(diff([change]))).toEqual(zh);
    expect(only(diff([change], 'en'))).toEqual(en);
  });

  test('tells how far a setting may be set', () => {
    expect(diff([{ file: 'land/processes/matter.yaml', from: 'at_most: 10 days', to: 'at_most: 9 days' }])).toEqual([
      '流程 | 办事（matter）：设置项的界限 judge_within 至多 10 天 → 9 天',
    ]);
  });

  test('tells a rule that moved by where it stands now', () => {
    const rules = String(smallBundle()[1]?.files['routing.yaml']).split('\n');
    const turned = [rules[0], rules[2], rules[1], ''].join('\n');
    expect(diff([{ file: 'routing.yaml', to: turned }])).toEqual(['派单规则 | street-first：移到最后']);
  });

  test('says nothing about comments, and nothing where nothing changed', () => {
    expect(diff([{ file: first, from: 'items:', to: '# a note\n\nitems:' }])).toEqual([]);
  });

  test('tells what goes by what it was', () => {
    const change = { file: 'routing.yaml', from: '  - { code: roads-by-night', to: '  # - { code: roads-by-night' };
    expect(diff([change])).toEqual(['派单规则 | 去掉：roads-by-night，夜间由路政值班']);
  });
});

test.for([
  [
    ['a', 'b', 'c'],
    ['b', 'c', 'a'],
    ['b', 'c'],
  ],
  [
    ['a', 'b', 'c', 'd'],
    ['a', 'x', 'd', 'c'],
    ['a', 'd'],
  ],
  [[], ['a'], []],
] as const)('of %j what still stands in order in %j is %j', ([before, after, kept]) => {
  expect([...stillInOrder(before, after)].sort()).toEqual([...kept]);
});
