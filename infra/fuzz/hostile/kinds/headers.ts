import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { takesForm, takesJson, type Attempt, type Kind } from '../attempt.ts';
import { attemptOf } from '../honest.ts';
import type { Random } from '../random.ts';

/** Headers, tokens, content types and encodings, and bodies that come in odd ways. */

const takesBody: Kind['suits'] = (described) => takesJson(described) || takesForm(described);
const isGuarded: Kind['suits'] = ({ operation }) => operation.security?.length !== 0;
const latin = (bytes: number[]) => Buffer.from(bytes).toString('latin1');

const texts = [
  '',
  ' ',
  ',',
  '"',
  'x'.repeat(256),
  'x'.repeat(8_000),
  latin([0xff, 0xfe]),
  latin([0xe8, 0xb7, 0xaf]),
  '__proto__',
  '../..',
  '\t',
];
const languages = [
  '*',
  'zh;q=9',
  'zh-CN;q=0,en;q=0',
  `${'en,'.repeat(2_500)}zh`,
  '-',
  'zh-Hans-CN-x-private',
  ';q=',
  'constructor',
  'x'.repeat(8_000),
];
const ranges = [
  'bytes=0-',
  'bytes=-1',
  'bytes=5-2',
  'bytes=0-0,2-2,4-4',
  `bytes=${'0-,'.repeat(2_000)}`,
  'bytes=99999999999999999999-',
  'lines=1-2',
];

const odd: Record<string, (random: Random) => Attempt['headers']> = {
  'Accept-Language': (random) => ({ 'accept-language': random.pick([...texts, ...languages]) }),
  'Idempotency-Key': (random) => ({
    'idempotency-key': random.pick([...texts, 'constructor', '键', 'a, b'].filter(isSendable)),
  }),
  'X-Request-Id': (random) => ({ 'x-request-id': random.pick(texts) }),
  'If-None-Match': (random) => ({ 'if-none-match': random.pick([...texts, '*', 'W/"x"', '"x", '.repeat(1_500)]) }),
  Range: (random) => ({ range: random.pick(ranges), 'if-range': random.pick(texts) }),
  Accept: (random) => ({ accept: random.pick([...texts, 'application/xml', 'text/html;q=0', '*/*;q=x']) }),
  Origin: (random) => ({
    origin: random.pick(['null', 'https://elsewhere.example', ...texts]),
    'access-control-request-method': 'PUT',
  }),
  Host: (random) => ({ host: random.pick(['elsewhere.example', '[::1', 'a b', 'a@b:c', 'x'.repeat(5_000), '']) }),
  Cookie: () => ({ cookie: 'a=b; '.repeat(1_500) }),
  'X-Forwarded-*': () => ({
    'x-forwarded-for': '::1, '.repeat(900),
    'x-forwarded-host': 'x',
    'x-http-method-override': 'DELETE',
  }),
  '900 headers': () => Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`x-${index}`, '1'])),
  'the same header 200 times': () => ({ 'accept-language': Array.from({ length: 200 }, () => 'zh') }),
};
function isSendable(text: string): boolean {
  return [...text].every((letter) => letter.charCodeAt(0) < 256);
}

const oddHeaders: Kind[] = Object.entries(odd).map(([name, make]) => ({
  name: `header: ${name}`,
  suits: () => true,
  times: ['Accept-Language', 'Idempotency-Key', 'Range'].includes(name) ? 2 : 1,
  make: async ({ honest, random }) => [attemptOf(await honest(), { headers: make(random), isElsewhere: true })],
}));

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a token can be made into without its key. */
const tokens: Record<string, (real: string, random: Random) => string | undefined> = {
  none: () => undefined,
  'no scheme': (real) => real,
  'another scheme': (real) => `Basic ${real}`,
  empty: () => 'Bearer ',
  'alg none': (real) => `Bearer ${part({ alg: 'none', typ: 'at+jwt' })}.${real.split('.')[1]}.`,
  'alg none, signed': (real) => `Bearer ${part({ alg: 'nOnE' })}.${real.split('.').slice(1).join('.')}`,
  'a shared secret': (real) => {
    const signed = `${part({ alg: 'HS256', typ: 'at+jwt' })}.${real.split('.')[1]}`;
    return `Bearer ${signed}.${createHmac('sha256', 'countyflow').update(signed).digest('base64url')}`;
  },
  'a key of its own': (real) =>
    `Bearer ${part({ alg: 'RS256', jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' }, jku: 'http://127.0.0.1:1/', kid: 'x' })}.${real.split('.').slice(1).join('.')}`,
  'a key that is not there': (real, random) =>
    `Bearer ${part({ alg: 'RS256', kid: random.pick(['../../etc/passwd', '\0', "' or 1=1", 'x'.repeat(4_000), '__proto__']) })}.${real.split('.').slice(1).join('.')}`,
  'other claims': (real) => {
    const [head, claims, signature] = real.split('.');
    const told = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as object;
    return `Bearer ${head}.${part({ ...told, tenant: 'elsewhere', exp: Number.MAX_SAFE_INTEGER })}.${signature}`;
  },
  'a letter swapped': (real, random) => {
    const at = random.below(real.length - 40);
    return `Bearer ${real.slice(0, at)}${real[at] === 'A' ? 'B' : 'A'}${real.slice(at + 1)}`;
  },
  critical: (real) =>
    `Bearer ${part({ alg: 'RS256', crit: ['b64'], b64: false })}.${real.split('.').slice(1).join('.')}`,
  'twelve kilobytes': () => `Bearer ${'x'.repeat(4_000)}.${'y'.repeat(4_000)}.${'z'.repeat(4_000)}`,
  'five parts': () => `Bearer ${['e30', 'e30', 'e30', 'e30', 'e30'].join('.')}`,
  'bytes that are no text': () => `Bearer ${latin([0xff, 0xfe, 0xfd])}`,
};

