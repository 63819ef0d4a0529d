import type { CompiledConfig, RoutingRule } from '#workflows/definition/compiled.ts';
import type { Locale } from '../fault.ts';
import { listWords, spaced } from '../words/code-words.ts';
import { namesOf } from '../words/names.ts';
import { byCode, diffEntries } from './diff-entries.ts';
import { stillInOrder } from './still-in-order.ts';
import type { Sides } from './value-words.ts';

/** Rules that came, went, changed or moved; their order decides, so each new or moved one says before which it stands. */
export function diffRules(sides: Sides): string[] {
  const { before, after, lang } = sides;
  const facts = (config: CompiledConfig, other: CompiledConfig) => {
    const both = new Set(other.routing.map(({ code }) => code));
    return byCode(config.routing.filter(({ code }) => both.has(code)).map((rule) => factsOf(config, rule, lang)));
  };
  const codes = after.routing.map(({ code }) => code);
  const old = before.routing.map(({ code }) => code);
  const kept = stillInOrder(old, codes);
  const standing = after.routing.flatMap((rule, index) =>
    kept.has(rule.code) ? [] : [placeWords(after, rule, codes[index + 1], old.includes(rule.code), lang)],
  );
  const gone = before.routing.filter(({ code }) => !codes.includes(code));
  return [
    ...diffEntries(sides, facts(before, after), facts(after, before), ({ code }) => code),
    ...standing,
    ...gone.map(({ code, because }) => `${lang === 'zh' ? '去掉：' : 'removed: '}${becauseOf(code, because, lang)}`),
  ];
}

function becauseOf(code: string, because: string, lang: Locale): string {
  return because === '' ? code : `${code}${lang === 'zh' ? '，' : ', '}${because}`;
}

function factsOf(config: CompiledConfig, { code, when, then, because, locked, tenant }: RoutingRule, lang: Locale) {
  return { code, ...when, decides: decisionWords(config, then, lang), because, locked, layer: tenant };
}

function decisionWords(config: CompiledConfig, then: RoutingRule['then'], lang: Locale): string {
  const zh = lang === 'zh';
  const { unit, level } = namesOf(config, lang);
  if ('refer' in then) return zh ? `转报 ${then.refer}` : `refer to ${then.refer}`;
  if ('triage' in then) return zh ? '确权' : 'triage';
  const lead =
    typeof then.lead === 'string'
      ? unit(then.lead)
      : zh
        ? `所在${level(then.lead.level)}`
        : `the ${level(then.lead.level)} there`;
  const assist =
    then.assist === null
      ? zh
        ? '同事项'
        : 'as the item says'
      : listWords(then.assist.map(unit), lang) || (zh ? '无' : 'none');
  return zh ? `主办 ${lead}，协办 ${assist}` : `lead ${lead}, assisting ${assist}`;
}

function placeWords(
  config: CompiledConfig,
  rule: RoutingRule,
  next: string | undefined,
  isMoved: boolean,
  lang: Locale,
) {
  const { code, then, because } = rule;
  const zh = lang === 'zh';
  const place = next === undefined ? (zh ? '最后' : 'last') : zh ? `${next} 之前` : `before ${next}`;
  if (isMoved) return zh ? `${code}：移到${spaced(place)}` : `${code}: moved, now ${place}`;
  const what = becauseOf(decisionWords(config, then, lang), because, lang);
  return zh ? `增加：${code}，在${spaced(place)}：${what}` : `added: ${code}, ${place}: ${what}`;
}
