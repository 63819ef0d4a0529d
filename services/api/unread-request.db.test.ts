import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type RunningApi } from './serve.ts';
import { anApi } from './testing.ts';

/** What no client library sends and scripts, probes and scanners do: written to the socket as it is. */

let running: RunningApi;

beforeAll(async () => {
  const { tenant } = await anApi();
  const ready = () => Promise.resolve();
  const deps = {
    ...tenant.deps,
    verifyToken: () => Promise.reject(new Error('nobody signs in here')),
    readiness: { postgres: ready, migrations: ready, temporal: ready },
  };
  running = await startApi(deps, { host: '127.0.0.1', port: 0 });
});
afterAll(() => running.stop());

interface Told {
  status: number;
  type: string | undefined;
  body: Record<string, unknown>;
}

function sendRaw(text: string): Promise<Told> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1', () => socket.write(text));
    let got = '';
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no end after ${got}`)));
    socket.on('error', reject).on('data', (piece: Buffer) => {
      got += piece.toString();
      const [head = '', body] = got.split(/\r\n\r\n(.*)/s);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (body === undefined || Buffer.byteLength(body) < length) return;
      const type = /content-type: ([^\r;]+)/i.exec(head)?.[1];
      resolve({ status: Number(head.split(' ')[1]), type, body: JSON.parse(body) as Record<string, unknown> });
      socket.destroy();
    });
  });
}

const host = 'Host: x\r\n';
test.each([
  ['Chinese in an address', `GET /v1/cases?q=路灯 HTTP/1.1\r\n${host}\r\n`, 400, 'bad-request', /q=%E8%B7%AF%E7%81%AF/],
  ['a blank in an address', `GET /v1/cases?q=a b HTTP/1.1\r\n${host}\r\n`, 400, 'bad-request', /%20/],
  ['no request at all', '\u0016\u0003\u0001\u0002', 400, 'bad-request', /https/],
  ['an unknown method', `FETCH / HTTP/1.1\r\n${host}\r\n`, 400, 'bad-request', /no method/],
  ['a long header', `GET / HTTP/1.1\r\n${host}X: ${'y'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large', /16 KB/],
  ['a long address', `GET /${'y'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`, 431, 'headers-too-large', /16 KB/],
  ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400, 'bad-request', /one Host/],
  ['a Host that is none', 'GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n', 400, 'bad-request', /one Host/],
  ['an address without a path', `OPTIONS * HTTP/1.1\r\n${host}\r\n`, 400, 'bad-request', /begins with “\/”/],
  [
    'two lengths',
    `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n`,
    400,
    'bad-request',
    /not both/,
  ],
  ['a length that is none', `POST / HTTP/1.1\r\n${host}Content-Length: x\r\n\r\n`, 400, 'bad-request', /in digits/],
  ['a proxy’s request', `CONNECT a:1 HTTP/1.1\r\n${host}\r\n`, 405, 'method-not-allowed', /no proxy/],
])('%s is told what to do', async (_, request, status, code, says) => {
  const { body, ...told } = await sendRaw(request);
  expect([told, body['code'], body['status']]).toEqual([{ status, type: 'application/problem+json' }, code, status]);
  expect(body['detail']).toMatch(says);
});

test('the reader’s language holds here too', async () => {
  const { body } = await sendRaw(`GET /v1/cases?q=路灯 HTTP/1.1\r\n${host}Accept-Language: zh-CN\r\n\r\n`);
  expect([body['title'], body['instance']]).toEqual(['请求格式有误', '/v1/cases']);
});

test.each([
  ['HTTP/1.0 without a Host', 'GET /healthz HTTP/1.0\r\n\r\n'],
  ['an expectation that nobody knows', `GET /healthz HTTP/1.1\r\n${host}Expect: 200-ok\r\n\r\n`],
])('%s is answered', async (_, request) => {
  expect(await sendRaw(request)).toMatchObject({ status: 200, body: { status: 'ok' } });
});
