import type { RawAttempt } from '../attempt.ts';
import type { Random } from '../random.ts';

/** Bytes that no HTTP client would send. */

interface Bytes {
  pieces: (string | Buffer)[];
  breakAfterMs?: number;
  isOwedAnswer?: boolean;
}

const host = 'Host: 127.0.0.1\r\n';
const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\n${host}${more}\r\n`;
const post = (headers: string, body = '') =>
  `POST /v1/cases HTTP/1.1\r\n${host}Content-Type: application/json\r\n${headers}\r\n${body}`;
const times = (count: number, text: string) => text.repeat(count);

export const rawKinds: Record<string, (random: Random) => Bytes> = {
  'Chinese in the path, unencoded': () => ({ pieces: [Buffer.from(get('/v1/cases?q=路灯'))] }),
  'GBK in the path': () => ({ pieces: ['GET /v1/cases?q=', Buffer.from([0xc2, 0xb7]), ` HTTP/1.1\r\n${host}\r\n`] }),
  'a blank in the path': () => ({ pieces: [get('/v1/cases?q=a b')] }),
  'a NUL in the path': () => ({ pieces: [get('/v1/me\0')] }),
  'quotes and brackets in the path': () => ({ pieces: [get('/v1/cases?q="<>{}|\\^`[]')] }),
  'a path of 100 KB': () => ({ pieces: [get(`/v1/cases?q=${'x'.repeat(100_000)}`)] }),
  'a header of 100 KB': () => ({ pieces: [get('/v1/me', `X-Long: ${'x'.repeat(100_000)}\r\n`)] }),
  '10,000 headers': () => ({ pieces: [get('/v1/me', times(10_000, 'X: 1\r\n'))] }),
  'a NUL in a header': () => ({ pieces: [get('/v1/me', 'X: a\0b\r\n')] }),
  'a folded header': () => ({ pieces: [get('/v1/me', 'X: a\r\n  b\r\n')] }),
  'a header without a colon': () => ({ pieces: [get('/v1/me', 'nonsense\r\n')] }),
  'a blank before the colon': () => ({ pieces: [get('/v1/me', 'Accept : a\r\n')] }),
  'no host': () => ({ pieces: ['GET /v1/me HTTP/1.1\r\n\r\n'] }),
  'two hosts': () => ({ pieces: [get('/v1/me', host)] }),
  'a host that is none': () => ({ pieces: ['GET /v1/me HTTP/1.1\r\nHost: [::1\r\n\r\n'] }),
  'an empty host': () => ({ pieces: ['GET /v1/me HTTP/1.1\r\nHost:\r\n\r\n'] }),
  'an unknown method': () => ({ pieces: [`BREW /v1/me HTTP/1.1\r\n${host}\r\n`] }),
  'a method in small letters': () => ({ pieces: [`get /v1/me HTTP/1.1\r\n${host}\r\n`] }),
  'HTTP/0.9': () => ({ pieces: ['GET /v1/me\r\n\r\n'], isOwedAnswer: false }),
  'HTTP/1.0': () => ({ pieces: ['GET /v1/me HTTP/1.0\r\n\r\n'] }),
  'HTTP/3.7': () => ({ pieces: [`GET /v1/me HTTP/3.7\r\n${host}\r\n`] }),
  'the preface of HTTP/2': () => ({ pieces: ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], isOwedAnswer: false }),
  'a TLS greeting': () => ({
    pieces: [Buffer.from('160301020001000001fc0303', 'hex'), Buffer.alloc(500)],
    isOwedAnswer: false,
  }),
  'random bytes': (random) => ({ pieces: [random.bytes(3_000), '\r\n\r\n'], isOwedAnswer: false }),
  'a whole address': () => ({ pieces: [get('http://elsewhere.example/v1/me')] }),
  'an asterisk': () => ({ pieces: [`OPTIONS * HTTP/1.1\r\n${host}\r\n`] }),
  'a tunnel': () => ({
    pieces: ['CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n'],
    isOwedAnswer: false,
  }),
  'an upgrade': () => ({
    pieces: [
      get(
        '/v1/me',
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n',
      ),
    ],
  }),
  'an upgrade to h2c': () => ({
    pieces: [get('/v1/me', 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n')],
  }),
  'a length and chunks': () => ({
    pieces: [post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\nGET /x HTTP/1.1\r\n\r\n')],
  }),
  'two lengths': () => ({ pieces: [post('Content-Length: 2\r\nContent-Length: 3\r\n', '{}')] }),
  'a length below zero': () => ({ pieces: [post('Content-Length: -1\r\n', '{}')] }),
  'a length that is no number': () => ({ pieces: [post('Content-Length: 0x10\r\n', '{}')] }),
  'a length without end': () => ({ pieces: [post(`Content-Length: ${'9'.repeat(40)}\r\n`, '{}')] }),
  'no length': () => ({ pieces: [post('', '{}')] }),
  'a length longer than the body': () => ({ pieces: [post('Content-Length: 500\r\n', '{}')], breakAfterMs: 1_500 }),
  'a chunk that is none': () => ({ pieces: [post('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n')] }),
  'a chunk of 2^64': () => ({ pieces: [post('Transfer-Encoding: chunked\r\n', 'fffffffffffffffff\r\n{}\r\n')] }),
  'a chunk with an extension of 100 KB': () => ({
    pieces: [post('Transfer-Encoding: chunked\r\n', `2;${'x'.repeat(100_000)}\r\n{}\r\n0\r\n\r\n`)],
  }),
  '50,000 chunks of a byte': () => ({
    pieces: [post('Transfer-Encoding: chunked\r\n', `${times(50_000, '1\r\n \r\n')}0\r\n\r\n`)],
  }),
  'trailers without end': () => ({
    pieces: [post('Transfer-Encoding: chunked\r\n', `2\r\n{}\r\n0\r\n${times(5_000, 'X: y\r\n')}\r\n`)],
  }),
  'an unknown transfer encoding': () => ({ pieces: [post('Transfer-Encoding: gzip\r\n', '{}')] }),
  'half a request': () => ({ pieces: ['GET /v1/me HTTP/1.1\r\nHost: 127'], breakAfterMs: 3_000 }),
  'a header letter by letter': () => ({ pieces: [...get('/healthz')] }),
  'a body that never comes': () => ({ pieces: [post('Content-Length: 100\r\n')], breakAfterMs: 3_000 }),
  'a hundred requests in a row': () => ({ pieces: [times(100, get('/healthz'))] }),
  'a thousand requests and away': () => ({ pieces: [times(1_000, get('/openapi.json'))], breakAfterMs: 200 }),
  'nonsense after a request': (random) => ({ pieces: [get('/healthz'), random.bytes(500)] }),
  'a request and away': () => ({ pieces: [get('/openapi.json')], breakAfterMs: 35 }),
  nothing: () => ({ pieces: [], breakAfterMs: 1_000 }),
};

export function rawAttempt(name: string, random: Random): RawAttempt {
  const { pieces, breakAfterMs, isOwedAnswer } = rawKinds[name]!(random);
  return {
    kind: `raw: ${name}`,
    operation: 'raw',
    pieces: pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)),
    isOwedAnswer: isOwedAnswer ?? breakAfterMs === undefined,
    ...(breakAfterMs !== undefined && { breakAfterMs }),
  };
}
