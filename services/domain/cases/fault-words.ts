import { listKnown, nearest } from '#services/config/nearest.ts';
import { codeWord } from '#services/config/words/code-words.ts';
import type { FieldFault } from '#workflows/engine/process/case-state.ts';
import type { TextFault } from '#workflows/text/plain-text.ts';
import { shortened, type InputFault, type Text } from '../problem.ts';
import { unfitTexts } from '../values.ts';

/** The engine's fault in words for people: what is wrong, and what would be right. */
export function inputFault({ pointer, fault, params }: FieldFault): InputFault {
  return { pointer, detail: words[fault](reading(params), pointer) };
}

export function unknownCode(pointer: string, of: string, value: string, known: string[]): InputFault {
  return inputFault({ pointer, fault: 'unknown_code', params: { of, value, known } });
}

/** The engine's parameters, read as text or as a list of texts. */
interface Params {
  text: (name: string) => string;
  list: (name: string) => string[];
}
type Words = (params: Params, pointer: string) => Text;

function reading(params: FieldFault['params']): Params {
  return {
    text: (name) => shortened(String(params[name] ?? '')),
    list: (name) => {
      const value = params[name];
      return Array.isArray(value) ? value : [];
    },
  };
}

const words: Record<FieldFault['fault'], Words> = {
  required: () => ({ en: 'Required.', zh: '必填。' }),
  unknown_field: ({ list }, pointer) => {
    const field = shortened(pointer.split('/').at(-1) ?? '');
    const names = list('known');
    if (names.length === 0) return { en: 'There are no fields here; leave it out.', zh: '此处没有字段，请删除。' };
    return suggest({ en: `No field “${field}”.`, zh: `没有字段“${field}”。` }, field, names);
  },
  wrong_type: ({ text }) =>
    typeWords[text('expected')] ?? { en: `Must be ${text('expected')}.`, zh: `须为 ${text('expected')}。` },
  not_one_of: ({ list }) => ({
    en: `Must be one of: ${list('of').join(', ')}.`,
    zh: `须为以下之一：${list('of').join('、')}。`,
  }),
  too_few: ({ text }) => ({
    en: `At least ${text('atLeast')} needed, ${text('given')} given.`,
    zh: `至少需要 ${text('atLeast')} 个，现有 ${text('given')} 个。`,
  }),
  too_small: ({ text }) => ({ en: `Must be at least ${text('min')}.`, zh: `不得小于 ${text('min')}。` }),
  too_big: ({ text }) => ({ en: `Must be at most ${text('max')}.`, zh: `不得大于 ${text('max')}。` }),
  too_long: ({ text }) => ({
    en: `At most ${text('max')} characters, these are ${text('length')}.`,
    zh: `最多 ${text('max')} 个字符，现有 ${text('length')} 个。`,
  }),
  unfit_text: ({ text }) => unfitTexts[text('why') as TextFault] ?? { en: 'Not fit as text.', zh: '文本不合要求。' },
  before_report: ({ text }) => ({
    en: `${text('value')} lies before the report of this case (${text('reported')}).`,
    zh: `${text('value')} 早于本件的上报时间（${text('reported')}）。`,
  }),
  unknown_code: ({ text, list }) => {
    const [of, value] = [text('of'), text('value')];
    const name = codeWords[of] ?? { en: of, zh: of };
    return suggest({ en: `No ${name.en} “${value}”.`, zh: `没有${name.zh}“${value}”。` }, value, list('known'));
  },
  not_allowed: (params, pointer) =>
    notAllowed[params.text('why')]?.(params, pointer) ?? { en: 'Not allowed here.', zh: '此处不允许。' },
  in_the_past: ({ text }) => ({
    en: `${text('value')} is over; today is ${text('today')}. Name a later day.`,
    zh: `${text('value')} 已过，今天是 ${text('today')}，请填写更晚的日期。`,
  }),
  in_the_future: ({ text }) => ({
    en: `${text('value')} is still to come.`,
    zh: `${text('value')} 尚未到来。`,
  }),
};

