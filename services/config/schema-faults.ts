import type { z } from 'zod';

import { keyWord } from './diff/key-words.ts';
import { faultAt, type Fault, type FaultParams } from './fault.ts';
import { isFaultCode, type FaultCode } from './fault-texts.ts';
import { durationHint } from './hints/duration-hint.ts';
import { listKnown, nearest } from './nearest.ts';
import { oddMark, seenText } from './hints/odd-marks.ts';
import { locate, locateKey, treeAt, type Path, type Place, type Tree } from './tree.ts';
import { codeWord } from './words/code-words.ts';

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

interface Found {
  fault: Fault;
  path: Path;
  /** Taken out of the tree like the others, and not told. */
  isConsequence?: boolean;
}

/** One fault for each thing that a schema finds in a tree, in the words of the fault table. */
export function schemaFaults(tree: Tree, issues: readonly unknown[]): Found[] {
  const found = (issues as Issue[]).flatMap((issue) => translate(tree, issue, []));
  // Brackets of another width cut a line into pieces, each of which is odd.
  const oddLines = new Set<number>();
  return found.map((one) => {
    const { fault } = one;
    if (fault.code !== 'value/odd-mark') return one;
    const isFirst = !oddLines.has(fault.line);
    oddLines.add(fault.line);
    return isFirst ? one : { ...one, isConsequence: true };
  });
}

/** Parse option: puts the words that a schema knows at a place into the message, where `translate` finds them. */
export function tellKnown(issue: {
  code?: string | undefined;
  inst?: unknown;
  discriminator?: unknown;
}): string | undefined {
  const { def, propValues } = (issue.inst as { _zod?: SchemaInternals } | undefined)?._zod ?? {};
  if (issue.code === 'invalid_type') return formatOf(def);
  if (issue.code === 'unrecognized_keys') return Object.keys(def?.shape ?? {}).join(',');
  if (issue.code === 'invalid_union' && typeof issue.discriminator === 'string')
    return [...(propValues?.[issue.discriminator] ?? [])].join(',');
  return undefined;
}

/** The fault code of a text's own format: `limit: 4` lacks a unit, not quotes. */
function formatOf(def: SchemaInternals['def']): string | undefined {
  const error = def?.checks?.[0]?._zod?.def?.error;
  const message = typeof error === 'function' ? error({}) : undefined;
  return typeof message === 'string' ? message : message?.message;
}

interface SchemaInternals {
  def?: {
    shape?: Record<string, z.ZodType>;
    checks?: { _zod?: { def?: { error?: (issue: object) => string | { message?: string } | undefined } } }[];
  };
  propValues?: Record<string, Set<unknown>>;
}

function translate(tree: Tree, issue: Issue, base: Path): { fault: Fault; path: Path }[] {
  const path = [...base, ...issue.path];
  const say = (code: FaultCode, params: FaultParams = {}, at: Path = path, place = locate(tree, at)) => [
    { fault: faultAt(code, place, params), path: at },
  ];
  const text = textAt(tree, path);
  const odd = treeAt(tree, path)?.kind === 'scalar' ? oddMark(text) : undefined;
  if (odd && isOfForm(issue)) return say('value/odd-mark', { text: seenText(text), mark: odd.mark, plain: odd.plain });
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = words(issue.message);
      return (issue.keys ?? []).flatMap((key, index) => {
        const at = [...path, key];
        const colon = brokenColon(key, locateKey(tree, at));
        if (colon) return [{ fault: colon, path: at }];
        const strange = key.length <= longestText ? oddMark(key) : undefined;
        if (strange && (known.includes(strange.plain) || !meantKey(key, known)))
          return say(
            'value/odd-mark',
            { text: seenText(key), mark: strange.mark, plain: strange.plain },
            at,
            locateKey(tree, at),
          );
        // a file full of nonsense need not be compared word by word
        const params = { key, nearest: index < 50 ? meantKey(key, known) : '', known: listKnown(known) };
        return say('value/unknown-key', params, at, locateKey(tree, at));
      });
    }
    case 'invalid_type':
      return [typeFault(tree, issue, path, text)].flatMap(({ code, params, at }) => say(code, params, at));
    case 'invalid_value': {
      if (!treeAt(tree, path)) return say('value/missing', { key: String(path.at(-1)) });
      const known = (issue.values ?? []).map(String);
      return say('value/unknown-choice', { text, nearest: meantWord(text, known), known: listKnown(known) });
    }
    case 'invalid_key':
      return say('value/code', { text: String(path.at(-1)) }, path, locateKey(tree, path));
    case 'invalid_union':
      return unionFaults(tree, issue, path, text, say);
    default:
      return isFaultCode(issue.message)
        ? say(issue.message, { text, ...hints(issue.message, text, path) })
        : say('value/invalid', { detail: issue.message });
  }
}

