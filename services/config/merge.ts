import { textOf, type Entry, type MapTree, type Tree } from './tree.ts';

/**
 * What a layer says on top of the one above: maps key by key, lists whose entries carry a `code` (or `date`) entry by
 * entry under it, everything else as a whole. Entries keep the order of the upper layer; new ones follow.
 */
export function mergeTrees(upper: Tree, lower: Tree): Tree {
  if (upper.kind === 'map' && lower.kind === 'map') return mergeMaps(upper, lower);
  if (upper.kind === 'list' && lower.kind === 'list' && isCoded(upper) && isCoded(lower)) {
    const items = new Map(upper.items.map((item) => [codeOf(item), item]));
    for (const item of lower.items) {
      const earlier = items.get(codeOf(item));
      items.set(codeOf(item), earlier ? mergeTrees(earlier, item) : item);
    }
    return { kind: 'list', place: lower.place, items: [...items.values()] };
  }
  return lower;
}

function mergeMaps(upper: MapTree, lower: MapTree): MapTree {
  const entries = new Map<string, Entry>(upper.entries);
  for (const [key, entry] of lower.entries) {
    const earlier = entries.get(key);
    entries.set(key, earlier ? { ...entry, value: mergeTrees(earlier.value, entry.value) } : entry);
  }
  const damaged = Boolean(upper.damaged ?? lower.damaged);
  return { kind: 'map', place: lower.place, entries, ...(damaged && { damaged }) };
}

export function codeOf(tree: Tree): string | undefined {
  return textOf(tree, 'code') ?? textOf(tree, 'date');
}

function isCoded(tree: Tree): boolean {
  return tree.kind === 'list' && tree.items.every((item) => codeOf(item) !== undefined);
}

/**
 * Takes out, at any depth, what carries `withdrawn: true`; done last, so that every layer may switch off. What holds none
 * is handed back as it is.
 */
export function dropWithdrawn(tree: Tree): Tree {
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'list') {
    const items = tree.items.filter((item) => !isWithdrawn(item)).map(dropWithdrawn);
    const isSame = items.length === tree.items.length && items.every((item, index) => item === tree.items[index]);
    return isSame ? tree : { ...tree, items };
  }
  let isSame = true;
  const entries = [...tree.entries].map(([key, entry]): [string, Entry] => {
    const value = dropWithdrawn(entry.value);
    isSame &&= value === entry.value;
    return [key, { ...entry, value }];
  });
  return isSame ? tree : { ...tree, entries: new Map(entries) };
}

function isWithdrawn(tree: Tree): boolean {
  const entry = tree.kind === 'map' ? tree.entries.get('withdrawn')?.value : undefined;
  return entry?.kind === 'scalar' && entry.value === true;
}
