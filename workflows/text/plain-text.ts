/** What counts as text, for whatever people write: in requests, in fields of actions, in a county's files. One notion for all of them. */

/** Shows nothing: blanks of all kinds, controls, and what Unicode says to draw as nothing (zero width, fillers, selectors, bidi). */
const unseen = String.raw`\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800`;
const seen = new RegExp(`[^${unseen}]`, 'gu');
const anyUnseen = new RegExp(`[${unseen}]+`, 'gu');
/** Unseen, but part of the sign beside it: of an emoji, of a rare hanzi, of Mongolian and Persian letters. */
const joined = String.raw`\p{Variation_Selector}\u200C\u200D\u{E0020}-\u{E007F}`;
const outer = `(?:(?![${joined}])[${unseen}])+`;
const outerBlanks = new RegExp(`^${outer}|${outer}$`, 'gu');
/** They change the order in which letters are shown; pasted numbers and names carry them, and nobody sees it. */
const bidi = /\p{Bidi_Control}/gu;
const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu;
const control = /(?![\t\n])\p{Cc}/u;

export type TextFault = 'blank' | 'line_break' | 'control_character' | 'half_character';

export function isBlank(text: string): boolean {
  return lengthSeen(text) === 0;
}

/** In code points, as JSON Schema counts: one emoji or rare hanzi is one. The most that a text may have is of these. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** Characters that a reader sees. The least that a text must have is of these. */
export function lengthSeen(text: string): number {
  return text.match(seen)?.length ?? 0;
}

/** As it is kept: without direction controls and without blanks around it. */
export function tidyLine(text: string): string {
  return text.replace(bidi, '').replace(outerBlanks, '');
}

/** As a line, and every line ends in the same way. */
export function tidyProse(text: string): string {
  return tidyLine(text.replace(lineBreak, '\n'));
}

/** What must not stand inside a tidied text of one line. */
export function lineFault(text: string): TextFault | null {
  if (text.search(lineBreak) >= 0) return 'line_break';
  return text.includes('\t') ? 'control_character' : proseFault(text);
}

/** What must not stand inside a tidied text of several lines. */
export function proseFault(text: string): TextFault | null {
  if (/\p{Surrogate}/u.test(text)) return 'half_character';
  return control.test(text) ? 'control_character' : null;
}

/**
 * Two texts that people take for the same are the same in this form: width, composition, capitals and blanks do not matter
 * (Chinese is written with and without them: `兴工路 12 号`). Search and keyed hashes compare it, nobody reads it.
 */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(anyUnseen, '');
}
