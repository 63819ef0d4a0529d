import { isBudget } from '../compile/settings.ts';

/** One difference between two values. `path` holds keys and, inside lists, the codes of entries. */
export type DeepChange = { path: string[] } & (
  { what: 'added' | 'removed'; entry: unknown } | { what: 'changed'; from: unknown; to: unknown }
);

/** Where something was written is no part of what it says. */
const unsaid = new Set(['source', 'index']);

/** The smallest differences between two values, entries that one of them lacks as a whole. */
export function deepChanges(from: unknown, to: unknown, path: string[] = []): DeepChange[] {
  const before = partsOf(from) ?? emptyBeside(from, to);
  const after = partsOf(to) ?? emptyBeside(to, from);
  if (!before || !after) return isSame(from, to) ? [] : [{ path, what: 'changed', from, to }];
  const keys = new Set([...before.parts.keys(), ...after.parts.keys()]);
  return [...keys].flatMap((key): DeepChange[] => {
    const at = [...path, key];
    const [old, now] = [before.parts.get(key), after.parts.get(key)];
    const isEntry = before.isCoded || after.isCoded || isCodedMap(path.at(-1));
    if (old === undefined && isEntry) return [{ path: at, what: 'added', entry: now }];
    if (now === undefined && isEntry) return [{ path: at, what: 'removed', entry: old }];
    return deepChanges(old, now, at);
  });
}

const codedMaps = new Set('outcomes settings kinds states actions fields requests items units processes'.split(' '));

function isCodedMap(key: string | undefined): boolean {
  return key !== undefined && codedMaps.has(key);
}

/** The parts of a map, or of a list whose entries are maps; what is shown in one piece has none. */
function partsOf(value: unknown): { parts: Map<string, unknown>; isCoded: boolean } | undefined {
  if (typeof value !== 'object' || value === null || isBudget(value)) return undefined;
  if (!Array.isArray(value)) {
    const parts = Object.entries(value).filter(([key, part]) => part !== undefined && !unsaid.has(key));
    return { parts: new Map(parts), isCoded: false };
  }
  if (value.length === 0 || !value.every(isMap) || value.some(isSpan)) return undefined;
  const parts = value.map((entry, index): [string, unknown] => [codeOf(entry) ?? String(index + 1), entry]);
  return { parts: new Map(parts), isCoded: true };
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Hours of a day are read together. */
function isSpan(value: unknown): boolean {
  return isMap(value) && 'from' in value && 'to' in value && Object.keys(value).length === 2;
}

/** An empty list beside one with entries is one without them. */
function emptyBeside(value: unknown, other: unknown): ReturnType<typeof partsOf> {
  const isEmpty = Array.isArray(value) && value.length === 0;
  return isEmpty && partsOf(other)?.isCoded ? { parts: new Map(), isCoded: true } : undefined;
}

function codeOf(entry: unknown): string | undefined {
  const { code, name } = entry as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : undefined;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
