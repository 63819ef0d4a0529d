/** Columns on a terminal, where a hanzi takes two places and a combining mark none. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const wide =
  /^(?:\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Bopomofo}|\p{Emoji_Presentation}|[\u3000-\u303e\u3200-\u33ff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6])/u;
const empty = /^[\p{Control}\p{Mark}\p{Default_Ignorable_Code_Point}]*$/u;

/** Places that a text takes on a terminal. Characters of ambiguous width (“ ” · —) count as one, as terminals draw them by default. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (empty.test(segment)) continue;
    width += wide.test(segment) || segment.includes('\ufe0f') ? 2 : 1;
  }
  return width;
}

/** Rows under each other, each column as wide as its widest cell; the last one is left ragged. */
export function alignColumns(rows: readonly (readonly string[])[], gap = 2): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell) + gap)))
      .join('')
      .trimEnd(),
  );
}
