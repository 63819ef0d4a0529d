import { takesJson, type Kind } from '../attempt.ts';
import { attemptOf } from '../honest.ts';
import type { Random } from '../random.ts';
import { hostileValues, placesIn, removeAt, replaceAt, toJson, Verbatim } from './values.ts';

/** Bodies that are JSON and wrong, and bodies that are nearly JSON. */

type Change = (json: unknown, random: Random) => unknown;

const put = (name: string) => (json: unknown, extra: unknown) => ({ ...(json as object), [name]: extra });
const wide = (members: number, value: string) =>
  new Verbatim(`{${Array.from({ length: members }, (_, index) => `"m${index}":${value}`).join()}}`);

const changed: Record<string, Change> = {
  'a hostile value': (json, random) => {
    const places = placesIn(json);
    return places.length === 0
      ? random.pick(hostileValues)
      : replaceAt(json, random.pick(places), random.pick(hostileValues));
  },
  'two hostile values': (json, random) => {
    const once = changed['a hostile value']!(json, random);
    return typeof once === 'object' && once !== null && !(once instanceof Verbatim)
      ? changed['a hostile value']!(once, random)
      : once;
  },
  'a member less': (json, random) => {
    const places = placesIn(json);
    return places.length === 0 ? [] : removeAt(json, random.pick(places));
  },
  'another root': (_, random) => random.pick(hostileValues),
  'an unknown member': (json, random) =>
    put(random.pick(['constructor', '', '\0', 'toString', 'a/b~c', 'x'.repeat(1_000), '字段']))(json, 1),
  '80,000 unknown members': (json) => {
    const inner = wide(80_000, '0').text.slice(1, -1);
    const own = JSON.stringify(json).slice(1, -1);
    return new Verbatim(`{${[own, inner].filter(Boolean).join()}}`);
  },
  'wide fields': (json, random) => put(random.pick(['fields', 'files', 'location']))(json, wide(60_000, '""')),
  'a long array': (json, random) => {
    const places = placesIn(json);
    const long = new Verbatim(`[${'0,'.repeat(400_000)}0]`);
    return places.length === 0 ? long : replaceAt(json, random.pick(places), long);
  },
  'nested 100,000 deep': (json, random) => {
    const deep = new Verbatim(
      random.chance(0.5) ? `${'['.repeat(1e5)}${']'.repeat(1e5)}` : `${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}`,
    );
    const places = placesIn(json);
    return places.length === 0 ? deep : replaceAt(json, random.pick(places), deep);
  },
  'a text of 900 kB': (json, random) => {
    const places = placesIn(json);
    const long = random.pick(['x', '\u200b', '字', '\ud83d', 'e\u0301', '\0', '<', '"']);
    const text = long.repeat(Math.floor(900_000 / Buffer.byteLength(JSON.stringify(long))));
    return places.length === 0 ? text : replaceAt(json, random.pick(places), text);
  },
};

const often = ['a hostile value', 'two hostile values', 'a member less'];

const valid: Kind[] = Object.entries(changed).map(([name, change]) => ({
  name: `json: ${name}`,
  suits: takesJson,
  times: often.includes(name) ? 6 : 1,
  make: async ({ honest, random }) => {
    const found = await honest();
    return [attemptOf(found, { body: toJson(change(found.json, random)) })];
  },
}));

const refused = [400, 413, 422] as const;
type Broken = (text: string, random: Random) => Buffer | string;

const broken: Record<string, Broken> = {
  'cut short': (text, random) => text.slice(0, 1 + random.below(text.length - 1)),
  'a comma too many': (text) => `${text.slice(0, -1)},}`,
  'single quotes': (text) => text.replaceAll('"', "'"),
  comments: (text) => `/* a */${text}// b`,
  'more after the end': (text) => `${text}${text}`,
  'NaN and Infinity': (text) => `${text.slice(0, -1)}${text === '{}' ? '' : ','}"x":NaN,"y":-Infinity}`,
  'UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  GBK: () =>
    Buffer.concat([Buffer.from('{"description":"'), Buffer.from([0xc2, 0xb7, 0xb5, 0xc6, 0xff]), Buffer.from('"}')]),
  'a lone continuation byte': (text) =>
    Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0x80, 0xc0, 0xaf, 0x7d])]),
  NULs: (text) => `\0${text}\0`,
  'random bytes': (_, random) => random.bytes(2_000),
  'only brackets': () => '['.repeat(1_000_000),
  'only quotes': () => `"${'\\"'.repeat(500_000)}`,
  'a number of a megabyte': () => `${'9'.repeat(1_000_000)}x`,
  'an empty body': () => '',
};

const nearly: Kind[] = Object.entries(broken).map(([name, change]) => ({
  name: `broken json: ${name}`,
  suits: takesJson,
  make: async ({ honest, random }) => {
    const found = await honest();
    const text = JSON.stringify(found.json);
    const body = change(text, random);
    return [attemptOf(found, { body: Buffer.from(body as string), ...(body !== text && { must: refused }) })];
  },
}));

/** Right or wrong by nobody's rule, but never a reason to fail. */
const odd: Record<string, (text: string) => string> = {
  'a byte order mark': (text) => `\ufeff${text}`,
  'blanks around': (text) => `${' '.repeat(500_000)}${text}${'\n'.repeat(400_000)}`,
  'each member twice': (text) => `${text.slice(0, -1)}${text === '{}' ? '' : ','}${text.slice(1)}`,
  '__proto__ beside the rest': (text) =>
    `{"__proto__":{"isAdmin":true,"fields":{}}${text === '{}' ? '' : ','}${text.slice(1)}`,
};
const strange: Kind[] = Object.entries(odd).map(([name, change]) => ({
  name: `odd json: ${name}`,
  suits: takesJson,
  make: async ({ honest }) => {
    const found = await honest();
    return [attemptOf(found, { body: Buffer.from(change(JSON.stringify(found.json))) })];
  },
}));

export const jsonKinds: readonly Kind[] = [...valid, ...nearly, ...strange];