/** Texts for people may hold any mark; what has a form of its own may not. */
function isOfForm(issue: Issue): boolean {
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') return true;
  return isFaultCode(issue.message) && !ofTexts.includes(issue.message);
}

const ofTexts: readonly FaultCode[] = [
  'value/empty',
  'value/one-line',
  'value/unreadable-character',
  'value/too-long',
  'value/too-many',
];

/** `title：路灯`, `title:路灯` inside `{ }`: all of it reads as one key. */
function brokenColon(key: string, place: Place): Fault | undefined {
  const word = /^[\w-]+(?=[:：])/.exec(key)?.[0];
  if (word === undefined) return undefined;
  const code = key[word.length] === '：' ? 'yaml/full-width-colon' : 'yaml/colon-space';
  return faultAt(code, { ...place, column: place.column + word.length }, { key: word });
}

function meantKey(key: string, known: readonly string[]): string {
  const camel = (word: string) => word.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return nearest(key, known) || (known.find((word) => keyWord(camel(word), 'zh') === key) ?? '');
}

function meantWord(text: string, known: readonly string[]): string {
  return nearest(text, known) || (known.find((word) => codeWord(word, 'zh') === text) ?? '');
}

/** What only the place or the text itself can add: which key asks for a code, which duration was meant. */
function hints(code: FaultCode, text: string, path: Path): FaultParams {
  if (code === 'value/duration') return durationHint(text);
  if (code === 'value/code') return { key: path.findLast((part) => typeof part === 'string') ?? '' };
  return {};
}

type Say = (code: FaultCode, params?: FaultParams, at?: Path) => { fault: Fault; path: Path }[];

function unionFaults(tree: Tree, issue: Issue, path: Path, text: string, say: Say) {
  if (!treeAt(tree, path)) return say('value/missing', { key: String(path.at(-1)) });
  if (issue.discriminator) {
    const at = path.at(-1) === issue.discriminator ? path : [...path, issue.discriminator];
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
  if (isFaultCode(issue.message)) return say(issue.message, { text, ...hints(issue.message, text, path) });
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
    if (issue.message === 'value/duration')
      return { code: 'value/duration', params: { text, ...durationHint(text) }, at: path };
    if (issue.expected !== 'string' && Number.isNaN(found.value))
      return { code: 'value/plain-number', params: { text }, at: path };
    if (issue.expected === 'string' && typeof found.value === 'number')
      return { code: 'value/quote-digits', params: { text }, at: path };
  }
  const kind = found.kind === 'scalar' ? typeof found.value : found.kind;
  return { code: 'value/type', params: { expected: `@${issue.expected}`, found: `@${kind}` }, at: path };
}

function words(message: string): string[] {
  return message.split(',').filter(Boolean);
}

const longestText = 60;

/** What is written at a path, shortened: faults must stay readable whatever the file holds. */
export function textAt(tree: Tree, path: Path): string {
  const found = treeAt(tree, path);
  if (!found) return '';
  if (found.kind !== 'scalar') return found.kind === 'list' ? '[…]' : '{…}';
  return found.text.length > longestText ? `${found.text.slice(0, longestText)}…` : found.text;
}
