import type { CatalogueFile, OrgFile } from '#workflows/definition/schema/index.ts';

import type { Bundle } from '../assemble.ts';
import type { FileKind } from '../bundle-files.ts';
import type { Report } from '../fault.ts';
import { listKnown, nearest } from '../nearest.ts';
import type { Noun } from '../texts/names.ts';
import { childOf, locate, type Path, type Place, type Tree } from '../tree.ts';
import type { Piece } from '../validate.ts';

export type UnitEntry = NonNullable<OrgFile['units']>[number];
export type ItemEntry = CatalogueFile['items'][number];

/** What every check reads, looked up once. */
export interface CheckContext {
  bundle: Bundle;
  report: Report;
  units: Map<string, { entry: UnitEntry; tree: Tree }>;
  levels: string[];
  editions: { name: string; piece: Piece<CatalogueFile> }[];
  /** Every item of every edition by code; an item in two editions stands here twice. */
  items: Map<string, ItemEntry[]>;
  /** Day from which "today" is asked where a check needs one; absent, the answer must not depend on it. */
  today?: string;
}

export function createContext(bundle: Bundle, report: Report, today?: string): CheckContext {
  const units = new Map<string, { entry: UnitEntry; tree: Tree }>();
  for (const [index, entry] of (bundle.org?.value.units ?? []).entries()) {
    const tree = childOf(childOf(bundle.org?.tree, 'units'), index);
    if (tree) units.set(entry.code, { entry, tree });
  }
  const editions = bundle.resolvedEditions;
  const items = new Map<string, ItemEntry[]>();
  for (const { piece } of editions)
    for (const item of piece.value.items) items.set(item.code, [...(items.get(item.code) ?? []), item]);
  const levels = Object.keys(bundle.org?.value.levels ?? {});
  return { bundle, report, units, levels, editions, items, ...(today !== undefined && { today }) };
}

/** The files a name is looked for in: when one of them could not be read, the name may well be there. */
const homes: Partial<Record<Noun, FileKind[]>> = {
  unit: ['org'],
  level: ['org'],
  item: ['catalogue'],
  variant: ['catalogue'],
  category: ['catalogue'],
  edition: ['catalogue'],
  season: ['calendar'],
  process: ['process'],
  setting: ['process'],
  kind: ['process'],
  action: ['process'],
  deadline: ['process'],
  outcome: ['process'],
  state: ['process'],
  rule: ['routing'],
};

type Known = readonly string[] | ReadonlySet<string> | ReadonlyMap<string, unknown>;

/** Enough to find what was meant; a list of a hundred thousand would take a second for each typo. */
const maxCompared = 3000;

/** Reports a name that nothing has, with the nearest known one; true when it is known. */
export function mustKnow(ctx: CheckContext, noun: Noun, name: string, known: Known, place: Place): boolean {
  if (known instanceof Set || known instanceof Map ? known.has(name) : [...known].includes(name)) return true;
  if (homes[noun]?.some((kind) => ctx.bundle.incomplete.has(kind))) return false;
  const all = known instanceof Map ? known.keys() : known;
  const words = [...all].slice(0, maxCompared);
  ctx.report(`${noun}/unknown`, place, { name, nearest: nearest(name, words), known: listKnown(words) });
  return false;
}

/** Each code of a list under `path`, with its place; a single one may stand there without a list. */
export function* codesAt(tree: Tree, path: Path, codes: readonly string[] | undefined): Generator<[string, Place]> {
  for (const [index, code] of (codes ?? []).entries()) yield [code, locate(tree, [...path, index])];
}

/** Two entries of one list with the same code: merging would keep only one of them. */
export function noDuplicates(ctx: CheckContext, list: Tree | undefined, key: 'code' | 'date' | 'name'): void {
  if (list?.kind !== 'list') return;
  const seen = new Map<string, Place>();
  for (const item of list.items) {
    const found = childOf(item, key);
    if (found?.kind !== 'scalar') continue;
    const first = seen.get(found.text);
    if (first) ctx.report('name/duplicate', found.place, { name: found.text }, first);
    else seen.set(found.text, found.place);
  }
}
