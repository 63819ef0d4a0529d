import { closest, distance } from 'fastest-levenshtein';

/** The known word that a misspelt one most likely meant; empty when none is near. Bounded in the word's length. */
export function nearest(word: string, known: Iterable<string>): string {
  const candidates = [...known];
  if (candidates.length === 0 || word.length > 80) return '';
  const best = closest(
    word.toLowerCase(),
    candidates.map((candidate) => candidate.toLowerCase()),
  );
  const original = candidates.find((candidate) => candidate.toLowerCase() === best) ?? '';
  const allowed = Math.max(1, Math.ceil(Math.max(word.length, best.length) * 0.4));
  return distance(word.toLowerCase(), best) <= allowed ? original : '';
}

/** Known words for a remedy: all of a short list, the first dozen of a long one. */
export function listKnown(known: Iterable<string>): string {
  const all = [...known];
  return all.length > 14 ? `${all.slice(0, 12).join(', ')}, …` : all.join(', ');
}
