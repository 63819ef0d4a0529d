import type { FaultCode } from './fault-texts.ts';
import { faultTexts } from './fault-texts.ts';
import type { Place } from './tree.ts';

export type Locale = 'zh' | 'en';
export type Severity = 'error' | 'warning';
export type FaultParams = Record<string, string | number>;

/** What is wrong and where; `describeFault` says it in words, so that one check serves every language. */
export interface Fault extends Place {
  severity: Severity;
  code: FaultCode;
  params: FaultParams;
  /** A second place that belongs to it: the earlier rule, the lock, the first of two duplicates. */
  related?: Place;
  /** Further lines of the file with the same fault in the same words. */
  alsoOn?: number[];
}

export interface DescribedFault {
  severity: Severity;
  code: FaultCode;
  tenant: string;
  file: string;
  line: number;
  column: number;
  message: string;
  remedy: string;
  related?: Place;
}

export type Report = (code: FaultCode, place: Place, params?: FaultParams, related?: Place) => void;

export function faultAt(code: FaultCode, place: Place, params: FaultParams = {}, related?: Place): Fault {
  const { tenant, file, line, column } = place;
  const fault: Fault = { severity: faultTexts[code].severity, code, tenant, file, line, column, params };
  return related ? { ...fault, related } : fault;
}

/** `{name}` in a text is a parameter; `[[…]]` is left out where a parameter inside it is empty. */
export function describeFault(fault: Fault, locale: Locale): DescribedFault {
  const { params, related, alsoOn = [], ...rest } = fault;
  const known = related
    ? { ...params, related: `${placeName(related, fault.tenant)}:${related.line}:${related.column}` }
    : { ...params };
  const spoken = Object.fromEntries(Object.entries(known).map(([name, value]) => [name, inWords(value, locale)]));
  const [message, remedy] = faultTexts[fault.code][locale].map((text) => fill(text, spoken)) as [string, string];
  return { ...rest, message: message + againIn(alsoOn, locale), remedy, ...(related && { related }) };
}

const namedLines = 5;

function againIn(lines: readonly number[], locale: Locale): string {
  if (lines.length === 0) return '';
  const named =
    lines.slice(0, namedLines).join(locale === 'zh' ? '、' : ', ') + (lines.length > namedLines ? ' …' : '');
  return locale === 'zh'
    ? `另有 ${lines.length} 行相同：${named}。`
    : ` The same on ${lines.length} more lines: ${named}.`;
}

/** From so many on the same fault in the same words is told once a file, with a count: one cause has made them all. */
const manyEqual = 4;

/** `faults` in reading order. Swapped coordinates are one mistake, whatever their numbers. */
export function gatherEqual(faults: readonly Fault[]): Fault[] {
  const equal = new Map<string, Fault[]>();
  for (const fault of faults) {
    const { tenant, file, code, params, related } = fault;
    const said = code === 'areas/range' ? {} : params;
    const key = JSON.stringify([tenant, file, code, said, related?.file, related?.line]);
    equal.set(key, [...(equal.get(key) ?? []), fault]);
  }
  return [...equal.values()].flatMap((same) => {
    const [first] = same;
    if (!first || same.length < manyEqual) return same;
    return [{ ...first, alsoOn: same.slice(1).map(({ line }) => line) }];
  });
}

/** A file's path, with its tenant in front when it is another layer's than the reader's. */
export function placeName(place: { tenant: string; file: string }, reader: string): string {
  return place.tenant === reader ? place.file : `${place.tenant}/${place.file}`;
}

