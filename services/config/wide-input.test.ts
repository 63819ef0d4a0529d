import { describe, expect, test } from 'vitest';
import { checkBundle } from './index.ts';
import { smallBundle, toldFaults } from './small-bundle.fixture.ts';

const file = 'catalogue/first.yaml';
const head = 'edition: 1\ntitle: 第一版\nfrom: 2026-01-01\nitems:\n';
const repeat = (count: number, text: string) => text.repeat(count);

/** The first fault told about a catalogue that holds this. */
const firstFault = (to: string | Uint8Array) => toldFaults([{ file, to }])[0];

describe('what is not as it should be as a file', () => {
  test('a byte order mark and Windows line ends change nothing', () => {
    const [, county] = smallBundle();
    const text = String(county?.files[file]);
    expect(toldFaults([{ file, to: `\uFEFF${text}` }])).toEqual([]);
    expect(toldFaults([{ file, to: Buffer.from(`\uFEFF${text}`) }])).toEqual([]);
    expect(toldFaults([{ file, to: text.replaceAll('\n', '\r\n') }])).toEqual([]);
  });

  test.for<[string, string | Uint8Array, string]>([
    ['a tab', `${head}  - code: R1\n\t  title: 路面\n`, '6:1 yaml/tab A tab indents this line.'],
    ['a full-width colon', 'edition：1\n', '1:8 yaml/full-width-colon A full-width colon “：” follows the key.'],
    [
      'a full-width space',
      `${head}　- { code: R1 }\n`,
      '5:1 yaml/odd-blank A blank that YAML does not know (U+3000) stands here.',
    ],
    [
      'GBK',
      Buffer.concat([Buffer.from(`${head}  - { code: R1, title: `), Buffer.from([0xc2, 0xb7, 0xc3, 0xe6])]),
      '5:25 file/not-utf8 From here on the file is not UTF-8 text; it may be GBK.',
    ],
    [
      'UTF-16',
      Buffer.from(head, 'utf16le'),
      '1:1 file/not-utf8 From here on the file is not UTF-8 text; it may be UTF-16.',
    ],
    [
      'a NUL',
      `${head}  - { code: "R\0" }\n`,
      '5:15 yaml/control-character An invisible control character stands here.',
    ],
    ['nothing', '', '1:1 yaml/empty The file is empty.'],
    ['one word', 'hello', '1:1 value/type This should be a map of keys and values, and is a text.'],
    ['a reserved key', '__proto__: { items: [] }\n', '1:1 value/missing “items” is missing here.'],
  ])('%s is told with its place', ([, content, told]) => {
    expect(firstFault(content)).toBe(`${file}:${told}`);
  });

  test.for<[string, string]>([
    ['ten megabytes', repeat(400_000, '  - { code: R1, title: 甲 }\n')],
    ['brackets without end', repeat(290_000, '[')],
    ['brackets line by line', repeat(290_000, '{a:\n')],
    ['dashes without end', repeat(290_000, '- ')],
    ['question marks without end', repeat(290_000, '? ')],
    ['ever deeper keys', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['the same key again and again', repeat(110_000, 'k: 1\n')],
    ['thousands of keys', Array.from({ length: 60_000 }, (_, index) => `k${index}: 1\n`).join('')],
    ['nothing but closing brackets', repeat(290_000, '}\n')],
    ['a quote that never ends', `"${repeat(200_000, 'a\n')}`],
    ['an alias bomb', aliasBomb()],
    ['documents without end', repeat(140_000, '---\n')],
  ])('%s ends in a fault, in bounded time', { timeout: 30_000 }, ([, content]) => {
    const { ok, faults } = checkBundle(smallBundle({ file, to: content }));
    expect(ok).toBe(false);
    expect(faults.length).toBeLessThanOrEqual(501);
    expect(faults.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
  });

  function aliasBomb(): string {
    const names = [...'abcdefghijklmnop'];
    const lines = names.map((name, index) => {
      const below = index === 0 ? 'x' : `*${names[index - 1]}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => below).join(', ')}]`;
    });
    return `${lines.join('\n')}\n`;
  }
});

describe('scalars that YAML would turn into something else', () => {
  test.for<[string, string]>([
    ['011', '011'],
    ['eighteen digits', '220523199001011234'],
    ['a hexadecimal', '0x1F'],
    ['an exponent', '1e5'],
  ])('%s is asked to stand in quotes', ([, digits]) => {
    const change = { file: 'tenant.yaml', from: '"110101"', to: digits };
    expect(toldFaults([change])[0]).toContain(`tenant.yaml:5:11 value/quote-digits ${digits} without quotes`);
  });

  test('a quoted code keeps every digit, and a date stays what was written', () => {
    const bundle = smallBundle({
      file: 'org.yaml',
      from: 'code: east,',
      to: 'code: "011", division: "110101001", from: 2026-02-01,',
    });
    const { config } = checkBundle(bundle.map((layer) => ({ ...layer, files: withoutTests(layer.files) })));
    expect(config?.org.units['011']).toMatchObject({ division: '110101001', from: '2026-02-01' });
  });

  function withoutTests(files: Record<string, string | Uint8Array>) {
    return Object.fromEntries(Object.entries(files).filter(([name]) => !name.startsWith('tests/')));
  }

  test('yes is no truth value', () => {
    const told = toldFaults([{ file: 'org.yaml', from: 'kind: centre', to: 'kind: centre, desk: yes' }]);
    expect(told).toEqual(['org.yaml:4:52 value/type This should be true or false, and is a text.']);
  });
});

/** Each took minutes where every character looked back over its whole line. */
test.each([
  ['quotes', `a: [${'"x", '.repeat(50_000)}\nb: 1\n`, '1:4 yaml/unclosed “[” opens here and is not closed.'],
  ['brackets', `a: [${'[],'.repeat(80_000)}\nb: [\n`, '1:4 yaml/unclosed “[” opens here and is not closed.'],
  ['blanks', `a: [${' '.repeat(250_000)}"\nb: [\n`, '1:250005 yaml/unclosed “"” opens here and is not closed.'],
])('a line as long as a file, of %s, is told at its cause', (_, to, told) => {
  expect(toldFaults([{ file: 'calendar.yaml', to }])).toEqual([`calendar.yaml:${told}`]);
});

test('a text of several lines may begin its lines as it likes', () => {
  const note = (text: string) =>
    `rules:\n  - code: night\n    when: { process: matter, item: R2 }\n    lead: water\n    because: ${text}\n`;
  expect(toldFaults([{ file: 'routing.yaml', to: note('|\n      依据：\n      — 第一条\n      ＃ 附则') }])).toEqual(
    toldFaults([{ file: 'routing.yaml', to: note('|\n      依据：\n      第一条\n      附则') }]),
  );
});
