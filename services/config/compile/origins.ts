import { placeName } from '../fault.ts';
import { childOf, type Path, type Place, type Tree } from '../tree.ts';

/** Notes where compiled values come from; `originOf` reads it back. */
export interface Origins {
  /** `file:line`, with the layer in front when it is not the tenant's own. */
  sourceOf: (place: Place) => string;
  /**
   * Notes a compiled value under a JSON pointer and, by their keys in the file, the values inside it, instead of whatever
   * was noted there before: a value has one origin.
   */
  note: (pointer: string, tree: Tree | undefined) => void;
  table: () => Record<string, string>;
}

interface Noted {
  tree?: Tree | undefined;
  inside: Map<string, Noted>;
}

const codedMaps = new Set(
  'units items steps outcomes settings kinds states actions fields requests deadlines ladders track may'.split(' '),
);

/**
 * A pointer is entered where its line differs from that of the value around it: the origin of any other value is the
 * entry with the longest pointer that it begins with.
 */
export function createOrigins(tenant: string): Origins {
  const root: Noted = { inside: new Map() };
  const sourceOf = (place: Place) => `${placeName(place, tenant)}:${place.line}`;
  const note = (pointer: string, tree: Tree | undefined) => {
    if (!tree) return;
    let at = root;
    for (const key of pointer.split('/').slice(1)) {
      const next: Noted = at.inside.get(key) ?? { inside: new Map() };
      at.inside.set(key, next);
      at = next;
    }
    at.tree = tree;
    at.inside.clear();
  };
  const table = () => {
    const found: Record<string, string> = {};
    enter(found, '', root, undefined, { around: '', sourceOf });
    return found;
  };
  return { sourceOf, note, table };
}

interface Around {
  around: string;
  sourceOf: Origins['sourceOf'];
}

function enter(
  table: Record<string, string>,
  pointer: string,
  noted: Noted | undefined,
  written: Tree | undefined,
  { around, sourceOf }: Around,
): void {
  const tree = noted?.tree ?? written;
  const source = tree ? sourceOf(tree.place) : around;
  if (source !== around) table[pointer] = source;
  const parts = partsOf(pointer, tree);
  for (const key of noted?.inside.keys() ?? []) if (!parts.has(key)) parts.set(key, undefined);
  for (const [key, part] of parts)
    enter(table, `${pointer}/${key}`, noted?.inside.get(key), part, { around: source, sourceOf });
}

/** What stands inside a value, by the keys of its compiled form. */
function partsOf(pointer: string, tree: Tree | undefined): Map<string, Tree | undefined> {
  if (tree?.kind === 'list') return new Map(tree.items.map((item, index) => [String(index), item]));
  if (tree?.kind !== 'map') return new Map();
  // keys of these maps are codes, which compiling leaves as they are
  const keepsKeys = codedMaps.has(pointer.slice(pointer.lastIndexOf('/') + 1));
  const nameOf = (key: string) => escapePointer(keepsKeys ? key : camelCase(key));
  return new Map([...tree.entries].map(([key, { value }]) => [nameOf(key), value]));
}

/** Where a value that is written under one path stands in the compiled configuration under other names. */
export function noteEach(origins: Origins, pointer: string, tree: Tree | undefined, names: Record<string, Path>): void {
  for (const [name, path] of Object.entries(names))
    origins.note(`${pointer}/${name}`, path.reduce<Tree | undefined>(childOf, tree));
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
