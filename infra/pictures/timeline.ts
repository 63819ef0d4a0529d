/** One picture: a row for each day, the hours of the day across it, what is open, what counts, and where it ends. */
export interface Day {
  /** `02-14 周六` */
  label: string;
  /** What is out of the ordinary, or what the day counts as. */
  note: string;
  kind: 'working' | 'off' | 'weekend' | 'worked';
  /** In hours of the day, 0 to 24. */
  open: [from: number, to: number][];
  spent: [from: number, to: number][];
  paused: [from: number, to: number][];
  marks: { at: number; text: string; kind: 'start' | 'due' | 'pause' | 'resume' }[];
}

export interface Timeline {
  title: string;
  year: string;
  days: Day[];
}

const left = 96;
const hour = 22;
const row = 34;
const top = 58;
const noteWidth = 190;
const colours = {
  working: '#ffffff',
  worked: '#fff7e0',
  off: '#f3e3e3',
  weekend: '#ececec',
  open: '#cfe3f7',
  spent: '#2f7d4f',
  paused: '#e0b040',
};

export function drawTimeline({ title, year, days }: Timeline): string {
  const width = left + 24 * hour + noteWidth;
  const height = top + days.length * row + 44;
  const hours = Array.from({ length: 9 }, (_, index) => index * 3);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}" font-family="'Noto Sans SC','Microsoft YaHei',sans-serif" font-size="13">`,
    `<title>${escape(title)}</title>`,
    box(0, 0, width, height, '#ffffff'),
    text(12, 24, title, 'font-size="16" font-weight="bold"'),
    text(12, top - 8, `${year} 年`, 'fill="#666"'),
    ...hours.map((at) => text(x(at), top - 8, String(at), 'text-anchor="middle" fill="#666"')),
    ...days.flatMap((day, index) => drawDay(day, top + index * row)),
    ...legend(top + days.length * row + 26),
    '</svg>',
    '',
  ].join('\n');
}

function drawDay(day: Day, y: number): string[] {
  const bar = (spans: [number, number][], at: number, height: number, colour: string) =>
    spans.map(([from, to]) => box(x(from), y + at, (to - from) * hour, height, colour));
  return [
    box(left, y, 24 * hour, row, colours[day.kind], 'stroke="#bbb"'),
    text(left - 8, y + 22, day.label, 'text-anchor="end"'),
    ...bar(day.open, 4, row - 8, colours.open),
    ...bar(day.paused, 18, 11, colours.paused),
    ...bar(day.spent, 18, 11, colours.spent),
    text(left + 24 * hour + 8, y + 22, day.note, 'fill="#444"'),
    ...day.marks.flatMap((mark, index) => drawMark(mark, y, day.marks[index + 1]?.at ?? 24)),
  ];
}

/** Its words stand after it, or before it where the next mark or the edge leaves no room. */
function drawMark({ at, text: words, kind }: Day['marks'][number], y: number, next: number): string[] {
  const colour = kind === 'due' ? '#b00020' : '#1a3f6f';
  const isRight = next - at > 3.5;
  return [
    `<line x1="${x(at)}" y1="${y + 2}" x2="${x(at)}" y2="${y + row - 2}" stroke="${colour}" stroke-width="2.5"/>`,
    text(
      x(at) + (isRight ? 4 : -4),
      y + 15,
      words,
      `fill="${colour}" font-size="12" text-anchor="${isRight ? 'start' : 'end'}"`,
    ),
  ];
}

function legend(y: number): string[] {
  const entries: [string, string][] = [
    ['上班时间', colours.open],
    ['计入', colours.spent],
    ['暂停', colours.paused],
    ['放假', colours.off],
    ['周末', colours.weekend],
    ['调休上班', colours.worked],
  ];
  return entries.flatMap(([words, colour], index) => [
    box(left + index * 90, y - 12, 14, 14, colour, 'stroke="#999"'),
    text(left + index * 90 + 20, y, words, 'fill="#444"'),
  ]);
}

function x(at: number): number {
  return Math.round((left + at * hour) * 10) / 10;
}

function box(at: number, y: number, width: number, height: number, colour: string, more = ''): string {
  return `<rect x="${at}" y="${y}" width="${Math.round(width * 10) / 10}" height="${height}" fill="${colour}"${more && ` ${more}`}/>`;
}

function text(at: number, y: number, words: string, more: string): string {
  return `<text x="${at}" y="${y}" ${more}>${escape(words)}</text>`;
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
