import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { isBudget } from '../compile/settings.ts';
import type { Locale } from '../fault.ts';
import { codeWord, listWords, spaced } from '../words/code-words.ts';
import { durationWords } from '../words/duration-words.ts';
import { namesOf } from '../words/names.ts';
import type { DeepChange } from './deep-changes.ts';
import { keyWord } from './key-words.ts';

/** What a value of one side is called: units, items, levels and seasons by that side's titles. */
export function valueWords(config: CompiledConfig, key: string, value: unknown, lang: Locale): string {
  if (value === undefined || value === null) return codeWord('none', lang);
  if (Array.isArray(value)) {
    const words = value.map((entry) => valueWords(config, key, entry, lang));
    return words.length === 0 ? codeWord('none', lang) : listWords(words, lang);
  }
  if (isBudget(value)) return durationWords(value, lang);
  if (typeof value === 'object') return mapWords(config, value, lang);
  if (typeof value !== 'string') return codeWord(String(value), lang);
  const named = namerOf(config, key, lang);
  if (named) return named(value);
  // a sentence is set off from what is said about it; `decides` is words already
  return key !== 'decides' && /[\s，。；：？]/.test(value) ? `“${value}”` : codeWord(value, lang);
}

function mapWords(config: CompiledConfig, value: object, lang: Locale): string {
  const { from, to } = value as { from?: unknown; to?: unknown };
  if (Object.keys(value).length === 2 && typeof from === 'string' && typeof to === 'string') return `${from}–${to}`;
  const parts = Object.entries(value).map(
    ([key, part]) => `${keyWord(key, lang)}${colon(lang)}${valueWords(config, key, part, lang)}`,
  );
  return listWords(parts, lang);
}

function namerOf(config: CompiledConfig, key: string, lang: Locale) {
  const { unit, item, level, season } = namesOf(config, lang);
  const namers: Record<string, (code: string) => string> = {
    lead: unit,
    assist: unit,
    parent: unit,
    successors: unit,
    area: unit,
    dutyList: item,
    item,
    level,
    startLevel: level,
    season,
  };
  return Object.hasOwn(namers, key) ? namers[key] : undefined;
}

export function colon(lang: Locale): string {
  return lang === 'zh' ? '：' : ': ';
}

export interface Sides {
  before: CompiledConfig;
  after: CompiledConfig;
  lang: Locale;
}

/** `时限 2 小时 → 4 小时`; of lists only what came and what went, where the order says nothing. */
export function changeWords({ before, after, lang }: Sides, { path, ...change }: DeepChange): string {
  const zh = lang === 'zh';
  const words = path.map((key) => keyWord(key, lang));
  const label = words.filter((word, index) => word !== words[index - 1]).join(' ');
  if (change.what !== 'changed') {
    const title = (change.entry as { title?: unknown } | null)?.title;
    const named = typeof title === 'string' ? `${label}${zh ? `（${title}）` : ` (${title})`}` : label;
    return change.what === 'added'
      ? zh
        ? `增加${spaced(named)}`
        : `${named} added`
      : zh
        ? `去掉${spaced(named)}`
        : `${named} removed`;
  }
  const key = path.at(-1) ?? '';
  const { from, to } = change;
  const isLists = [from, to].every((side) => side === undefined || side === null || isCodes(side));
  const [gone, come] = isLists ? [without(from, to), without(to, from)] : [[], []];
  if (gone.length + come.length === 0 || !Array.isArray(from) || !Array.isArray(to))
    return `${label}${label && ' '}${valueWords(before, key, from, lang)} → ${valueWords(after, key, to, lang)}`;
  const parts = [
    come.length > 0 && `${zh ? '增加' : 'gains '}${spacedIn(lang, valueWords(after, key, come, lang))}`,
    gone.length > 0 && `${zh ? '去掉' : 'loses '}${spacedIn(lang, valueWords(before, key, gone, lang))}`,
  ].filter((part) => part !== false);
  return `${label} ${parts.join(zh ? '，' : ', ')}`;
}

function spacedIn(lang: Locale, word: string): string {
  return lang === 'zh' ? spaced(word) : word;
}

function isCodes(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function without(list: unknown, other: unknown): string[] {
  const known = new Set(isCodes(other) ? other : []);
  return isCodes(list) ? list.filter((entry) => !known.has(entry)) : [];
}
