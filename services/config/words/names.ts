import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { entryOf } from '#workflows/engine/index.ts';
import type { Locale } from '../fault.ts';

type Named = { title: string; titleEn?: string };

/** Codes with the titles that a configuration gives them: `供水公司（water-supply）`, `Water Supply Company (water-supply)`. */
export function namesOf(config: CompiledConfig, lang: Locale) {
  const name = (code: string, named: Named | undefined) => (named ? withCode(titleOf(named, lang), code, lang) : code);
  return {
    unit: (code: string) => name(code, entryOf(config.org.units, code)),
    unitTitle: (code: string) => titleOf(entryOf(config.org.units, code) ?? { title: code }, lang),
    item: (code: string) => itemName(code, lastItem(config, code), lang),
    season: (code: string) =>
      name(
        code,
        config.calendar.seasons.find((season) => season.code === code),
      ),
    level: (code: string) =>
      name(
        code,
        config.org.levels.find((level) => level.code === code),
      ),
  };
}
export type Names = ReturnType<typeof namesOf>;

/** An item's code is what people say, so it goes first. */
export function itemName(code: string, named: Named | undefined, lang: Locale): string {
  return named ? `${code} ${titleOf(named, lang)}` : code;
}

function lastItem(config: CompiledConfig, code: string) {
  return config.catalogue.map(({ items }) => entryOf(items, code)).findLast((item) => item !== undefined);
}

export function titleOf(named: Named, lang: Locale): string {
  return lang === 'en' ? (named.titleEn ?? named.title) : named.title;
}

export function withCode(title: string, code: string, lang: Locale): string {
  return lang === 'zh' ? `${title}（${code}）` : `${title} (${code})`;
}
