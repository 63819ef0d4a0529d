import type { z } from 'zod';

import { fileKinds, isIgnored, kindOf, type FileKind, type FileOf } from './bundle-files.ts';
import { faultAt, type Fault } from './fault.ts';
import { isPlainName, leadsOut, meantName, sameNameKey } from './file-names.ts';
import { listKnown } from './nearest.ts';
import { parseFile } from './parse-file.ts';
import type { Place } from './tree.ts';
import { validate, type Piece } from './validate.ts';

/** A tenant's own files as text or bytes, by their path inside its folder. */
export interface LayerFiles {
  tenant: string;
  files: Record<string, string | Uint8Array>;
}

export interface Layer {
  tenant: string;
  files: Map<string, { kind: FileKind; piece: Piece<unknown> }>;
  /** Kinds of file of which something could not be read. */
  incomplete: Set<FileKind>;
  faults: Fault[];
}

const maxFiles = 400;

/** Parses and validates every file of one layer by itself. */
export function readLayer({ tenant, files }: LayerFiles): Layer {
  const layer: Layer = { tenant, files: new Map(), incomplete: new Set(), faults: [] };
  const names = Object.keys(files)
    .filter((file) => !isIgnored(file))
    .sort();
  const taken = new Map<string, string>();
  for (const [index, file] of names.entries()) {
    const place = { tenant, file, line: 1, column: 1 };
    if (index >= maxFiles) {
      layer.faults.push(faultAt('file/too-many', place, { limit: maxFiles }));
      break;
    }
    const kind = isPlainName(file) ? kindOf(file) : undefined;
    if (!kind) {
      refuseName(layer, place, files[file] ?? '');
      continue;
    }
    const first = taken.get(sameNameKey(file));
    if (first !== undefined) {
      layer.faults.push(faultAt('file/collides', place, { file, first }, { ...place, file: first }));
      layer.incomplete.add(kind);
      continue;
    }
    taken.set(sameNameKey(file), file);
    const parsed = parseFile(tenant, file, files[file] ?? '');
    layer.faults.push(...parsed.faults);
    if (parsed.faults.length > 0) layer.incomplete.add(kind);
    if (!parsed.tree) continue;
    const schema: z.ZodType<unknown> = fileKinds[kind].schema;
    const { piece, faults, lostEntries } = validate(schema, parsed.tree);
    layer.faults.push(...faults);
    // every part of a process hangs on the others, so one that lost anything is not judged as a whole
    if (lostEntries || (kind === 'process' && faults.length > 0)) layer.incomplete.add(kind);
    if (piece) layer.files.set(file, { kind, piece });
  }
  return layer;
}

const examples = Object.values(fileKinds).map(({ example }) => example);

/** A file that is not read is told of, and nothing is said of what it may have declared. */
function refuseName(layer: Layer, place: Place, content: string | Uint8Array): void {
  const file = place.file.length > 100 ? `${place.file.slice(0, 100)}…` : place.file;
  const meant = meantName(place.file, content);
  const params = { file, nearest: meant, known: listKnown(examples) };
  layer.faults.push(faultAt(leadsOut(place.file) ? 'file/outside' : 'file/unknown', { ...place, file }, params));
  const kind = kindOf(meant);
  if (kind) layer.incomplete.add(kind);
}

/** The files of one kind, in the order of their names. */
export function filesOf<K extends FileKind>(layer: Layer, kind: K): { file: string; piece: Piece<FileOf<K>> }[] {
  return [...layer.files]
    .filter(([, entry]) => entry.kind === kind)
    .map(([file, entry]) => ({ file, piece: entry.piece as Piece<FileOf<K>> }));
}
