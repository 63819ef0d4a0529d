/** A parsed YAML value that knows where each part of it stands, so that what is merged can still say where it came from. */
export interface Place {
  /** Layer that the file belongs to. */
  tenant: string;
  /** Path inside the tenant's folder. */
  file: string;
  /** Both from 1. */
  line: number;
  column: number;
}

export type Scalar = string | number | boolean | null;

export type Tree =
  | { kind: 'scalar'; place: Place; value: Scalar; text: string }
  | { kind: 'list'; place: Place; items: Tree[] }
  /** `damaged`: something faulty was taken out of it, so what it lacks is no further fault. */
  | { kind: 'map'; place: Place; entries: Map<string, Entry>; damaged?: boolean };

export interface Entry {
  keyPlace: Place;
  value: Tree;
}

export type MapTree = Extract<Tree, { kind: 'map' }>;
export type Path = readonly PropertyKey[];

export function toPlain(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(toPlain);
  const plain: Record<string, unknown> = {};
  for (const [key, entry] of tree.entries) plain[key] = toPlain(entry.value);
  return plain;
}

export function childOf(tree: Tree | undefined, key: PropertyKey): Tree | undefined {
  if (tree?.kind === 'map') return tree.entries.get(String(key))?.value;
  if (tree?.kind === 'list') return tree.items[Number(key)];
  return undefined;
}

/** Where the value at `path` stands; for something missing, the nearest thing around it. */
export function locate(tree: Tree, path: Path): Place {
  let here = tree;
  for (const key of path) {
    const next = childOf(here, key);
    if (!next) break;
    here = next;
  }
  return here.place;
}

/** Where the key at the end of `path` stands; falls back to the value around it. */
export function locateKey(tree: Tree, path: Path): Place {
  const parent = treeAt(tree, path.slice(0, -1));
  const key = path.at(-1);
  const entry = parent?.kind === 'map' && key !== undefined ? parent.entries.get(String(key)) : undefined;
  return entry?.keyPlace ?? locate(tree, path);
}

export function treeAt(tree: Tree | undefined, path: Path): Tree | undefined {
  return path.reduce<Tree | undefined>(childOf, tree);
}

/** The text of a scalar entry of a map, or undefined. */
export function textOf(tree: Tree | undefined, key: string): string | undefined {
  const child = childOf(tree, key);
  return child?.kind === 'scalar' && typeof child.value === 'string' ? child.value : undefined;
}
