import type { KeyedHash } from '../tenant-keys.ts';

/**
 * Pieces of a comparable text as numbers. Chinese has no blanks between words and most words have two characters, so every run of one
 * and two characters is kept (of an address, which is never compared itself, two and three); of what is sought, its longest runs.
 */
type Of = 'kept' | 'sought';

/** Descriptions are not sealed: a quick hash will do, that begins with the tenant so that its grams are nobody else's. */
export function wordGrams(tenant: string, words: string, of: Of): number[] {
  const start = fnv1a(FNV_OFFSET, `${tenant}/`);
  return runs(words, [1, 2], of).map((run) => fnv1a(start, run));
}

/** Under the tenant's key, as an address is personal: who has the rows alone cannot read it out of them. */
export function addressGrams(keyedHash: KeyedHash, address: string, of: Of): number[] {
  return runs(address, [2, 3], of).map((run) => keyedHash('address', run).readInt32LE(0));
}

/** Each once. Of what is shorter than every run it has none. */
function runs(text: string, sizes: readonly number[], of: Of): string[] {
  const characters = [...text];
  const fitting = sizes.filter((size) => size <= characters.length);
  const used = of === 'kept' ? fitting : fitting.slice(-1);
  const found = used.flatMap((size) =>
    Array.from({ length: characters.length - size + 1 }, (_, at) => characters.slice(at, at + size).join('')),
  );
  return [...new Set(found)];
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over UTF-16 units, as PostgreSQL's `integer`. */
function fnv1a(start: number, text: string): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hash | 0;
}
