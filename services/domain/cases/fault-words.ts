import { listKnown, nearest } from '#services/config/nearest.ts';
import type { FieldFault } from '#workflows/engine/process/case-state.ts';
import type { InputFault, Text } from '../problem.ts';

/** The engine's fault in words for people: what is wrong, and what would be right. */
export function inputFault({ pointer, fault, params }: FieldFault): InputFault {
  return { pointer, detail: words[fault](params, pointer) };
}

export function unknownCode(pointer: string, of: string, value: string, known: string[]): InputFault {
  return inputFault({ pointer, fault: 'unknown_code', params: { of, value, known } });
}

type Params = FieldFault['params'];
type Words = (params: Params, pointer: string) => Text;

const words: Record<FieldFault['fault'], Words> = {
  required: () => ({ en: 'Required.', zh: '必填。' }),
  unknown_field: ({ known }, pointer) => {
    const field = pointer.split('/').at(-1) ?? '';
    const names = list(known);
    if (names.length === 0) return { en: 'There are no fields here; leave it out.', zh: '此处没有字段，请删除。' };
    return suggest({ en: `No field “${field}”.`, zh: `没有字段“${field}”。` }, field, names);
  },
  wrong_type: ({ expected }) => typeWords[String(expected)] ?? { en: `Must be ${expected}.`, zh: `须为 ${expected}。` },
  not_one_of: ({ of }) => ({
    en: `Must be one of: ${list(of).join(', ')}.`,
    zh: `须为以下之一：${list(of).join('、')}。`,
  }),
  too_few: ({ atLeast, given }) => ({
    en: `At least ${atLeast} needed, ${given} given.`,
    zh: `至少需要 ${atLeast} 个，现有 ${given} 个。`,
  }),
  too_small: ({ min }) => ({ en: `Must be at least ${min}.`, zh: `不得小于 ${min}。` }),
  too_big: ({ max }) => ({ en: `Must be at most ${max}.`, zh: `不得大于 ${max}。` }),
  too_long: ({ max, length }) => ({
    en: `At most ${max} characters, these are ${length}.`,
    zh: `最多 ${max} 个字符，现有 ${length} 个。`,
  }),
  unknown_code: ({ of, value, known }) => {
    const name = codeWords[String(of)] ?? { en: String(of), zh: String(of) };
    return suggest({ en: `No ${name.en} “${value}”.`, zh: `没有${name.zh}“${value}”。` }, String(value), list(known));
  },
  not_allowed: (params) =>
    notAllowed[String(params['why'])]?.(params, '') ?? { en: 'Not allowed here.', zh: '此处不允许。' },
  in_the_past: ({ value, today }) => ({
    en: `${value} is over; today is ${today}. Name a later day.`,
    zh: `${value} 已过，今天是 ${today}，请填写更晚的日期。`,
  }),
  in_the_future: ({ value }) => ({ en: `${value} is still to come.`, zh: `${value} 尚未到来。` }),
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
  list_of_text: { en: 'Must be a list of texts.', zh: '须为文本列表。' },
};

const codeWords: Record<string, Text> = {
  process: { en: 'process', zh: '流程' },
  kind: { en: 'kind', zh: '类别' },
  item: { en: 'item', zh: '事项' },
  variant: { en: 'variant of this item', zh: '该事项的细分' },
  unit: { en: 'unit', zh: '单位' },
  request: { en: 'pending request', zh: '待审批的申请' },
  assist: { en: 'assisting unit of this case', zh: '本件的协办单位' },
};

const notAllowed: Record<string, Words> = {
  kind_not_for_reporter: ({ from }) => ({
    en: `Only these may report this kind: ${list(from).join(', ')}.`,
    zh: `此类只能由以下上报人提出：${list(from).join('、')}。`,
  }),
  no_item: () => ({ en: 'A variant belongs to an item; name the item too.', zh: '细分属于事项，请同时填写事项。' }),
  not_on_duty_list: ({ unit, item }) => ({
    en: `Item ${item} is not on the duty list of ${unit}, so it is not handed down to it. Name its street or a department.`,
    zh: `事项 ${item} 不在 ${unit} 的职责清单内，不能下派。请改派其街道或部门。`,
  }),
  is_lead: ({ unit }) => ({
    en: `${unit} is the lead of this case. Name another unit, or assign another lead first.`,
    zh: `${unit} 是本件的主办单位。请填写其他单位，或先改派主办。`,
  }),
  too_far: ({ last }) => ({ en: `At the latest ${last}.`, zh: `最晚至 ${last}。` }),
};

function suggest(text: Text, value: string, known: string[]): Text {
  const near = nearest(value, known);
  if (near !== '') return { en: `${text.en} Did you mean “${near}”?`, zh: `${text.zh}是否为“${near}”？` };
  if (known.length === 0) return { en: `${text.en} There is none.`, zh: `${text.zh}目前没有可选项。` };
  return { en: `${text.en} Known: ${listKnown(known)}.`, zh: `${text.zh}可选：${listKnown(known)}。` };
}

function list(value: Params[string] | undefined): string[] {
  return Array.isArray(value) ? value : [];
}
