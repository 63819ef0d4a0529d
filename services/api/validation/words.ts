import type { z } from 'zod';
import { shortened, type Text } from '#services/domain/problem.ts';
import { listKnown, nearest } from '#services/config/nearest.ts';

type Issue = z.core.$ZodIssue;

const typeNames: Record<string, Text> = {
  string: { en: 'a text', zh: '文本' },
  number: { en: 'a number', zh: '数字' },
  int: { en: 'a whole number', zh: '整数' },
  boolean: { en: 'true or false', zh: 'true 或 false' },
  array: { en: 'a list', zh: '列表' },
  object: { en: 'an object', zh: '对象' },
  record: { en: 'an object', zh: '对象' },
  null: { en: 'null', zh: 'null' },
};

/** Says one issue in our own words; `value` is what was found at its place. Unknown keys are worded by unknownField. */
export function wordsOf(issue: Issue, value: unknown): Text {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? required : wrongType(issue.expected, value);
    case 'too_small':
      return tooSmall(issue, value);
    case 'too_big':
      return tooBig(issue, value);
    case 'invalid_value':
      return value === undefined ? required : notOneOf(issue.values.map(String), value);
    case 'custom':
      return (issue.params?.['text'] as Text | undefined) ?? notValid;
    case 'invalid_format':
      return issue.format === 'guid' || issue.format === 'uuid' ? notAnId : notValid;
    default:
      return notValid;
  }
}

export const required: Text = { en: 'This is required.', zh: '此项必填。' };
const notValid: Text = { en: 'This value is not valid here.', zh: '此处的值无效。' };
const notAnId: Text = {
  en: 'Not an id. Send it as it was answered, for example 0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a.',
  zh: '不是有效的编号。请原样填写系统返回的编号，例如 0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a。',
};

export function unknownField(key: string, known: readonly string[]): Text {
  const meant = nearest(key, known);
  const shown = shortened(key);
  if (meant)
    return {
      en: `There is no “${shown}” here. Did you mean “${meant}”?`,
      zh: `此处没有“${shown}”，是否指“${meant}”？`,
    };
  return {
    en: `There is no “${shown}” here. Known: ${listKnown(known)}.`,
    zh: `此处没有“${shown}”。可用的有：${listKnown(known)}。`,
  };
}

function wrongType(expected: string, value: unknown): Text {
  const [should, is] = [typeNames[expected] ?? typeNames['object']!, typeNames[kindOf(value)]!];
  if (expected === 'int' && typeof value === 'number') return { en: 'Should be a whole number.', zh: '应为整数。' };
  return { en: `Should be ${should.en}, is ${is.en}.`, zh: `应为${should.zh}，实际为${is.zh}。` };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function notOneOf(values: readonly string[], value: unknown): Text {
  const meant = typeof value === 'string' ? nearest(value, values) : undefined;
  const [en, zh] = [values.join(', '), values.join('、')];
  return meant
    ? { en: `Did you mean “${meant}”? Possible: ${en}.`, zh: `是否指“${meant}”？可选：${zh}。` }
    : { en: `Must be one of: ${en}.`, zh: `须为以下之一：${zh}。` };
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>, value: unknown): Text {
  const least = issue.minimum;
  if (issue.origin === 'string') {
    const length = [...String(value)].length;
    return length >= Number(least)
      ? { en: 'Only blanks; write what it is.', zh: '只有空白，请填写内容。' }
      : { en: `Too short: ${length} characters, at least ${least}.`, zh: `太短：${length} 个字符，至少 ${least} 个。` };
  }
  if (issue.origin === 'array') return { en: `Too few: at least ${least}.`, zh: `太少：至少 ${least} 项。` };
  return { en: `Must be at least ${least}.`, zh: `不得小于 ${least}。` };
}

function tooBig(issue: Extract<Issue, { code: 'too_big' }>, value: unknown): Text {
  const most = issue.maximum;
  if (issue.origin === 'string') {
    const length = [...String(value)].length;
    return { en: `Too long: ${length} characters, at most ${most}.`, zh: `太长：${length} 个字符，至多 ${most} 个。` };
  }
  if (issue.origin === 'array') return { en: `Too many: at most ${most}.`, zh: `太多：至多 ${most} 项。` };
  return { en: `Must be at most ${most}.`, zh: `不得大于 ${most}。` };
}
