import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  YAMLParseError,
  type Document,
  type Node,
} from 'yaml';

import { faultAt, type Fault } from './fault.ts';
import type { Entry, Place, Scalar, Tree } from './tree.ts';
import { parseJson } from './parse-json.ts';
import { syntaxFaults } from './hints/syntax-fault.ts';
import { decodeText, findLayoutFaults } from './file-text.ts';

export interface ParsedFile {
  /** Absent when nothing could be read. */
  tree?: Tree;
  faults: Fault[];
}

const maxDepth = 40;
const maxSyntaxFaults = 20;
const maxFaults = 100;

/**
 * Bytes of one file to a tree with positions. Scalars are read by YAML 1.2's own rules for true, false and plain
 * numbers and are text otherwise, so a date or a code stays what was written. Never throws.
 */
export function parseFile(tenant: string, file: string, content: string | Uint8Array): ParsedFile {
  const at = (line: number, column: number): Place => ({ tenant, file, line, column });
  const decoded = decodeText(content, file);
  if ('fault' in decoded) {
    const { code, line, column, params } = decoded.fault;
    return { faults: [faultAt(code, at(line, column), params)] };
  }
  if (file.endsWith('.geojson')) return parseJson(decoded.text, at);
  const layout = findLayoutFaults(decoded.text);
  if (layout.some(({ fatal }) => fatal))
    return { faults: layout.map((f) => faultAt(f.code, at(f.line, f.column), f.params)) };
  return readDocument(
    decoded.text,
    at,
    layout.map((f) => faultAt(f.code, at(f.line, f.column), f.params)),
  );
}

function readDocument(text: string, at: (line: number, column: number) => Place, faults: Fault[]): ParsedFile {
  const lines = new LineCounter();
  const document = composeFirst(text, lines);
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return at(Math.max(1, line), Math.max(1, col));
  };
  faults.push(...syntaxFaults(text, document?.errors.slice(0, maxSyntaxFaults) ?? [], place, at));
  if (document && document.errors.length > 0) return { faults };
  if (!document?.contents) return { faults: [...faults, faultAt('yaml/empty', at(1, 1))] };
  const tree = walk(document, place, faults);
  return tree ? { tree, faults } : { faults };
}

/** Stops at the twentieth thing that is no YAML: the library would go on for seconds through a file full of them. */
function composeFirst(text: string, lines: LineCounter): Document.Parsed | undefined {
  // uniqueKeys is quadratic in the library; the walk below finds duplicates itself
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const documents: Document.Parsed[] = [];
  let broken = 0;
  for (const token of new Parser(lines.addNewLine).parse(text)) {
    documents.push(...composer.next(token));
    if (token.type === 'error') broken += 1;
    if (broken >= maxSyntaxFaults || documents.length > 1) break;
  }
  documents.push(...composer.end());
  const [first, second] = documents;
  if (first && second)
    first.errors.push(
      new YAMLParseError([second.range[0], second.range[0]], 'MULTIPLE_DOCS', 'A second document begins'),
    );
  return first;
}

function walk(document: Document.Parsed, place: (offset: number) => Place, faults: Fault[]): Tree | undefined {
  const read = (node: Node | null, fallback: Place, depth: number): Tree | undefined => {
    if (!node) return { kind: 'scalar', place: fallback, value: null, text: '' };
    const here = node.range ? place(node.range[0]) : fallback;
    if (isAlias(node) || (node as { anchor?: string }).anchor) return refuse('yaml/alias', here);
    if (node.tag && !node.tag.startsWith('tag:yaml.org,2002:')) return refuse('yaml/tag', here, { tag: node.tag });
    if (depth > maxDepth) return refuse('yaml/too-deep', here, { limit: maxDepth });
    if (isScalar(node)) {
      const text = typeof node.value === 'string' ? node.value : '';
      return { kind: 'scalar', place: here, value: valueOf(text, node.type === 'PLAIN'), text };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => read(item as Node | null, here, depth + 1));
      return { kind: 'list', place: here, items: items.filter((item) => item !== undefined) };
    }
    if (!isMap(node)) return refuse('yaml/tag', here, { tag: 'unknown' });
    const entries = new Map<string, Entry>();
    let damaged = false;
    for (const pair of node.items) {
      const key = pair.key as Node | null;
      const keyPlace = key?.range ? place(key.range[0]) : here;
      if (!isScalar(key) || typeof key.value !== 'string' || key.anchor || key.value === '__proto__') {
        refuse('yaml/key', keyPlace);
        damaged = true;
        continue;
      }
      const earlier = entries.get(key.value);
      if (earlier) {
        say(faultAt('yaml/duplicate-key', keyPlace, { key: key.value }, earlier.keyPlace));
        continue;
      }
      const value = read(pair.value as Node | null, keyPlace, depth + 1);
      if (value) entries.set(key.value, { keyPlace, value });
      else damaged = true;
    }
    return { kind: 'map', place: here, entries, ...(damaged && { damaged }) };
  };
  const say = (fault: Fault) => {
    if (faults.length < maxFaults) faults.push(fault);
  };
  const refuse = (code: 'yaml/alias' | 'yaml/tag' | 'yaml/too-deep' | 'yaml/key', at: Place, params = {}) => {
    say(faultAt(code, at, params));
    return undefined;
  };
  return read(document.contents, place(0), 0);
}

const canonicalNumber = /^-?(0|[1-9]\d{0,14})(\.\d+)?$/;
const looksNumeric = /^[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?$|^0[xob][\da-fA-F]+$/;

/**
 * `011`, 18 digits and the like become NaN: fit for neither a number nor a text, so that each place that meets one
 * asks for quotes instead of guessing.
 */
function valueOf(text: string, isPlain: boolean): Scalar {
  if (!isPlain) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === '' || text === '~' || text === 'null') return null;
  if (canonicalNumber.test(text)) return Number(text);
  return looksNumeric.test(text) ? Number.NaN : text;
}
