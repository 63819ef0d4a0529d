import type { FaultText } from '../fault-texts.ts';

/** What can be named in a bundle: English, Chinese. */
const nouns = {
  tenant: ['tenant', '租户'],
  unit: ['unit', '单位'],
  level: ['level', '层级'],
  item: ['item', '事项'],
  variant: ['variant', '细分情形'],
  category: ['category', '类别'],
  edition: ['edition', '目录版本'],
  season: ['season', '时段'],
  process: ['process', '流程'],
  setting: ['setting', '设置项'],
  kind: ['kind of report', '种类'],
  step: ['step', '环节'],
  outcome: ['outcome', '办理结果'],
  state: ['state', '状态'],
  'track-state': ['state of a track', '单位办理状态'],
  action: ['action', '动作'],
  condition: ['condition', '条件'],
  'request-kind': ['kind of request', '申请'],
  deadline: ['deadline', '时限'],
  rule: ['rule', '规则'],
  ladder: ['ladder', '催办阶梯'],
  urgency: ['urgency', '紧急程度'],
  'field-value': ['choice of this field', '该字段的可选值'],
} as const satisfies Record<string, readonly [en: string, zh: string]>;

export type Noun = keyof typeof nouns;

function unknownText(en: string, zh: string): FaultText {
  return {
    severity: 'error',
    en: [
      `There is no ${en} “{name}”[[; did you mean “{nearest}”?]].`,
      '[[Known: {known}.]] Correct the name or add what it names.',
    ],
    zh: [`没有${zh}“{name}”[[，是不是“{nearest}”？]]。`, '[[已有：{known}。]]请改正名称，或补上它所指的内容。'],
  };
}

/** `unit/unknown` and so on: one code per kind of name, one wording for all. */
export const unknownTexts = Object.fromEntries(
  Object.entries(nouns).map(([noun, [en, zh]]) => [`${noun}/unknown`, unknownText(en, zh)]),
) as Record<`${Noun}/unknown`, FaultText>;

export const duplicateTexts = {
  'name/duplicate': {
    severity: 'error',
    en: ['“{name}” stands here a second time; the first is at {related}.', 'Rename or delete one of the two.'],
    zh: ['“{name}”重复了，第一次在 {related}。', '请改名或删去其中一处。'],
  },
  'name/withdraws-nothing': {
    severity: 'error',
    en: ['No layer above has “{name}”, so there is nothing to withdraw.', 'Correct the code or delete the entry.'],
    zh: ['上级没有“{name}”，无从停用。', '请改正代码，或删去这一条。'],
  },
  'name/file': {
    severity: 'error',
    en: ['The file is called “{file}” and says “{name}”.', 'Let both be the same.'],
    zh: ['文件名是“{file}”，里面写的却是“{name}”。', '请改成一致。'],
  },
} as const satisfies Record<string, FaultText>;
