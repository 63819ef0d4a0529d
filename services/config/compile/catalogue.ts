import type { Edition, Item, Variant } from '#workflows/definition/compiled.ts';
import type { CatalogueFile } from '#workflows/definition/schema/index.ts';

import type { Bundle } from '../assemble.ts';
import { childOf, type Tree } from '../tree.ts';
import { defined } from './defined.ts';
import { escapePointer, noteEach, type Origins } from './origins.ts';

type ItemEntry = CatalogueFile['items'][number];
type VariantEntry = NonNullable<ItemEntry['variants']>[number];

/** Editions by their first day, each with everything that it takes over from the one it extends. */
export function compileCatalogue(bundle: Bundle, origins: Origins): Edition[] {
  const editions: { edition: Edition; tree: Tree; trees: Map<string, Tree | undefined> }[] = [];
  for (const { name, piece } of bundle.resolvedEditions) {
    const { tree, value } = piece;
    const items: Record<string, Item> = {};
    const trees = new Map<string, Tree | undefined>();
    for (const [index, entry] of value.items.entries()) {
      const itemTree = childOf(childOf(tree, 'items'), index);
      trees.set(entry.code, itemTree);
      items[entry.code] = compileItem(entry, itemTree ? origins.sourceOf(itemTree.place) : '');
    }
    const edition = {
      edition: value.edition ?? 1,
      code: name,
      title: value.title ?? name,
      from: value.from ?? '0001-01-01',
      items,
    };
    editions.push({ edition, tree, trees });
  }
  editions.sort((a, b) => (a.edition.from < b.edition.from ? -1 : a.edition.from > b.edition.from ? 1 : 0));
  for (const [index, { tree, trees }] of editions.entries()) {
    for (const key of ['edition', 'title', 'from']) origins.note(`/catalogue/${index}/${key}`, childOf(tree, key));
    for (const [code, itemTree] of trees) {
      const pointer = `/catalogue/${index}/items/${escapePointer(code)}`;
      origins.note(pointer, itemTree);
      noteEach(origins, pointer, itemTree, { 'sameWithin/distanceMeters': ['same_within', 'distance'] });
    }
  }
  return editions.map(({ edition }) => edition);
}

function compileItem(entry: ItemEntry, source: string): Item {
  return defined({
    code: entry.code,
    title: entry.title ?? entry.code,
    titleEn: entry.title_en,
    category: entry.category ?? '',
    urgency: entry.urgency ?? 'normal',
    limit: entry.limit ?? null,
    lead: entry.lead ?? null,
    assist: entry.assist ?? [],
    visit: entry.visit ?? 'needed',
    fileWhen: entry.file_when,
    doneWhen: entry.done_when,
    ask: entry.ask,
    variants: (entry.variants ?? []).map(compileVariant),
    evidence: { report: entry.evidence?.report ?? [], submit: entry.evidence?.submit ?? [] },
    sameWithin: entry.same_within && { distanceMeters: entry.same_within.distance, time: entry.same_within.time },
    example: entry.example ?? false,
    source,
  });
}

function compileVariant({ code, title, urgency, limit, lead, assist }: VariantEntry): Variant {
  return defined({ code, title: title ?? code, urgency, limit, lead, assist });
}