const typeWords: Record<string, Text> = {
  text: { en: 'Must be text.', zh: '须为文本。' },
  yes_no: { en: 'Must be true or false.', zh: '须为 true 或 false。' },
  whole_number: { en: 'Must be a whole number.', zh: '须为整数。' },
  date: { en: 'Must be a date such as 2026-11-23.', zh: '须为日期，例如 2026-11-23。' },
  instant: {
    en: 'Must be an instant such as 2026-11-23T09:00:00+08:00.',
    zh: '须为时刻，例如 2026-11-23T09:00:00+08:00。',
  },
  place: {
    en: 'Must be text, or an object of unit, address, lon and lat (degrees, WGS-84).',
    zh: '须为文本，或由 unit、address、lon、lat（WGS-84 度数）组成的对象。',
  },
  location: {
    en: 'Must be an object of unit, address, lon, lat and datum, as in a report.',
    zh: '须为由 unit、address、lon、lat、datum 组成的对象，与上报时相同。',
  },
  list_of_text: { en: 'Must be a list of texts.', zh: '须为文本列表。' },
};

const codeWords: Record<string, Text> = {
  process: { en: 'process', zh: '流程' },
  state: { en: 'state', zh: '状态' },
  step: { en: 'step', zh: '环节' },
  outcome: { en: 'outcome', zh: '办理结果' },
  action: { en: 'action', zh: '操作' },
  kind: { en: 'kind', zh: '类别' },
  item: { en: 'item', zh: '事项' },
  variant: { en: 'variant of this item', zh: '该事项的细分' },
  unit: { en: 'unit', zh: '单位' },
  request: { en: 'pending request', zh: '待审批的申请' },
  assist: { en: 'assisting unit of this case', zh: '本件的协办单位' },
};

const notAllowed: Record<string, Words> = {
  kind_not_for_reporter: ({ list }) => ({
    en: `Only these may report this kind: ${list('from').join(', ')}.`,
    zh: `此类只能由以下上报人提出：${list('from')
      .map((from) => `${codeWord(from, 'zh')}（${from}）`)
      .join('、')}。`,
  }),
  no_item: () => ({ en: 'A variant belongs to an item; name the item too.', zh: '细分属于事项，请同时填写事项。' }),
  not_on_duty_list: ({ text }) => ({
    en: `Item ${text('item')} is not on the duty list of ${text('unit')}, so it is not handed down to it. Name its street or a department.`,
    zh: `事项 ${text('item')} 不在 ${text('unit')} 的职责清单内，不能下派。请改派其街道或部门。`,
  }),
  only_watches: ({ text }) => ({
    en: `${text('unit')} watches and does not handle cases. Name another unit.`,
    zh: `${text('unit')} 只监督、不承办。请改派承办单位。`,
  }),
  is_lead: ({ text }) => ({
    en: `${text('unit')} is the lead of this case. Name another unit, or assign another lead first.`,
    zh: `${text('unit')} 是本件的主办单位。请填写其他单位，或先改派主办。`,
  }),
  not_asked_for: ({ text }) => ({
    en: `Not asked for here; leave it out.${text('when') === '' ? '' : ` It belongs to “${text('when')}”.`}`,
    zh: `此处不需填写，请删除。${text('when') === '' ? '' : `仅在“${text('when')}”时填写。`}`,
  }),
  too_far: ({ text }) => ({ en: `At the latest ${text('last')}.`, zh: `最晚至 ${text('last')}。` }),
};

function suggest(text: Text, value: string, known: string[]): Text {
  const near = nearest(value, known);
  if (near !== '') return { en: `${text.en} Did you mean “${near}”?`, zh: `${text.zh}是否为“${near}”？` };
  if (known.length === 0) return { en: `${text.en} There is none.`, zh: `${text.zh}目前没有可选项。` };
  return { en: `${text.en} Known: ${listKnown(known)}.`, zh: `${text.zh}可选：${listKnown(known)}。` };
}
