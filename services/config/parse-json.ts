import { faultAt, type Fault } from './fault.ts';
import type { ParsedFile } from './parse-file.ts';
import type { Entry, Place, Tree } from './tree.ts';

const maxDepth = 40;
const tokenPattern =
  /[\s\uFEFF]*(?:("(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)|(true|false|null)|([{}[\],:]))/y;

/**
 * JSON (RFC 8259) to a tree with positions, for maps: a county's borders have a hundred thousand numbers, for which the
 * YAML reader takes seconds. The first thing that is wrong ends it.
 */
export function parseJson(text: string, at: (line: number, column: number) => Place): ParsedFile {
  try {
    return { tree: readJson(text, at), faults: [] };
  } catch (error) {
    if (error instanceof JsonFault) return { faults: [error.fault] };
    throw error;
  }
}

class JsonFault extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.code);
    this.fault = fault;
  }
}

interface Token {
  kind: 'string' | 'number' | 'word' | 'mark' | 'end';
  text: string;
  place: Place;
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}

function readJson(text: string, at: (line: number, column: number) => Place): Tree {
  const pattern = new RegExp(tokenPattern);
  let line = 1;
  let lineStart = 0;
  let lineEnd = endOfLine(text, 0);
  const placeOf = (offset: number): Place => {
    while (offset > lineEnd) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = endOfLine(text, lineStart);
    }
    return at(line, offset - lineStart + 1);
  };
  const next = (): Token => {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    const [whole = '', string, number, word, mark] = match ?? [];
    const raw = string ?? number ?? word ?? mark;
    if (!match || raw === undefined) {
      const gap = /[\s\uFEFF]*/y;
      gap.lastIndex = start;
      const offset = start + (gap.exec(text)?.[0].length ?? 0);
      if (offset >= text.length) return { kind: 'end', text: '', place: placeOf(text.length) };
      throw new JsonFault(faultAt('json/syntax', placeOf(offset), { found: text.slice(offset, offset + 12) }));
    }
    const kind =
      string !== undefined ? 'string' : number !== undefined ? 'number' : word !== undefined ? 'word' : 'mark';
    return { kind, text: raw, place: placeOf(start + whole.length - raw.length) };
  };
  const refuse = ({ place, text: found }: Token): never => {
    throw new JsonFault(faultAt('json/syntax', place, { found: found || '…' }));
  };
  const read = (token: Token, depth: number): Tree => {
    if (depth > maxDepth) throw new JsonFault(faultAt('yaml/too-deep', token.place, { limit: maxDepth }));
    const { kind, text: raw, place } = token;
    if (kind === 'string' || kind === 'number' || kind === 'word') {
      const value = JSON.parse(raw) as string | number | boolean | null;
      return { kind: 'scalar', place, value, text: String(value) };
    }
    if (raw === '[') return { kind: 'list', place, items: readItems(depth) };
    return raw === '{' ? { kind: 'map', place, entries: readEntries(depth) } : refuse(token);
  };
  const readItems = (depth: number): Tree[] => {
    const items: Tree[] = [];
    for (let token = next(); token.text !== ']' || token.kind !== 'mark'; token = next()) {
      items.push(read(token, depth + 1));
      const after = next();
      if (after.kind === 'mark' && after.text === ']') break;
      if (after.kind !== 'mark' || after.text !== ',') refuse(after);
    }
    return items;
  };
  const readEntries = (depth: number): Map<string, Entry> => {
    const entries = new Map<string, Entry>();
    for (let token = next(); token.text !== '}' || token.kind !== 'mark'; token = next()) {
      if (token.kind !== 'string') refuse(token);
      const key = JSON.parse(token.text) as string;
      const earlier = entries.get(key);
      if (earlier) throw new JsonFault(faultAt('yaml/duplicate-key', token.place, { key }, earlier.keyPlace));
      if (key === '__proto__') throw new JsonFault(faultAt('yaml/key', token.place));
      const colon = next();
      if (colon.kind !== 'mark' || colon.text !== ':') refuse(colon);
      entries.set(key, { keyPlace: token.place, value: read(next(), depth + 1) });
      const after = next();
      if (after.kind === 'mark' && after.text === '}') break;
      if (after.kind !== 'mark' || after.text !== ',') refuse(after);
    }
    return entries;
  };
  const tree = read(next(), 0);
  const rest = next();
  return rest.kind === 'end' ? tree : refuse(rest);
}
