import { nameOf, type Kind } from '../attempt.ts';
import { attemptOf } from '../honest.ts';
import type { Random } from '../random.ts';
import { hostileTexts, toJson } from './values.ts';

/** Bundles of configuration that want the compiler's time, memory or files. */

type Files = Record<string, string>;
const lines = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join('\n');
const put = (name: string, text: string) => (files: Files) => ({ ...files, [name]: text });
const laughs = [
  'a: &a0 [x,x,x,x,x,x,x,x,x,x]',
  lines(12, (index) => `b${index}: &a${index + 1} [${`*a${index},`.repeat(9)}*a${index}]`),
].join('\n');
const fileNamed = (files: Files, part: string) =>
  Object.keys(files).find((name) => name.includes(part)) ?? 'tenant.yaml';
const append = (part: string, text: string) => (files: Files) => {
  const name = fileNamed(files, part);
  return { ...files, [name]: `${files[name]}\n${text}\n` };
};

const geojson = (points: string) =>
  `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"unit":"x"},"geometry":{"type":"Polygon","coordinates":[[${points}]]}}]}`;

const changes: Record<string, (files: Files, random: Random) => Files> = {
  'aliases that multiply': put('calendar.yaml', laughs),
  'aliases in a real file': append('org', laughs),
  'an alias of itself': put('routing.yaml', 'a: &a [*a]\nb: &b { <<: *b }'),
  'nested 50,000 deep': put('org.yaml', '['.repeat(50_000)),
  'indented 3,000 deep': put(
    'org.yaml',
    lines(3_000, (index) => `${' '.repeat(index)}a:`),
  ),
  'nested 100,000 dashes': put('org.yaml', '- '.repeat(100_000)),
  'a line of 9 MB': put('calendar.yaml', `title: ${'x'.repeat(9_000_000)}`),
  'quotes without end': append('org', `title: "${'\\'.repeat(500_000)}`),
  '200,000 keys': put(
    'routing.yaml',
    lines(200_000, (index) => `k${index}: 1`),
  ),
  '100,000 units': append(
    'org',
    lines(100_000, (index) => `  - { code: u${index}, title: 单位, kind: department }`),
  ),
  'units under each other': append(
    'org',
    lines(5_000, (index) => `  - { code: d${index}, title: 单, kind: grid, level: grid, parent: d${index + 1} }`),
  ),
  'units in a circle': append(
    'org',
    '  - { code: c1, title: 圈, kind: grid, parent: c2 }\n  - { code: c2, title: 圈, kind: grid, parent: c1 }',
  ),
  '20,000 items': append(
    'catalogue',
    lines(
      20_000,
      (index) => `  - { code: Z${index}, title: 事项${index}, category: c, urgency: urgent, limit: 2 hours, lead: u }`,
    ),
  ),
  '20,000 rules': append(
    'routing',
    lines(20_000, (index) => `  - { name: r${index}, when: { item: Z${index} }, lead: u${index} }`),
  ),
  '20,000 tests': put(
    'tests/many.yaml',
    lines(20_000, (index) => `- name: t${index}\n  report: { item: E03 }\n  expect: { lead: x }`),
  ),
  'a calendar of all years': append(
    'calendar',
    `days_off:\n${lines(9_999, (index) => `  - { from: ${String(index).padStart(4, '0')}-01-01, to: 9999-12-31, title: 假 }`)}`,
  ),
  'a calendar without end': put(
    'calendar.yaml',
    'seasons:\n  - { code: a, title: a, from: 06-31, to: 02-30, hours: { weekdays: [00:00-00:00] } }\nhorizon: 9999-12-31',
  ),
  'limits without end': (files) => {
    const name = fileNamed(files, 'catalogue');
    return { ...files, [name]: files[name]!.replace(/limit: [^,}\n]+/, 'limit: 9999 working_days') };
  },
  'an area of a million points': put(
    'areas.geojson',
    geojson(
      lines(400_000, () => '[126.0,42.0],')
        .replaceAll('\n', '')
        .slice(0, -1),
    ),
  ),
  'areas that are none': put('areas.geojson', geojson('[1e400,-1e400],[null,null],["a","b"],[[[]]]')),
  '30,000 areas': put(
    'areas.geojson',
    `{"type":"FeatureCollection","features":[${'{"type":"Feature","properties":{"unit":"x"},"geometry":{"type":"Point","coordinates":[0,0]}},'.repeat(30_000).slice(0, -1)}]}`,
  ),
  'geojson nested 100,000 deep': put(
    'areas.geojson',
    `{"type":"FeatureCollection","features":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  ),
  'tags of programs': append(
    'org',
    'x: !!js/function "() => process.exit()"\ny: !!binary "AAAA"\nz: !!python/object:os.system {}',
  ),
  'a text like a pattern': append('org', `title: ${'(a+)+'.repeat(2_000)}`),
  'blanks without end': append('routing', `reason: a${' '.repeat(400_000)}b`),
  '100,000 line ends': put('org.yaml', '\r'.repeat(100_000)),
  '100,000 comments': put('org.yaml', `${lines(100_000, () => '# ，')}\n`),
  '50,000 faults': put(
    'org.yaml',
    lines(50_000, () => '\t： ［'),
  ),
  '20,000 documents': put(
    'org.yaml',
    lines(20_000, () => '---\na: 1\n...'),
  ),
  'merged keys': put('org.yaml', `a: &a { k: v }\n${lines(20_000, () => '<<: *a')}`),
  '10,000 files': (files) => ({
    ...files,
    ...Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${index}.yaml`, 'a: 1'])),
  }),
  'no file': () => ({}),
  'file names that lead elsewhere': (files) => ({
    ...files,
    ...Object.fromEntries(
      [
        '../x/tenant.yaml',
        '/etc/passwd',
        './calendar.yaml',
        '.\\calendar.yaml',
        'a/../b.yaml',
        'tenant.yaml ',
        'TENANT.YAML',
        'later.yml',
        '\0.yaml',
        'constructor',
        '字.yaml',
        ' ',
      ].map((name) => [name, 'a: 1']),
    ),
  }),
  'another parent': (files, random) => ({
    ...files,
    'tenant.yaml': files['tenant.yaml']!.replace(
      /extends: .*/,
      `extends: ${random.pick(['__proto__', '../..', 'constructor', '""', '[a]', 'nowhere', '*x'])}`,
    ),
  }),
  'a condition 3,000 deep': append(
    'routing',
    `  - { name: deep, when: ${'{ not: '.repeat(3_000)}{ item: E03 }${' }'.repeat(3_000)}, lead: x }`,
  ),
  'a process of 3,000 states': put(
    'processes/many.yaml',
    `title: 多\nstates:\n${lines(3_000, (index) => `  s${index}: { title: 状态, moves: [{ when: {}, to: s${index + 1} }] }`)}`,
  ),
};