/** What parameters name as `@word`, so that a check needs no language: kinds of value, reasons of `rule/never`. */
const spokenWords: Record<string, Record<Locale, string>> = {
  '@string': { en: 'a text', zh: '文字' },
  '@number': { en: 'a number', zh: '数字' },
  '@int': { en: 'a whole number', zh: '整数' },
  '@boolean': { en: 'true or false', zh: 'true 或 false' },
  '@array': { en: 'a list', zh: '列表' },
  '@list': { en: 'a list', zh: '列表' },
  '@object': { en: 'a map of keys and values', zh: '键值' },
  '@record': { en: 'a map of keys and values', zh: '键值' },
  '@map': { en: 'a map of keys and values', zh: '键值' },
  '@duration': { en: 'a duration', zh: '时长' },
  '@no-item': {
    en: 'without an item there is no variant, category or duty list',
    zh: '事项未定时没有细分情形、类别和职责清单可言',
  },
  '@item-twice': { en: '`none` stands beside items; write two rules', zh: 'none 与事项写在一起，应分成两条' },
  '@item-and-category': { en: 'none of the items is of this category', zh: '所列事项都不属于该类别' },
  '@reporter': { en: 'this kind cannot be reported by them', zh: '这些人不能上报这个种类' },
  '@kind-and-process': { en: 'the process has no such kind', zh: '该流程没有这个种类' },
  '@duty-list': {
    en: 'no unit of this level has such an item on its duty list',
    zh: '这一级没有单位的职责清单列了这样的事项',
  },
  '@clock-unknown': { en: 'the process has no such deadline', zh: '该流程没有这个时限' },
  '@clock-paused': { en: 'its clock stands still', zh: '它的计时已暂停' },
  '@clock-elsewhere': {
    en: 'it starts in a state that the case has not come to',
    zh: '它从某个状态起算，案件还没有到过那个状态',
  },
  '@clock-no-unit': {
    en: 'it starts with a unit’s work, and none has been given any',
    zh: '它随单位接办起算，而还没有派给单位',
  },
  '@clock-no-request': {
    en: 'it starts with a request, and there was none',
    zh: '它从提出申请起算，而没有人提出过申请',
  },
  '@clock-no-item': {
    en: 'it runs for the limit of the item, and the case has no item',
    zh: '它按事项时限，而事项未定',
  },
  '@clock-no-day': {
    en: 'it runs until a day that was asked for, and none was',
    zh: '它到申请的日期为止，而没有申请过日期',
  },
  '@clock-condition': { en: 'its `when` did not hold as it would have started', zh: '起算时它的 when 条件不成立' },
  '@BAD_INDENT': { en: '', zh: '缩进不对' },
  '@MISSING_CHAR': { en: '', zh: '缺少冒号、引号或括号' },
  '@UNEXPECTED_TOKEN': { en: '', zh: '多出了符号' },
  '@BLOCK_IN_FLOW': { en: '', zh: '括号里不能换成缩进写法' },
  '@BLOCK_AS_IMPLICIT_KEY': { en: '', zh: '一行里有两个“键: 值”' },
  '@MULTILINE_IMPLICIT_KEY': { en: '', zh: '键名占了多行，可能缺少冒号' },
  '@MULTIPLE_DOCS': { en: '', zh: '--- 开始了第二份内容' },
  '@TAB_AS_INDENT': { en: '', zh: '用 Tab 缩进' },
  '@BAD_DQ_ESCAPE': { en: '', zh: '双引号里的 \\ 用法不对' },
  '@state': { en: 'state', zh: '状态' },
  '@outcome': { en: 'outcome', zh: '办理结果' },
};

function inWords(value: string | number, locale: Locale): string | number {
  return spokenWords[value]?.[locale] ?? value;
}

function fill(text: string, params: FaultParams): string {
  return text
    .replace(/\[\[([^\]]*)\]\]/g, (_, part: string) => (/\{(\w+)\}/.test(part) && !isFilled(part, params) ? '' : part))
    .replace(/([?？])[.。]/g, '$1')
    .replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}

function isFilled(part: string, params: FaultParams): boolean {
  return [...part.matchAll(/\{(\w+)\}/g)].every(([, name]) => String(params[name as string] ?? '') !== '');
}

/** In reading order: layer, file, line. */
export function sortFaults(faults: Fault[], layers: string[]): Fault[] {
  return faults.sort(
    (a, b) =>
      layers.indexOf(a.tenant) - layers.indexOf(b.tenant) ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.line - b.line ||
      a.column - b.column ||
      (a.code < b.code ? -1 : 1),
  );
}
