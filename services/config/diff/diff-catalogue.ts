import type { Edition, Item } from '#workflows/definition/compiled.ts';
import { itemName } from '../words/names.ts';
import { byCode, diffEntries } from './diff-entries.ts';
import { valueWords, type Sides } from './value-words.ts';

/** Editions that came or went, and what changed of the items; a change in one of several editions says in which. */
export function diffCatalogue(sides: Sides): string[] {
  const { before, after, lang } = sides;
  const zh = lang === 'zh';
  const [old, now] = [byCode(before.catalogue), byCode(after.catalogue)];
  const lines = diffEntries(
    sides,
    headsOf(before.catalogue),
    headsOf(after.catalogue),
    ({ title }) => title,
    ({ title, from, code }) => {
      const count = Object.keys(now[code]?.items ?? {}).length;
      return zh ? `${title}，${from} 起，${count} 项` : `${title}, from ${from}, ${count} items`;
    },
  );
  const found = new Map<string, string[]>();
  const both = after.catalogue.filter(({ code }) => Object.hasOwn(old, code));
  for (const { code, title, items } of both)
    for (const line of diffItems(sides, old[code]?.items ?? {}, items))
      found.set(line, [...(found.get(line) ?? []), title]);
  // an edition that extends another repeats what that one says
  const last = both.at(-1)?.title ?? '';
  for (const [line, editions] of found)
    lines.push(
      editions.includes(last) ? line : zh ? `${line}（${editions.join('、')}）` : `${line} (${editions.join(', ')})`,
    );
  return lines;
}

function headsOf(editions: Edition[]) {
  return byCode(editions.map(({ items: _items, ...head }) => head));
}

function diffItems(sides: Sides, before: Record<string, Item>, after: Record<string, Item>): string[] {
  const { after: config, lang } = sides;
  const name = (item: Item) => itemName(item.code, item, lang);
  return diffEntries(sides, before, after, name, (item) => {
    const [limit, lead] = [valueWords(config, 'limit', item.limit, lang), valueWords(config, 'lead', item.lead, lang)];
    return lang === 'zh' ? `${name(item)}，时限 ${limit}，主办 ${lead}` : `${name(item)}, limit ${limit}, lead ${lead}`;
  });
}
