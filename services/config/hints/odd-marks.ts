/** What an input method, a word processor or a chat program writes in the place of a mark that machines read. */
const plainFor: Record<string, string> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '【': '[',
  '】': ']',
  '、': ',',
  '—': '-',
  '–': '-',
  '‒': '-',
  '−': '-',
};

/** Blanks that are none for YAML, and what shows nothing at all. */
const oddBlank = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/u;
const unseen = /[\p{Cf}\p{Variation_Selector}]/u;
const wide = /[\uFF01-\uFF5E]/u;
const odd = new RegExp(`${oddBlank.source}|${unseen.source}|${wide.source}|[${Object.keys(plainFor).join('')}]`, 'u');

export interface OddMark {
  /** How it is shown, with its number where it cannot be seen: `“，”`, `U+00A0`. */
  mark: string;
  /** The whole text with ordinary marks. */
  plain: string;
}

/** The first mark of a text that looks like one which machines read and is another. */
export function oddMark(text: string): OddMark | undefined {
  const found = odd.exec(text);
  if (!found) return undefined;
  const [char] = found;
  const isSeen = !oddBlank.test(char) && !unseen.test(char);
  return { mark: isSeen ? `“${char}”` : numberOf(char), plain: plainText(text) };
}

function numberOf(char: string): string {
  return `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

function plainText(text: string): string {
  return [...text].map(plainChar).join('').replace(/ {2,}/g, ' ').trim();
}

function plainChar(char: string): string {
  if (unseen.test(char)) return '';
  if (oddBlank.test(char)) return ' ';
  return plainFor[char] ?? (wide.test(char) ? String.fromCodePoint(char.codePointAt(0)! - 0xfee0) : char);
}

export function isOddBlank(char: string): boolean {
  return oddBlank.test(char);
}

/** What cannot be seen is shown as its number, so that the reader finds it. */
export function seenText(text: string): string {
  return [...text].map((char) => (oddBlank.test(char) || unseen.test(char) ? `<${numberOf(char)}>` : char)).join('');
}
