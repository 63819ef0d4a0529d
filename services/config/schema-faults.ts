import type { z } from 'zod';

import { faultAt, type Fault, type FaultParams } from './fault.ts';
import { isFaultCode, type FaultCode } from './fault-texts.ts';
import { listKnown, nearest } from './nearest.ts';
import { locate, locateKey, treeAt, type Path, type Tree } from './tree.ts';

/** The parts of zod's issues that are read here; `message` carries a fault code or, by `tellKnown`, known words. */
interface Issue {
  code: string;
  path: PropertyKey[];
  message: string;
  expected?: string;
  keys?: string[];
  values?: unknown[];
  errors?: Issue[][];
  discriminator?: string;
}

/** One fault for each thing that a schema finds in a tree, in the words of the fault table. */
export function schemaFaults(tree: Tree, issues: readonly unknown[]): { fault: Fault; path: Path }[] {
  return (issues as Issue[]).flatMap((issue) => translate(tree, issue, []));
}

/** Parse option: puts the words that a schema knows at a place into the message, where `translate` finds them. */
export function tellKnown(issue: {
  code?: string | undefined;
  inst?: unknown;
  discriminator?: unknown;
}): string | undefined {
  const { def, propValues } = (issue.inst as { _zod?: SchemaInternals } | undefined)?._zod ?? {};
  if (issue.code === 'unrecognized_keys') return Object.keys(def?.shape ?? {}).join(',');
  if (issue.code === 'invalid_union' && typeof issue.discriminator === 'string')
    return [...(propValues?.[issue.discriminator] ?? [])].join(',');
  return undefined;
}

interface SchemaInternals {
  def?: { shape?: Record<string, z.ZodType> };
  propValues?: Record<string, Set<unknown>>;
}

function translate(tree: Tree, issue: Issue, base: Path): { fault: Fault; path: Path }[] {
  const path = [...base, ...issue.path];
  const say = (code: FaultCode, params: FaultParams = {}, at: Path = path, place = locate(tree, at)) => [
    { fault: faultAt(code, place, params), path: at },
  ];
  const text = textAt(tree, path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = words(issue.message);
      return (issue.keys ?? []).flatMap((key, index) => {
        const at = [...path, key];
        // a file full of nonsense need not be compared word by word
        const params = { key, nearest: index < 50 ? nearest(key, known) : '', known: listKnown(known) };
        return say('value/unknown-key', params, at, locateKey(tree, at));
      });
    }
    case 'invalid_type':
      return [typeFault(tree, issue, path, text)].flatMap(({ code, params, at }) => say(code, params, at));
    case 'invalid_value': {
      if (!treeAt(tree, path)) return say('value/missing', { key: String(path.at(-1)) });
      const known = (issue.values ?? []).map(String);
      return say('value/unknown-choice', { text, nearest: nearest(text, known), known: listKnown(known) });
    }
    case 'invalid_key':
      return say('value/code', { text: String(path.at(-1)) }, path, locateKey(tree, path));
    case 'invalid_union':
      return unionFaults(tree, issue, path, text, say);
    default:
      return isFaultCode(issue.message)
        ? say(issue.message, { text })
        : say('value/invalid', { detail: issue.message });
  }
}

type Say = (code: FaultCode, params?: FaultParams, at?: Path) => { fault: Fault; path: Path }[];

function unionFaults(tree: Tree, issue: Issue, path: Path, text: string, say: Say) {
  if (!treeAt(tree, path)) return say('value/missing', { key: String(path.at(-1)) });
  if (issue.discriminator) {
    const at = [...path, issue.discriminator];
    const known = words(issue.message);
    const written = textAt(tree, at);
    if (!treeAt(tree, at)) return say('value/missing', { key: issue.discriminator }, at);
    return say(
      'value/unknown-choice',
      { text: written, nearest: nearest(written, known), known: listKnown(known) },
      at,
    );
  }
  const branches = issue.errors ?? [];
  // the branch that was meant is the one whose shape fits: its faults lie deeper, or a scalar has the wrong value
  const isScalar = treeAt(tree, path)?.kind === 'scalar';
  const meant =
    branches.find((branch) => branch.every((inner) => inner.path.length > 0)) ??
    branches.find(
      (branch) => isScalar && branch.every(({ code }) => code !== 'invalid_type' && code !== 'invalid_format'),
    );
  if (meant) return meant.flatMap((inner) => translate(tree, inner, path));
  if (isFaultCode(issue.message)) return say(issue.message, { text });
  const first = issue.errors?.[0]?.[0];
  return first ? translate(tree, first, path) : say('value/invalid', { detail: issue.message });
}

function typeFault(
  tree: Tree,
  issue: Issue,
  path: Path,
  text: string,
): { code: FaultCode; params: FaultParams; at: Path } {
  const found = treeAt(tree, path);
  if (!found) return { code: 'value/missing', params: { key: String(path.at(-1) ?? '') }, at: path };
  if (found.kind === 'scalar') {
    if (found.value === null) return { code: 'value/empty', params: {}, at: path };
    if (issue.expected === 'string' && typeof found.value === 'number')
      return { code: 'value/quote-digits', params: { text }, at: path };
  }
  const kind = found.kind === 'scalar' ? typeof found.value : found.kind;
  return { code: 'value/type', params: { expected: `@${issue.expected}`, found: `@${kind}` }, at: path };
}

function words(message: string): string[] {
  return message.split(',').filter(Boolean);
}

/** What is written at a path, shortened: faults must stay readable whatever the file holds. */
export function textAt(tree: Tree, path: Path): string {
  const found = treeAt(tree, path);
  if (!found) return '';
  if (found.kind !== 'scalar') return found.kind === 'list' ? '[…]' : '{…}';
  return found.text.length > 60 ? `${found.text.slice(0, 60)}…` : found.text;
}