const takesBundle: Kind['suits'] = (described) => ['checkConfig', 'createConfigVersion'].includes(nameOf(described));

const whole: Kind[] = Object.entries(changes).map(([name, change]) => ({
  name: `bundle: ${name}`,
  suits: takesBundle,
  make: async ({ honest, random, world }) => {
    const found = await honest();
    const json = { ...(found.json as object), files: change({ ...world.files }, random) };
    return [attemptOf(found, { body: toJson(json) })];
  },
}));

const slips: Record<string, (text: string, random: Random) => string> = {
  'a line less': (text, random) => without(text.split('\n'), random).join('\n'),
  'a line twice': (text, random) => {
    const all = text.split('\n');
    const at = random.below(all.length);
    return all.toSpliced(at, 0, all[at]!).join('\n');
  },
  'a hostile word': (text, random) => {
    const words = [...text.matchAll(/[\p{L}\p{N}_-]+/gu)];
    if (words.length === 0) return text;
    const { index, 0: word } = random.pick(words);
    const put = random.pick(hostileTexts.filter((one) => one.length < 3_000));
    return `${text.slice(0, index)}${put}${text.slice(index + word.length)}`;
  },
  'a sign changed': (text, random) => {
    const at = random.below(Math.max(1, text.length));
    return `${text.slice(0, at)}${random.pick([...'[]{}:,"\'#&*!|>%@`\t\0　：，“'])}${text.slice(at + 1)}`;
  },
};
const without = (all: string[], random: Random) => all.toSpliced(random.below(all.length), 1);

const small: Kind[] = Object.entries(slips).map(([name, change]) => ({
  name: `bundle: ${name}`,
  suits: takesBundle,
  times: 3,
  make: async ({ honest, random, world }) => {
    const found = await honest();
    const file = random.pick(Object.keys(world.files));
    const json = { ...(found.json as object), files: { ...world.files, [file]: change(world.files[file]!, random) } };
    return [attemptOf(found, { body: toJson(json) })];
  },
}));

export const bundleKinds: readonly Kind[] = [...whole, ...small];