const badTokens: Kind[] = Object.entries(tokens).map(([name, make]) => ({
  name: `token: ${name}`,
  suits: isGuarded,
  make: async ({ honest, random }) => {
    const found = await honest();
    const token = make(found.headers['authorization']!.replace('Bearer ', ''), random);
    const { authorization: _, ...headers } = found.headers;
    const attempt = attemptOf({
      ...found,
      headers: { ...headers, ...(token !== undefined && { authorization: token }) },
    });
    return [{ ...attempt, must: [401] }];
  },
}));

const types: readonly (string | undefined)[] = [
  ...[
    '',
    'json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=gbk',
    'application/json; charset=utf-16',
  ],
  ...[
    'application/json;'.repeat(400),
    'multipart/form-data',
    'multipart/form-data; boundary=',
    `multipart/form-data; boundary=${'b'.repeat(5_000)}`,
  ],
  ...[
    'multipart/form-data; boundary="a',
    'multipart/mixed; boundary=x',
    'application/xml',
    'APPLICATION/JSON;CHARSET=UTF-8',
    latin([0xe8]),
    undefined,
  ],
];

const ways: Record<string, (body: Buffer, random: Random) => Partial<Attempt>> = {
  'another content type': (_, random) => ({ headers: { 'content-type': random.pick(types) ?? 'x' } }),
  'a gzip bomb': () => ({ body: gzipSync(Buffer.alloc(100_000_000)), headers: { 'content-encoding': 'gzip' } }),
  'an encoding that is none': (_, random) => ({
    headers: {
      'content-encoding': random.pick(['br', 'deflate', 'gzip, gzip, gzip', 'identity, gzip', 'x'.repeat(3_000)]),
    },
  }),
  chunked: () => ({ manner: 'chunked' }),
  'a slow body': () => ({ manner: 'slow' }),
  'a body cut off': () => ({ manner: 'cut off' }),
  'an answer left unread': () => ({ manner: 'answer left unread' }),
  '25 MB announced and sent': () => ({ body: Buffer.alloc(25_000_000, 0x20) }),
  '25 MB in pieces': () => ({ body: Buffer.alloc(25_000_000, 0x20), manner: 'chunked' }),
  'an expectation': (_, random) => ({ headers: { expect: random.pick(['100-continue', '200-ok']) } }),
};

const oddBodies: Kind[] = Object.entries(ways).map(([name, change]) => ({
  name: `body: ${name}`,
  suits: takesBody,
  make: async ({ honest, random }) => {
    const found = await honest();
    const plain = attemptOf(found);
    return [attemptOf(found, { isElsewhere: name === 'an expectation', ...change(plain.body!, random) })];
  },
}));

const bodyOfGet: Kind = {
  name: 'body: where none belongs',
  suits: ({ method }) => method === 'GET',
  make: async ({ honest, random }) => [
    attemptOf(await honest(), {
      body: Buffer.alloc(random.pick([1, 100_000, 5_000_000]), 0x7b),
      headers: { 'content-type': 'application/json' },
    }),
  ],
};

const leftUnread: Kind = {
  name: 'answer: left unread',
  suits: ({ method }) => method === 'GET',
  make: async ({ honest }) => [attemptOf(await honest(), { manner: 'answer left unread' })],
};

export const headerKinds: readonly Kind[] = [...oddHeaders, ...badTokens, ...oddBodies, bodyOfGet, leftUnread];
