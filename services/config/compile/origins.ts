import { placeName } from '../fault.ts';
import type { Place, Tree } from '../tree.ts';

/** Notes where compiled values come from; `originOf` reads it back. */
export interface Origins {
  /** `file:line`, with the layer in front when it is not the tenant's own. */
  sourceOf: (place: Place) => string;
  /** Notes a compiled value under a JSON pointer and, by their keys in the file, the values inside it. */
  note: (pointer: string, tree: Tree | undefined) => void;
  table: Record<string, string>;
}

const codedMaps = new Set(
  'units items steps outcomes settings kinds states actions fields requests deadlines ladders track'.split(' '),
);

/**
 * A pointer is entered where its line differs from that of the value around it: the origin of any other value is the
 * entry with the longest pointer that it begins with.
 */
export function createOrigins(tenant: string): Origins {
  const table: Record<string, string> = {};
  const sourceOf = (place: Place) => `${placeName(place, tenant)}:${place.line}`;
  const note = (pointer: string, tree: Tree | undefined, around = '') => {
    if (!tree) return;
    // keys of these maps are codes, which compiling leaves as they are
    const keepsKeys = codedMaps.has(pointer.slice(pointer.lastIndexOf('/') + 1));
    const source = sourceOf(tree.place);
    if (source !== around) table[pointer] = source;
    if (tree.kind === 'list') tree.items.forEach((item, index) => note(`${pointer}/${index}`, item, source));
    if (tree.kind === 'map')
      for (const [key, entry] of tree.entries)
        note(`${pointer}/${escapePointer(keepsKeys ? key : camelCase(key))}`, entry.value, source);
  };
  return { sourceOf, note: (pointer, tree) => note(pointer, tree), table };
}

/** The `file:line` that a compiled value came from; a default has that of what it belongs to. */
export function originOf(table: Record<string, string>, pointer: string): string | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/')))
    if (Object.hasOwn(table, at)) return table[at];
  return undefined;
}

export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
