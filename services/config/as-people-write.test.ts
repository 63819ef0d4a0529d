import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkBundle, describeFault, layersOf, loadTenantsDir } from './index.ts';

/** Files as input methods, word processors and old editors leave them: the cause first, once, and nothing that only follows from it. */
const tenants = await loadTenantsDir(new URL('../../tenants', import.meta.url).pathname);
const county = 'weidu';

type Change = (text: string) => string | Uint8Array;

const swap =
  (from: string, to: string): Change =>
  (text) => {
    if (!text.includes(from)) throw new Error(`the file does not say ${from}`);
    return text.replace(from, to);
  };

function toldOf(file: string, change: Change, locale: 'en' | 'zh' = 'en'): string[] {
  const content = tenants.get(county)?.files[file] ?? '';
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const layers = layersOf(tenants, county).map((layer) =>
    layer.tenant === county ? { ...layer, files: { ...layer.files, [file]: change(text) } } : layer,
  );
  return checkBundle(layers)
    .faults.map((fault) => describeFault(fault, locale))
    .map(({ file: in_, line, column, code, message }) => `${in_}:${line}:${column} ${code} ${message}`);
}

const catalogue = 'catalogue/first.yaml';

const utf16: Change = (text) => Buffer.from(`\uFEFF${text}`, 'utf16le');
/** `魏都` in GBK is no UTF-8. */
const gbk: Change = (text) =>
  Buffer.concat([Buffer.from('title: '), Buffer.from([0xce, 0xba, 0xb6, 0xbc]), Buffer.from(`\n${text}`)]);

