import type { FaultText } from '../fault-texts.ts';

/** Catalogue and routing. */
export const caseTexts = {
  'item/incomplete': {
    severity: 'error',
    en: ['The item “{name}” has no “{key}”.', 'Add `{key}:`.'],
    zh: ['事项“{name}”没有写“{key}”。', '请补上“{key}:”。'],
  },
  'item/no-lead': {
    severity: 'error',
    en: [
      'The item “{name}” has no lead, and none of its variants has one.',
      'Add `lead:` with the code of the unit that handles it.',
    ],
    zh: ['事项“{name}”没有主办单位，细分情形也都没有。', '请补上 lead: 主办单位代码。'],
  },
  'item/lead-by-variant': {
    severity: 'warning',
    en: [
      'The item “{name}” has a lead only in its variants; [[for “{open}” and ]]without an answer the case goes to triage.',
      'Add `lead:` to the item if somebody should take it meanwhile.',
    ],
    zh: [
      '事项“{name}”的主办只写在情形里；[[“{open}”和]]没有答明是哪种情形的，转中心确权。',
      '如应先由谁接，请给事项补上 lead。',
    ],
  },
  'item/no-limit': {
    severity: 'error',
    en: ['The item “{name}” has no limit.', 'Add `limit:`, e.g. `limit: 3 working_days`.'],
    zh: ['事项“{name}”没有办结时限。', '请补上 limit，如 limit: 3 working_days。'],
  },
  'item/lead-assists': {
    severity: 'warning',
    en: ['“{unit}” both leads and assists “{name}”; it will only lead.', 'Take it out of `assist:`.'],
    zh: ['“{unit}”既主办又协办“{name}”，只按主办算。', '请从 assist 中去掉。'],
  },
  'unit/not-handling': {
    severity: 'error',
    en: ['“{name}” watches and does not handle cases.', 'Name a unit of another kind.'],
    zh: ['“{name}”只监督、不承办。', '请改派承办单位。'],
  },
  'edition/incomplete': {
    severity: 'error',
    en: ['The edition “{name}” has no “{key}”.', 'Add `{key}:`.'],
    zh: ['目录“{name}”没有写“{key}”。', '请补上“{key}:”。'],
  },
  'edition/same-day': {
    severity: 'error',
    en: ['Two editions begin on {date}; the other is at {related}.', 'Give each its own first day.'],
    zh: ['有两版目录都从 {date} 起用，另一版在 {related}。', '请写不同的起用日期。'],
  },
  'edition/cycle': {
    severity: 'error',
    en: ['The editions extend one another in a circle: {path}.', 'Take away one `extends:`.'],
    zh: ['目录互相沿用，绕成了圈：{path}。', '请去掉其中一个 extends。'],
  },
  'routing/lead': {
    severity: 'error',
    en: ['This does not say a lead.', 'Write the code of a unit, or `{ level: street, of: location }`.'],
    zh: ['这里没有写清主办。', '请写单位代码，或 { level: street, of: location }。'],
  },
  'rule/because': {
    severity: 'error',
    en: ['The rule “{name}” does not say why.', 'Add `because:`; whoever asks about a case reads it.'],
    zh: ['规则“{name}”没有写理由。', '请补上 because，查看案件的人会读到。'],
  },
  'rule/decides-nothing': {
    severity: 'error',
    en: ['The rule “{name}” says neither `lead`, `refer` nor `triage`.', 'Add one of the three.'],
    zh: ['规则“{name}”没有写 lead、refer 或 triage。', '请写上三者之一。'],
  },
  'rule/decides-twice': {
    severity: 'error',
    en: ['The rule “{name}” says {keys} at once.', 'Keep one; `assist` goes with `lead` only.'],
    zh: ['规则“{name}”同时写了 {keys}。', '请只留一个；assist 只能与 lead 一起写。'],
  },
  'rule/shadowed': {
    severity: 'error',
    en: [
      'The rule “{name}” is never reached: “{earlier}” at {related} takes everything that fits it.',
      'Put “{name}” before “{earlier}”, or narrow “{earlier}”.',
    ],
    zh: [
      '规则“{name}”永远轮不到：{related} 的“{earlier}”已包含它的全部情形。',
      '请把“{name}”移到“{earlier}”前面，或收窄“{earlier}”。',
    ],
  },
  'rule/never': {
    severity: 'error',
    en: ['The rule “{name}” can never fit: {why}.', 'Take away one of the conditions that exclude each other.'],
    zh: ['规则“{name}”永远不会符合：{why}。', '请去掉互相矛盾的条件。'],
  },
  'rule/every-process': {
    severity: 'warning',
    en: [
      'The rule “{name}” names no process, so it takes the cases of each of them: {processes}.',
      'Add the process that it is for under `when:`, or, if all are meant, `process: [{processes}]`.',
    ],
    zh: [
      '规则“{name}”没有写流程，{processes} 各流程的案件都归它派。',
      '请在 when 里写上 process；确实都要归它的，请写 process: [{processes}]。',
    ],
  },
  'rule/locked': {
    severity: 'error',
    en: ['“{name}” is locked at {related} and cannot be withdrawn or written anew.', 'Delete the entry.'],
    zh: ['“{name}”在 {related} 锁定，不能停用或改写。', '请删去这一条。'],
  },
  'rule/lock-in-county': {
    severity: 'warning',
    en: ['Nobody stands below a county, so `locked` on “{name}” does nothing.', 'Delete `locked: true`.'],
    zh: ['县区没有下级，“{name}”的 locked 不起作用。', '请删去 locked: true。'],
  },
} as const satisfies Record<string, FaultText>;
