/** A country and a county as small as they can be: what each test changes is visible in it. */
import { checkBundle, describeFault, type CompileOptions, type Locale } from './index.ts';

type Files = Record<string, string | Uint8Array>;

const country: Files = {
  'tenant.yaml': `code: land
title: 全国
kind: country
zone: Asia/Shanghai
locks:
  - { keep: item_limit, for: emergency, at_most: 4 hours, because: 紧急的要快 }
`,
  'calendar.yaml': `covered_from: 2026-01-01
covered_until: 2026-12-31
seasons:
  - { code: all_year, title: 全年, hours: { weekdays: [08:00-12:00, 14:00-18:00] } }
days_off:
  - { date: 2026-05-01, title: 劳动节 }
`,
  'processes/matter.yaml': `process: matter
title: 办事
starts_at_level: street
steps: { report: 报, handle: 办, judge: 评 }
outcomes: { solved: 已解决, referred: 已转报警 }
settings:
  judge_within: { default: 5 days, at_most: 10 days }
kinds:
  daily: { title: 日常, from: [resident, street] }
begins: reported
states:
  reported: { title: 已报, step: report, goes: [{ do: [route] }] }
  triage: { title: 待定, step: report, turn: centre, may: { centre: [assign] }, within: { triage: 4 working_hours, then: late } }
  dispatched: { title: 在办, step: handle, turn: units, goes: [{ when: { all_submitted: true }, to: judging }] }
  judging: { title: 待评, step: judge, turn: requester, may: { requester: [judge] }, within: { judge: judge_within, then: late } }
  closed: { title: 办结, step: judge, ends: true }
track:
  step: handle
  acts_in: [dispatched]
  dispatched: { title: 已派, may: { lead: [submit] } }
  signed: { title: 已签 }
  arrived: { title: 已到 }
  submitted: { title: 已办 }
  returned: { title: 已退 }
  released: { title: 已免 }
actions:
  assign: { title: 派单, fields: { lead: { type: unit, required: true, title: 主办 } }, do: [assign], to: dispatched }
  submit: { title: 办完, track_goes: submitted }
  judge: { title: 评价, fields: { solved: { type: yes_no, required: true, title: 解决 } }, to: closed, outcome: solved }
deadlines:
  finish: { title: 办结, from: track, of: [lead], met_by: [submit], budget: item_limit, then: late }
ladders:
  late: [{ at: due, mark: overdue, tell: [centre] }]
`,
};

const county: Files = {
  'tenant.yaml': `code: town
title: 某县
kind: county
extends: land
division: "110101"
number_prefix: TN
`,
  'org.yaml': `levels: { county: 县, street: 街道 }
units:
  - { code: hall, title: 县委, kind: oversight, level: county }
  - { code: centre, title: 中心, kind: centre }
  - { code: roads, title: 路政局, kind: department }
  - { code: water, title: 水务局, kind: department }
  - { code: east, title: 东街道, level: street, parent: hall, duty_list: [R1] }
`,
  'catalogue/first.yaml': `edition: 1
title: 第一版
from: 2026-01-01
items:
  - { code: R1, title: 路面坑洼, category: city.road, urgency: normal, limit: 3 working_days, lead: roads }
  - { code: R2, title: 爆管, category: city.water, urgency: emergency, limit: 2 hours, lead: water, assist: [roads] }
`,
  'routing.yaml': `rules:
  - { code: street-first, when: { on_duty_list_of: street, reporter: street }, lead: { level: street, of: location }, because: 街道先办 }
  - { code: roads-by-night, when: { category: city, reported: outside_office_hours }, lead: roads, because: 夜间由路政值班 }
`,
  'tests/first.yaml': `- name: 爆管派水务局
  report: { process: matter, item: R2, location: east, at: 2026-03-10 10:00 }
  expect: { lead: water, assist: [roads], finish: 2026-03-10 12:00 }
`,
};

export interface Change {
  /** File of the county, or of the country as `land/…`. */
  file: string;
  /** What stands there now; without it the file is written anew. */
  from?: string;
  to: string | Uint8Array;
}

/** The layers with changes made; a text to replace must be there, so that no fixture silently tests nothing. */
export function smallBundle(...changes: Change[]) {
  const files = { land: { ...country }, town: { ...county } };
  for (const { file, from, to } of changes) {
    const layer = file.startsWith('land/') ? files.land : files.town;
    const name = file.replace(/^land\//, '');
    const text = layer[name];
    if (from === undefined) layer[name] = to;
    else if (typeof text !== 'string' || !text.includes(from)) throw new Error(`“${from}” does not stand in ${file}`);
    else layer[name] = text.replace(from, () => String(to));
  }
  return [
    { tenant: 'land', files: files.land },
    { tenant: 'town', files: files.town },
  ];
}

/** `file:line:column code message`, one line per fault. */
export function toldFaults(changes: Change[], locale: Locale = 'en', options: CompileOptions = {}): string[] {
  return checkBundle(smallBundle(...changes), options).faults.map((fault) => {
    const { tenant, file, line, column, code, message } = describeFault(fault, locale);
    return `${tenant === 'town' ? '' : `${tenant}/`}${file}:${line}:${column} ${code} ${message}`;
  });
}