const damages: [what: string, file: string, change: Change, told: string][] = [
  [
    'a no-break blank in a duration',
    catalogue,
    swap('5 working_days', '5\u00A0working_days'),
    '14:12 value/odd-mark “5<U+00A0>working_days” holds U+00A0, which only looks like what is meant.',
  ],
  [
    'a full-width blank in a duration',
    catalogue,
    swap('5 working_days', '5\u3000working_days'),
    '14:12 value/odd-mark “5<U+3000>working_days” holds U+3000, which only looks like what is meant.',
  ],
  [
    'full-width digits',
    catalogue,
    swap('5 working_days', '５ working_days'),
    '14:12 value/odd-mark “５ working_days” holds “５”, which only looks like what is meant.',
  ],
  [
    'a full-width hash after a value',
    catalogue,
    swap('5 working_days', '5 working_days ＃ 五天'),
    '14:12 value/odd-mark “5 working_days ＃ 五天” holds “＃”, which only looks like what is meant.',
  ],
  [
    'a full-width hash at the beginning',
    'routing.yaml',
    swap('# 小事', '＃ 小事'),
    '2:1 yaml/odd-mark “＃” stands where YAML has “#”.',
  ],
  [
    'indentation with no-break blanks',
    catalogue,
    swap('    title: 地下', '\u00A0\u00A0\u00A0\u00A0title: 地下'),
    '10:1 yaml/odd-blank A blank that YAML does not know (U+00A0) stands here.',
  ],
  [
    'a no-break blank after a colon',
    catalogue,
    swap('title: 地下', 'title:\u00A0地下'),
    '10:11 yaml/odd-blank A blank that YAML does not know (U+00A0) stands here.',
  ],
  [
    'indentation with full-width blanks',
    catalogue,
    swap('    title: 地下', '\u3000\u3000title: 地下'),
    '10:1 yaml/odd-blank A blank that YAML does not know (U+3000) stands here.',
  ],
  [
    'a full-width dash',
    catalogue,
    swap('  - code: M02', '  － code: M02'),
    '19:3 yaml/odd-mark “－” stands where YAML has “-”.',
  ],
  [
    'an em dash',
    catalogue,
    swap('  - code: M02', '  — code: M02'),
    '19:3 yaml/odd-mark “—” stands where YAML has “-”.',
  ],
  [
    'a full-width comma in a list',
    'routing.yaml',
    swap('[matter, whistle]', '[matter，whistle]'),
    '5:23 value/odd-mark “matter，whistle” holds “，”, which only looks like what is meant.',
  ],
  [
    'full-width brackets',
    'routing.yaml',
    swap('[matter, whistle]', '［matter, whistle］'),
    '5:22 value/odd-mark “［matter” holds “［”, which only looks like what is meant.',
  ],
  [
    'brackets of headlines',
    'routing.yaml',
    swap('[matter, whistle]', '【matter, whistle】'),
    '5:22 value/odd-mark “【matter” holds “【”, which only looks like what is meant.',
  ],
  [
    'curly quotes',
    'tenant.yaml',
    swap('"411002"', '“411002”'),
    '6:11 value/odd-mark ““411002”” holds ““”, which only looks like what is meant.',
  ],
  [
    'a full-width colon',
    'tenant.yaml',
    swap('title: 魏', 'title：魏'),
    '3:6 yaml/full-width-colon A full-width colon “：” follows the key.',
  ],
  [
    'a full-width colon in braces',
    'org.yaml',
    swap('code: centre, title: ', 'code: centre, title：'),
    '13:26 yaml/full-width-colon A full-width colon “：” follows the key.',
  ],
  [
    'a full-width per cent',
    'processes/matter.yaml',
    swap('at: 80%', 'at: 80％'),
    '302:13 value/odd-mark “80％” holds “％”, which only looks like what is meant.',
  ],
  [
    'an unseen mark in a code',
    catalogue,
    swap('lead: zhujian', 'lead: \u200Bzhujian'),
    '15:11 value/odd-mark “<U+200B>zhujian” holds U+200B, which only looks like what is meant.',
  ],
  [
    'an unseen mark in a key',
    catalogue,
    swap('    lead: zhujian', '    le\u200Bad: zhujian'),
    '15:5 value/odd-mark “le<U+200B>ad” holds U+200B, which only looks like what is meant.',
  ],
  ['GBK', 'org.yaml', gbk, '1:9 file/not-utf8 From here on the file is not UTF-8 text; it may be GBK.'],
  ['UTF-16', 'org.yaml', utf16, '1:1 file/not-utf8 From here on the file is not UTF-8 text; it may be UTF-16.'],
  [
    'a missing ]',
    'routing.yaml',
    swap('[matter, whistle], item: M13', '[matter, whistle, item: M13'),
    '5:22 yaml/unclosed “[” opens here and is not closed.',
  ],
  [
    'a missing }',
    'org.yaml',
    swap('kind: centre }', 'kind: centre'),
    '13:5 yaml/unclosed “{” opens here and is not closed.',
  ],
  [
    'a missing }, with more keys below',
    'routing.yaml',
    swap('item: M13 }', 'item: M13'),
    '5:11 yaml/unclosed “{” opens here and is not closed.',
  ],
  [
    'a missing quote',
    'tenant.yaml',
    swap('"411002"', '"411002'),
    '6:11 yaml/unclosed “"” opens here and is not closed.',
  ],
  [
    'a missing quote in braces',
    'org.yaml',
    swap('"411002",', '"411002,'),
    '12:107 yaml/unclosed “"” opens here and is not closed.',
  ],
  ['a missing [', 'routing.yaml', swap('assist: []', 'assist: ]'), '17:13 yaml/surplus “]” closes nothing.'],
  [
    'one blank too many',
    catalogue,
    swap('    title: 地下', '     title: 地下'),
    '10:6 yaml/indent This line does not line up with those it belongs to.',
  ],
  [
    'one blank too few',
    catalogue,
    swap('    title: 地下', '   title: 地下'),
    '10:4 yaml/indent This line does not line up with those it belongs to.',
  ],
  ['a tab', catalogue, swap('    title: 地下', '\ttitle: 地下'), '10:1 yaml/tab A tab indents this line.'],
  [
    'no blank after a colon',
    catalogue,
    swap('limit: 5', 'limit:5'),
    '14:10 yaml/colon-space No space follows the colon after “limit”.',
  ],
  [
    'a key twice',
    catalogue,
    swap('    urgency: normal\n', '    urgency: normal\n    urgency: normal\n'),
    '14:5 yaml/duplicate-key “urgency” stands here a second time; the first is at catalogue/first.yaml:13:5.',
  ],
  [
    'an anchor',
    catalogue,
    swap('limit: 5 w', 'limit: &a 5 w'),
    '14:15 yaml/alias Anchors and aliases (& and *) are not read.',
  ],
  [
    'a merge key',
    catalogue,
    swap('    urgency: normal\n', '    <<: *x\n'),
    '13:9 yaml/alias Anchors and aliases (& and *) are not read.',
  ],
  [
    'an octal number',
    catalogue,
    swap('edition: 1', 'edition: 010'),
    '4:10 value/plain-number “010” is not written as a plain number.',
  ],
  [
    'a hexadecimal number',
    catalogue,
    swap('edition: 1', 'edition: 0x1'),
    '4:10 value/plain-number “0x1” is not written as a plain number.',
  ],
  [
    'a number in groups',
    catalogue,
    swap('edition: 1', 'edition: 1_000'),
    '4:10 value/plain-number “1_000” is not written as a plain number.',
  ],
  [
    'a number with an exponent',
    catalogue,
    swap('edition: 1', 'edition: 1e3'),
    '4:10 value/plain-number “1e3” is not written as a plain number.',
  ],
  [
    'a date with slashes',
    catalogue,
    swap('2021-06-01', '2021/06/01'),
    '6:7 value/date “2021/06/01” is not a day of the calendar.',
  ],
  [
    'a date in Chinese',
    catalogue,
    swap('2021-06-01', '2021年6月1日'),
    '6:7 value/date “2021年6月1日” is not a day of the calendar.',
  ],
  [
    'yes',
    catalogue,
    swap('    example: true', '    example: yes'),
    '18:14 value/unknown-choice “yes” is not one of the choices.',
  ],
  [
    'two documents',
    'tenant.yaml',
    (text) => `${text}---\ncode: x\n`,
    '11:1 yaml/syntax This is not YAML: A second document begins',
  ],
  ['nothing', 'routing.yaml', () => '', '1:1 yaml/empty The file is empty.'],
  ['nothing but comments', 'routing.yaml', () => '# 空\n', '1:1 yaml/empty The file is empty.'],
  [
    'a point for an area',
    'areas.geojson',
    swap('"Polygon"', '"Point"'),
    '5:90 value/unknown-choice “Point” is not one of the choices.',
  ],
  [
    'all coordinates swapped',
    'areas.geojson',
    (text) => text.replaceAll(/\[(11\d\.\d+), ?(3\d\.\d+)\]/g, '[$2, $1]'),
    '5:118 areas/range [34.02, 113.83] is no place on earth; longitude and latitude may be swapped. The same on 21 more lines: 6, 7, 8, 9, 10 ….',
  ],
  [
    'the same mistake on every line',
    'org.yaml',
    (text) => text.replaceAll('title_en', 'titel_en'),
    '12:43 value/unknown-key “titel_en” is not known here; did you mean “title_en”? The same on 33 more lines: 13, 16, 17, 18, 19 ….',
  ],
];

