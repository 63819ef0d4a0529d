import { parametersOf, type Honest, type Kind } from '../attempt.ts';
import { attemptOf } from '../honest.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { hostileTexts, hostileValues, placesIn, replaceAt, toJson } from './values.ts';

/** Parameters of the query and of the path, and cursors that nobody gave out. */

/** Half a character cannot be percent-encoded as text; its three bytes can. */
export function encode(text: string): string {
  return /\p{Surrogate}/u.test(text) ? '%ED%A0%BD' : encodeURIComponent(text);
}

/** Headers of a request line end at 16 KB; longer is for the raw kinds. */
const short = hostileTexts.filter((text) => encode(text).length < 6_000);

const hasQuery: Kind['suits'] = (described) => parametersOf(described, 'query').length > 0;
const hasPath: Kind['suits'] = (described) => parametersOf(described, 'path').length > 0;
const pages: Kind['suits'] = (described) => parametersOf(described, 'query').includes('cursor');

const withQuery = (found: Honest, text: string) => {
  const own = new URLSearchParams(found.query).toString();
  return attemptOf(found, { path: `${found.path}?${[own, text].filter(Boolean).join('&')}` });
};

const queries: Record<string, (names: readonly string[], random: Random) => string> = {
  'a hostile value': (names, random) => `${random.pick(names)}=${encode(random.pick(short))}`,
  'three hostile values': (names, random) =>
    [1, 2, 3].map(() => `${random.pick(names)}=${encode(random.pick(short))}`).join('&'),
  'the same twice': (names, random) => `${random.pick(names)}=1&${random.pick(names)}=1&limit=1&limit=2`,
  'a name that nobody knows': (_, random) => `${encode(random.pick(short.filter(Boolean)))}=1`,
  'a broken escape': (names, random) =>
    `${random.pick(names)}=${random.pick(['%', '%2', '%zz', '%C0%AF', '%FF%FE', '%u0000'])}`,
  brackets: (names, random) => `${random.pick(names)}[]=1&${random.pick(names)}[__proto__]=1&${random.pick(names)}.a=1`,
  '1,500 parameters': () => Array.from({ length: 1_500 }, (_, index) => `p${index}=1`).join('&'),
  '3,000 ampersands': () => '&'.repeat(3_000),
};

const hostileQueries: Kind[] = Object.entries(queries).map(([name, make]) => ({
  name: `query: ${name}`,
  suits: hasQuery,
  times: name.includes('hostile') ? 8 : 1,
  make: async ({ described, honest, random }) => [
    withQuery(await honest(), make(parametersOf(described, 'query'), random)),
  ],
}));

const forged: Record<string, (random: Random, world: World) => string> = {
  'random bytes': (random) => random.bytes(24).toString('base64url'),
  'a hostile place': (random) =>
    base64url(
      toJson({ key: random.pick(hostileValues), id: random.pick(hostileValues), code: random.pick(hostileValues) }),
    ),
  'a forged instant': (random) =>
    base64url(
      toJson({
        key: random.pick([
          '9999-99-99 99:99:99+00',
          '0000-00-00 00:00:00+00',
          '2026-02-30 25:61:61+00',
          'infinity',
          '-infinity',
        ]),
        id: random.pick(['-'.repeat(36), 'f'.repeat(36), '00000000-0000-0000-0000-000000000000', '1', '2147483648']),
      }),
    ),
  'a forged number': (random) =>
    base64url(toJson(Object.fromEntries(['seq', 'version', 'code'].map((name) => [name, random.pick(hostileValues)])))),
  'a real one, changed': (random, world) => {
    if (world.cursors.length === 0) return 'x';
    const real = JSON.parse(Buffer.from(random.pick(world.cursors), 'base64url').toString('utf8')) as unknown;
    const places = placesIn(real);
    const put = random.pick([...hostileValues.filter((value) => toJson(value).length < 300)]);
    return base64url(toJson(places.length > 0 ? replaceAt(real, random.pick(places), put) : put));
  },
  'of another list': (random, world) => random.pick([...world.cursors, 'x']),
  'with a letter swapped': (random, world) => {
    const real = random.pick([...world.cursors, 'eyJrZXkiOiJ4In0']);
    const at = random.below(real.length);
    return `${real.slice(0, at)}${random.pick([...'AZaz09-_=+/.'])}${real.slice(at + 1)}`;
  },
};
const base64url = (bytes: Buffer) => bytes.toString('base64url').slice(0, 5_000);

const cursors: Kind[] = Object.entries(forged).map(([name, make]) => ({
  name: `cursor: ${name}`,
  suits: pages,
  times: 3,
  make: async ({ honest, random, world }) => [
    withQuery(await honest(), `cursor=${encodeURIComponent(make(random, world))}`),
  ],
}));

const ids: Kind = {
  name: 'path: a hostile id',
  suits: hasPath,
  times: 8,
  make: async ({ described, honest, random }) => {
    const path = described.path.replace(/\{\w+\}/, encode(random.pick(short)) || '%20');
    return [attemptOf(await honest(), { path, isElsewhere: true })];
  },
};

const paths: Record<string, (path: string) => string> = {
  'a slash at the end': (path) => `${path}/`,
  'two slashes': (path) => path.replace('/', '//'),
  'capital letters': (path) => path.toUpperCase(),
  'dots in between': (path) => `/v1/./..${path}/%2e%2e/%2e`,
  'a NUL at the end': (path) => `${path}%00`,
  'escaped slashes': (path) => path.replaceAll('/', '%2F').replace('%2F', '/'),
  'a matrix parameter': (path) => `${path};a=b`,
  'a broken escape': (path) => `${path}%zz`,
  'another host': (path) => `http://elsewhere.example${path}`,
  '10,000 characters': (path) => `${path}/${'a'.repeat(10_000)}`,
};
const otherPaths: Kind[] = Object.entries(paths).map(([name, change]) => ({
  name: `path: ${name}`,
  suits: () => true,
  make: async ({ honest }) => {
    const found = await honest();
    return [attemptOf(found, { path: change(found.path), isElsewhere: true })];
  },
}));

const methods: Kind = {
  name: 'path: another method',
  suits: () => true,
  times: 3,
  make: async ({ honest, random }) => {
    const method = random.pick([
      'DELETE',
      'PATCH',
      'PUT',
      'OPTIONS',
      'HEAD',
      'PROPFIND',
      'TRACE',
      'QUERY',
      'GET',
      'POST',
    ]);
    return [attemptOf(await honest(), { method, isElsewhere: true })];
  },
};

export const queryKinds: readonly Kind[] = [...hostileQueries, ...cursors, ids, ...otherPaths, methods];
