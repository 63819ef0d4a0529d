/** Values that have broken somebody's program. */

/** Text that goes into JSON as it is, for what JSON.stringify cannot say: 1e400, -0, nesting without end. */
export class Verbatim {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const verbatim = (text: string) => new Verbatim(text);

export const hostileTexts: readonly string[] = [
  ...['', ' ', '\t\r\n', '\0', 'a\0b', '\ud83d', '\udc00x', '\ufeffx', '\uffff', '\u0085\u2028\u2029'],
  ...[
    '\u200b'.repeat(5),
    '\ufe0f\u3164\u2800\u115f\u1160',
    '\u202e反\u202c',
    '\u2066\u2069'.repeat(20),
    '\u00ad'.repeat(9),
  ],
  ...[
    'e\u0301'.repeat(900),
    `a${'\u0301'.repeat(1900)}`,
    '👨‍👩‍👧‍👦'.repeat(80),
    '𠮷'.repeat(40),
    '\u{e0041}'.repeat(50),
    'ﷺ'.repeat(300),
  ],
  ...['１２号', 'İıſK', 'ß'.repeat(64), '\u1e9e', 'Å\u212b', '㍿㋿', '\u0130'.repeat(64)],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'then', 'length', '$ref'],
  ...[
    '\'; drop table "case"; --',
    '%',
    '_',
    '\\',
    "\\'",
    '%00',
    '%s%n',
    '${7*7}',
    '{{constructor}}',
    '<script>',
    '../../etc/passwd',
  ],
  ...[
    'null',
    'undefined',
    'NaN',
    'true',
    '0',
    '-0',
    '0x10',
    '1e400',
    '1e3',
    '１０',
    '1_000',
    '+5',
    '9'.repeat(400),
    '2147483648',
  ],
  ...['9223372036854775808', '-9223372036854775809', 'infinity', '-infinity', 'now', 'today', 'epoch', 'allballs'],
  ...[
    '0000-01-01',
    '0001-01-01',
    '0999-12-31',
    '9999-12-31',
    '9999-99-99',
    '2026-02-30',
    '+275760-09-13',
    '-000001-01-01',
  ],
  ...[
    '0000-01-01T00:00:00Z',
    '0999-06-30T12:00:00Z',
    '9999-12-31T23:59:59.999999999Z',
    '2016-12-31T23:59:60Z',
    '2026-11-23T24:00:00Z',
  ],
  ...[
    '2026-11-23T09:00:00+99:99',
    '2026-11-23T09:00:00.123456789012345Z',
    '1969-12-31T23:59:59Z',
    '2026-11-23t09:00:00z',
    '20261123T010000Z',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    '-'.repeat(36),
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '{0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a}',
  ],
  ...[
    'a'.repeat(65),
    'a'.repeat(256),
    '字'.repeat(2_001),
    'A'.repeat(100_000),
    '(a+)+$'.repeat(50),
    `${'a'.repeat(5_000)}!`,
    ' '.repeat(50_000),
  ],
  ...[
    '\r\nSet-Cookie: a=b',
    '\u001b[31m',
    '\u0007'.repeat(20),
    '电话：(0435)8222222转806',
    '-'.repeat(5_000),
    '1'.repeat(30).concat('-'),
  ],
];

const numbers = [
  '0',
  '-0',
  '-1',
  '0.1',
  '1e400',
  '-1e400',
  '1e308',
  '1e-400',
  '5e-324',
  '2147483648',
  '9007199254740993',
];

export const hostileValues: readonly unknown[] = [
  ...hostileTexts,
  ...[...numbers, '9223372036854775808', '1e21', '123456789012345678901234567890', '1.7976931348623159e308'].map(
    verbatim,
  ),
  ...[null, true, false, [], {}, [[]], [null], [{}], { a: 1 }, [0, '0', null], { toString: null }, { length: 1e9 }],
  ...[
    verbatim('{"__proto__":{"isAdmin":true}}'),
    verbatim('{"constructor":{"prototype":{}}}'),
    verbatim('{"a":1,"a":2}'),
  ],
  ...[
    verbatim('{"":{"":""}}'),
    verbatim(`${'['.repeat(2_000)}${']'.repeat(2_000)}`),
    verbatim(`${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`),
  ],
];

const mark = '\u0001verbatim';

/** JSON in which `Verbatim` values stand as they are. */
export function toJson(value: unknown): Buffer {
  const texts: string[] = [];
  const json = JSON.stringify(value, (_, one: unknown) => {
    if (!(one instanceof Verbatim)) return one;
    texts.push(one.text);
    return `${mark}${texts.length - 1}${mark}`;
  });
  const marked = JSON.stringify(mark).slice(1, -1);
  const pattern = new RegExp(`"${marked.replaceAll('\\', '\\\\')}(\\d+)${marked.replaceAll('\\', '\\\\')}"`, 'g');
  return Buffer.from(json.replace(pattern, (_, index: string) => texts[Number(index)]!));
}

export type Path = readonly (string | number)[];

/** Every place in a value, the root left out. */
export function placesIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = [...at, Array.isArray(value) ? Number(name) : name];
    return [path, ...placesIn(inner, path)];
  });
}

export function replaceAt(value: unknown, [first, ...rest]: Path, put: unknown): unknown {
  if (first === undefined) return put;
  if (Array.isArray(value))
    return value.map((one: unknown, index) => (index === first ? replaceAt(one, rest, put) : one));
  const entries = Object.entries(value as object).map(([name, one]): [string, unknown] => [
    name,
    name === first ? replaceAt(one, rest, put) : one,
  ]);
  return Object.fromEntries(entries);
}

export function removeAt(value: unknown, path: Path): unknown {
  const [last] = path.slice(-1);
  const parent = path.slice(0, -1).reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value);
  const left = Array.isArray(parent)
    ? parent.filter((_, index) => index !== last)
    : Object.fromEntries(Object.entries(parent as object).filter(([name]) => name !== last));
  return replaceAt(value, path.slice(0, -1), left);
}