test.each(damages)('%s is one fault, at its cause', (_, file, change, told) => {
  expect(toldOf(file, change)).toEqual([`${file}:${told}`]);
});

test.each([
  ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
  ['line ends of old computers', (text: string) => text.replaceAll('\n', '\r')],
])('%s is read', (_, change) => {
  expect(toldOf('org.yaml', change)).toEqual([]);
});

test('a file under another ending is asked after by its right name', () => {
  expect(toldOf('catalogue/later.yml', () => 'edition: 2\n')).toEqual([
    'catalogue/later.yml:1:1 file/unknown A tenant has no file “catalogue/later.yml”; did you mean “catalogue/later.yaml”?',
  ]);
});

test('it is told in Chinese too', () => {
  expect(toldOf('routing.yaml', swap('[matter, whistle], item: M13', '[matter, whistle, item: M13'), 'zh')).toEqual([
    'routing.yaml:5:22 yaml/unclosed 这里的“[”没有收尾。',
  ]);
  expect(toldOf(catalogue, swap('5 working_days', '5\u00A0working_days'), 'zh')).toEqual([
    'catalogue/first.yaml:14:12 value/odd-mark “5<U+00A0>working_days”里有 U+00A0，只是看着像要写的。',
  ]);
});

const marks = [...':,[]{}"\'- #\t&*!|>%@：，［］｛｝“”－＃\u00A0\u3000'];
const slip = fc.record({
  file: fc.constantFrom('org.yaml', 'routing.yaml', catalogue, 'processes/matter.yaml', 'tenant.yaml'),
  /** Millionths of the file. */
  at: fc.integer({ min: 0, max: 999_999 }),
  mark: fc.constantFrom(...marks),
  how: fc.constantFrom('insert', 'delete', 'replace'),
});

test(
  'of slips with one key, nearly all are told first on their line or the one beside it',
  { timeout: 120_000 },
  () => {
    let [faulty, there] = [0, 0];
    for (const { file, at, mark, how } of fc.sample(slip, { seed: 1, numRuns: 200, unbiased: true })) {
      let line = 0;
      const told = toldOf(file, (text) => {
        const index = Math.floor((at / 1_000_000) * text.length);
        line = text.slice(0, index).split('\n').length;
        const isComment = text.split('\n')[line - 1]!.trimStart().startsWith('#');
        if (isComment) return text;
        return text.slice(0, index) + (how === 'delete' ? '' : mark) + text.slice(how === 'insert' ? index : index + 1);
      });
      const [, first, where] = /^(.*?):(\d+):/.exec(told[0] ?? '') ?? [];
      if (first === undefined) continue;
      faulty += 1;
      if (first === file && Math.abs(Number(where) - line) <= 1) there += 1;
    }
    expect(faulty).toBeGreaterThan(100);
    expect(there / faulty).toBeGreaterThan(0.95);
  },
);
