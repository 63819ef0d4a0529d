import type { CompiledConfig, RoutingRule } from '#workflows/definition/compiled.ts';
import { entryOf, type RouteExplanation, type RoutingFact } from '#workflows/engine/index.ts';
import type { Locale } from '../fault.ts';
import { codeWord, fewWords, listWords, spaced } from '../words/code-words.ts';
import { namesOf } from '../words/names.ts';

type Words = readonly [en: string, zh: string];

const keys: Record<RoutingFact['key'], Words> = {
  process: ['process', '流程'],
  item: ['item', '事项'],
  variant: ['variant', '细分'],
  category: ['category', '类别'],
  kind: ['kind', '种类'],
  area: ['place', '地点'],
  season: ['season', '时段'],
  reported: ['reported', '上报时间'],
  reporter: ['reporter', '上报人'],
  channel: ['channel', '渠道'],
  onDutyListOf: ['duty list', '职责清单'],
};

/** Every rule that was read, in order, with what did not fit or, for one that did, what did; then the answer. */
export function routeWords(config: CompiledConfig, route: RouteExplanation, lang: Locale): string[] {
  const lines = route.read.map((entry, index) => {
    const isLast = index === route.read.length - 1 && entry.rule.code === route.answer.rule;
    return `  ${entry.fits ? (isLast ? '✓' : '–') : '✗'} ${entry.rule.code}${separator(lang)}${ruleWords(config, entry, isLast, route, lang)}`;
  });
  return [...lines, answerWords(config, route, lang)];
}

function separator(lang: Locale): string {
  return lang === 'zh' ? '：' : ': ';
}

function ruleWords(
  config: CompiledConfig,
  { rule, facts, fits }: RouteExplanation['read'][number],
  isTaken: boolean,
  route: RouteExplanation,
  lang: Locale,
): string {
  const shown = facts.filter((fact) => fact.fits === fits).map((fact) => factWords(config, fact, route, lang));
  const text = shown.join(lang === 'zh' ? '；' : '; ') || (lang === 'zh' ? '没有条件' : 'no conditions');
  return fits && !isTaken ? `${text}${lang === 'zh' ? '；' : '; '}${noUnit(rule, lang)}` : text;
}

function noUnit({ then }: RoutingRule, lang: Locale): string {
  const level = 'lead' in then && typeof then.lead !== 'string' ? then.lead.level : '';
  if (level === '')
    return lang === 'zh' ? '主办单位那天不在，往下读' : 'its lead is not there on that day, so on it goes';
  return lang === 'zh'
    ? `该地点没有 ${level} 一级的单位，往下读`
    : `the place has no unit of level ${level}, so on it goes`;
}

function factWords(config: CompiledConfig, fact: RoutingFact, route: RouteExplanation, lang: Locale): string {
  const name = namer(config, fact.key, route, lang);
  const key = keys[fact.key][lang === 'zh' ? 1 : 0];
  const found = fact.found.slice(0, fact.key === 'area' ? 1 : undefined).map(name);
  const has = listWords(found, lang) || codeWord('none', lang);
  if (fact.key === 'onDutyListOf')
    return dutyWords(fact, has, route, namesOf(config, lang).level(fact.wanted[0] ?? ''), lang);
  const says = lang === 'zh' ? `${key}是${spaced(has)}` : `${key} is ${has}`;
  if (fact.fits) return says;
  const wanted = fewWords(fact.wanted.map(name), lang);
  return lang === 'zh' ? `${says}，不是${spaced(wanted)}` : `${says}, not ${wanted}`;
}

function namer(config: CompiledConfig, key: RoutingFact['key'], { scope }: RouteExplanation, lang: Locale) {
  const { item, unit, season } = namesOf(config, lang);
  const kinds = entryOf(config.processes, scope.question.process)?.kinds ?? {};
  const named: Partial<Record<RoutingFact['key'], (code: string) => string>> = {
    item,
    area: unit,
    onDutyListOf: unit,
    season,
    kind: (code) => entryOf(kinds, code)?.title ?? code,
    variant: (code) => scope.item?.variants.find((variant) => variant.code === code)?.title ?? code,
  };
  return (code: string) => (code === 'none' ? codeWord(code, lang) : (named[key]?.(code) ?? codeWord(code, lang)));
}

function dutyWords(fact: RoutingFact, unit: string, { scope }: RouteExplanation, level: string, lang: Locale): string {
  const item = scope.question.item ?? codeWord('none', lang);
  if (fact.found.length === 0)
    return lang === 'zh' ? `地点不在任何${level}之内` : `the place lies in no unit of level ${level}`;
  if (fact.fits) return lang === 'zh' ? `${unit}的职责清单上有 ${item}` : `${item} is on the duty list of ${unit}`;
  return lang === 'zh' ? `${unit}的职责清单上没有 ${item}` : `${item} is not on the duty list of ${unit}`;
}

/** The decision with its reason and the line that it stands in. */
function answerWords(config: CompiledConfig, { scope, answer }: RouteExplanation, lang: Locale): string {
  const zh = lang === 'zh';
  const { unit } = namesOf(config, lang);
  const to =
    answer.to === 'referred'
      ? zh
        ? `转报 ${answer.number}，平台不派单`
        : `referred to ${answer.number}, nobody is dispatched`
      : answer.to === 'triage'
        ? zh
          ? '进入确权，由中心确定主办单位'
          : 'to triage, where the centre decides who leads'
        : `${zh ? '主办：' : 'lead: '}${unit(answer.lead)}${answer.assist.length > 0 ? (zh ? '；协办：' : '; assisting: ') + listWords(answer.assist.map(unit), lang) : ''}`;
  const built: Record<string, Words> = {
    item: [`no rule fits, so the item’s own lead has it`, '没有规则符合，按事项的主办单位'],
    'no-lead': ['no rule fits and the item has no lead that is there', '没有规则符合，事项也没有在的主办单位'],
    'no-item':
      scope.question.item === null
        ? ['no rule fits and no item is named', '没有规则符合，也没有写事项']
        : ['no rule fits and no edition has this item then', '没有规则符合，当时的目录也没有这个事项'],
  };
  const why =
    entryOf(built, answer.rule)?.[zh ? 1 : 0] ??
    `${answer.rule}${answer.reason === '' ? '' : separator(lang) + answer.reason}`;
  const source = answer.source === '' ? '' : zh ? `（${answer.source}）` : ` (${answer.source})`;
  return `→ ${to}\n  ${why}${source}`;
}
