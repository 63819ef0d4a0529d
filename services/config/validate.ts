import type { z } from 'zod';

import type { Fault } from './fault.ts';
import { schemaFaults, tellKnown } from './schema-faults.ts';
import { toPlain, treeAt, type Path, type Tree } from './tree.ts';

/** A value that fits its schema, beside the tree that says where each part of it stands. */
export interface Piece<T> {
  tree: Tree;
  value: T;
}

export interface Validated<T> {
  piece?: Piece<T>;
  faults: Fault[];
  /** Whole entries were taken out: what seems to name nothing may name one of them. */
  lostEntries: boolean;
}

const maxRounds = 5;
const maxFaults = 100;

/**
 * Schema faults of a tree, and what is left of it without them, so that the checks behind it still see the rest and
 * all faults come at once. The tree is changed in place.
 */
export function validate<T>(schema: z.ZodType<T, unknown>, tree: Tree): Validated<T> {
  const faults: Fault[] = [];
  let lostEntries = false;
  const removedPaths = new Set<string>();
  for (let round = 0; round < maxRounds; round += 1) {
    const parsed = schema.safeParse(toPlain(tree), { error: tellKnown });
    if (parsed.success) return { piece: { tree, value: parsed.data }, faults, lostEntries };
    const found = schemaFaults(tree, parsed.error.issues);
    // what an earlier round took out is now missing, which is no fault of the file
    const told = found.filter(
      ({ fault, path, isConsequence }) =>
        !isConsequence && (fault.code !== 'value/missing' || !removedPaths.has(path.join('/'))),
    );
    faults.push(...told.map(({ fault }) => fault).slice(0, Math.max(0, maxFaults - faults.length)));
    for (const { path } of found) {
      removedPaths.add(path.join('/'));
      // what misses something is taken out as a whole
      if (!treeAt(tree, path)) removedPaths.add(path.slice(0, -1).join('/'));
    }
    if (found.some(({ path }) => path.length === 0)) break;
    const removed = removeAll(
      tree,
      found.map(({ path }) => path),
    );
    if (removed === 'whole') break;
    lostEntries ||= removed === 'entries';
  }
  return { faults, lostEntries: true };
}

/** Deletes what stands at the paths; a path to something missing takes its parent along. */
function removeAll(tree: Tree, paths: Path[]): 'values' | 'entries' | 'whole' {
  const doomed = new Set<Tree>();
  const parents = new Set<Tree>();
  let result: 'values' | 'entries' = 'values';
  for (const path of paths) {
    const isMissing = !treeAt(tree, path);
    const target = isMissing ? path.slice(0, -1) : path;
    const node = treeAt(tree, target);
    const parent = treeAt(tree, target.slice(0, -1));
    if (target.length === 0 || !node || !parent) return 'whole';
    if (isMissing || node.kind !== 'scalar') result = 'entries';
    doomed.add(node);
    parents.add(parent);
  }
  for (const parent of parents) {
    if (parent.kind === 'list') parent.items = parent.items.filter((item) => !doomed.has(item));
    if (parent.kind !== 'map') continue;
    parent.damaged = true;
    for (const [name, { value }] of parent.entries) if (doomed.has(value)) parent.entries.delete(name);
  }
  return result;
}
