import type { z } from 'zod';

import {
  CalendarFile,
  CatalogueFile,
  OrgFile,
  type AreasFile,
  type ProcessFile,
  type RoutingFile,
  type TenantFile,
  type TestFile,
} from '#workflows/definition/schema/index.ts';

import { baseName, type FileKind } from './bundle-files.ts';
import { nearestWord, spreadDays } from './calendar-days.ts';
import type { Report } from './fault.ts';
import { flattenOrg } from './flatten-org.ts';
import { dropWithdrawn, mergeTrees } from './merge.ts';
import { filesOf, type Layer } from './read-layer.ts';
import type { Tree } from './tree.ts';
import { validate, type Piece } from './validate.ts';

/** All layers of a tenant as one, still in the words of the files; the last layer is the tenant itself. */
export interface Bundle {
  code: string;
  layers: Layer[];
  tenants: Piece<z.output<typeof TenantFile>>[];
  org?: Piece<z.output<typeof OrgFile>>;
  /** By file name, without what other editions hand on. */
  editions: Map<string, Piece<z.output<typeof CatalogueFile>>>;
  resolvedEditions: { name: string; piece: Piece<z.output<typeof CatalogueFile>> }[];
  calendar?: Piece<z.output<typeof CalendarFile>>;
  routing: Piece<z.output<typeof RoutingFile>>[];
  areas: Piece<z.output<typeof AreasFile>>[];
  /** By code; taken whole from the lowest layer that has one. */
  processes: Map<string, Piece<z.output<typeof ProcessFile>>>;
  tests: { file: string; piece: Piece<z.output<typeof TestFile>> }[];
  incomplete: Set<FileKind>;
}

/** Puts the layers on top of one another, root first. */
export function assemble(layers: Layer[], report: Report): Bundle {
  const own = layers.at(-1);
  const bundle: Bundle = {
    code: own?.tenant ?? '',
    layers,
    tenants: layers.flatMap((layer) => filesOf(layer, 'tenant').map(({ piece }) => piece)),
    editions: new Map(),
    resolvedEditions: [],
    routing: layers.flatMap((layer) => filesOf(layer, 'routing').map(({ piece }) => piece)),
    areas: layers.flatMap((layer) => filesOf(layer, 'areas').map(({ piece }) => piece)),
    processes: new Map(),
    tests: own ? filesOf(own, 'test') : [],
    incomplete: new Set(layers.flatMap(({ incomplete }) => [...incomplete])),
  };
  const orgs = layers.flatMap((layer) => filesOf(layer, 'org').map(({ piece }) => flattenOrg(piece.tree, report)));
  const org = again(OrgFile, mergeAll(orgs), dropWithdrawn);
  if (org) bundle.org = org;
  const calendars = layers.flatMap((layer) =>
    filesOf(layer, 'calendar').map(({ piece }) => spreadDays(piece.tree, report)),
  );
  const codes = layers.map(({ tenant }) => tenant);
  const calendar = again(CalendarFile, mergeAll(calendars), (merged) => nearestWord(dropWithdrawn(merged), codes));
  if (calendar) bundle.calendar = calendar;
  for (const [name, pieces] of editionPieces(layers)) {
    const edition = onTop(pieces, (merged) => merged);
    if (edition) bundle.editions.set(name, edition);
  }
  bundle.resolvedEditions = resolveEditions(bundle.editions);
  for (const layer of layers)
    for (const { piece } of filesOf(layer, 'process')) bundle.processes.set(piece.value.process, piece);
  return bundle;
}

type EditionPiece = Piece<z.output<typeof CatalogueFile>>;

function editionPieces(layers: Layer[]): Map<string, EditionPiece[]> {
  const pieces = new Map<string, EditionPiece[]>();
  for (const layer of layers)
    for (const { file, piece } of filesOf(layer, 'catalogue'))
      pieces.set(baseName(file), [...(pieces.get(baseName(file)) ?? []), piece]);
  return pieces;
}

/** Where nothing lies on top and nothing is switched off, the piece is what it was. */
function onTop(pieces: EditionPiece[], finish: (merged: Tree) => Tree): EditionPiece | undefined {
  const [first, ...others] = pieces;
  if (first && others.length === 0 && finish(first.tree) === first.tree) return first;
  return again(CatalogueFile, mergeAll(pieces.map(({ tree }) => tree)), finish);
}

function mergeAll(trees: Tree[]): Tree | undefined {
  return trees.length > 0 ? trees.reduce(mergeTrees) : undefined;
}

/** Parts that fitted alone fit together: the schemas only ask what every layer must say by itself. */
function again<T>(
  schema: z.ZodType<T, unknown>,
  tree: Tree | undefined,
  finish: (merged: Tree) => Tree = (merged) => merged,
): Piece<T> | undefined {
  return tree && validate(schema, finish(tree)).piece;
}

/** Editions by file name, each with the items of the one that it extends, withdrawn ones gone. */
function resolveEditions(editions: Bundle['editions']): Bundle['resolvedEditions'] {
  return [...editions.keys()].flatMap((name) => {
    const piece = resolveEdition(editions, name);
    return piece ? [{ name, piece }] : [];
  });
}

function resolveEdition(editions: Bundle['editions'], name: string) {
  const chain: EditionPiece[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined && !seen.has(next);) {
    seen.add(next);
    const edition: EditionPiece | undefined = editions.get(next);
    if (!edition) break;
    chain.unshift(edition);
    next = edition.value.extends;
  }
  return onTop(chain, dropWithdrawn);
}
