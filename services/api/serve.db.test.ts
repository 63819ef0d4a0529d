import { Agent, createServer, request as httpRequest } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { testDeps } from '#services/domain/testing.ts';
import { createTokenVerifier } from '#services/platform/tokens.ts';
import { startApi, type RunningApi } from './serve.ts';
import { anApi, audience, type TestApi } from './testing.ts';

/** What only a real socket, and a database that goes away and comes back, can show. */

let api: TestApi;
let running: RunningApi;
let way: Way;
let token: string;

/** Between the API and PostgreSQL, so that the database can be cut off while it serves the other tests. */
interface Way {
  url: string;
  close(): Promise<void>;
  open(): Promise<void>;
}

async function wayTo(databaseUrl: string): Promise<Way> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let server: Server;
  let port = 0;
  async function open() {
    server = createTcpServer((client) => {
      const upstream = connect(Number(target.port), target.hostname);
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.on('error', () => {}).on('close', () => [client, upstream].forEach((each) => each.destroy()));
      }
      client.pipe(upstream).pipe(client);
    });
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    port = (server.address() as AddressInfo).port;
  }
  async function close() {
    const closed = new Promise((done) => server.close(done));
    for (const socket of sockets) socket.destroy();
    await closed;
  }
  await open();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  return { url: url.href, open, close };
}

beforeAll(async () => {
  api = await anApi();
  token = await api.tokenOf('centre');
  way = await wayTo(inject('databaseUrl'));
  const ready = () => Promise.resolve();
  running = await startApi(
    {
      ...testDeps({ databaseUrl: way.url }),
      verifyToken: createTokenVerifier({ issuer: api.issuer.url, audience, tenantClaim: 'tenant' }),
      readiness: { postgres: ready, migrations: ready, temporal: ready },
    },
    { host: '127.0.0.1', port: 0 },
  );
});
afterAll(async () => {
  await running.stop();
  await way.close();
});

const ask = (path: string) => fetch(`${running.url}${path}`, { headers: { authorization: `Bearer ${token}` } });

test('while the database is away requests are a 503 that says when to come again, and afterwards all is as before', async () => {
  expect((await ask('/v1/cases')).status).toBe(200);
  await way.close();
  for (let i = 0; i < 3; i += 1) {
    const answer = await ask('/v1/cases');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ code: 'unavailable' });
  }
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  await way.open();
  expect((await ask('/v1/cases')).status).toBe(200);
});

test('an upload of 30 MB is refused by what it announces, before it is sent', async () => {
  const sent = await uploadOf({ announced: 30 * 1024 * 1024, chunks: 1 });
  expect([sent.status, sent.problem.code]).toEqual([413, 'too-large']);
  expect(sent.writtenBytes).toBeLessThan(2 * 1024 * 1024);
});

test('an upload that announces nothing is refused as soon as it is too much', async () => {
  const sent = await uploadOf({ announced: null, chunks: 60 });
  expect([sent.status, sent.problem.code]).toEqual([413, 'too-large']);
});

test.each([
  ['too large', { 'content-type': 'application/json' }, 3_000_000, 413],
  ['not JSON', { 'content-type': 'text/plain' }, 900_000, 415],
  ['from nobody', { authorization: 'Bearer x', 'content-type': 'application/json' }, 900_000, 401],
])('the connection of a body that was refused as %s serves the next request', async (_, headers, bytes, status) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const body = Buffer.alloc(bytes, 120);
  expect(await sendBy(agent, 'POST', '/v1/cases', headers, body)).toEqual({ status, again: false });
  expect(await sendBy(agent, 'GET', '/v1/me')).toEqual({ status: 200, again: true });
  agent.destroy();
});

/** `again`: over a connection that had served before. */
function sendBy(agent: Agent, method: string, path: string, headers = {}, body = Buffer.alloc(0)) {
  return new Promise<{ status: number | undefined; again: boolean }>((resolve, reject) => {
    const all = { authorization: `Bearer ${token}`, 'content-length': body.length, ...headers };
    const request = httpRequest(running.url + path, { agent, method, headers: all }, (response) => {
      response.resume().on('end', () => resolve({ status: response.statusCode, again: request.reusedSocket }));
    });
    request.on('error', reject).end(body);
  });
}

/** Sends pieces of a megabyte until an answer comes. */
function uploadOf({ announced, chunks }: { announced: number | null; chunks: number }) {
  return new Promise<{ status: number; problem: { code: string }; writtenBytes: number }>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'multipart/form-data; boundary=b',
      ...(announced === null ? {} : { 'content-length': String(announced) }),
    };
    const request = httpRequest(`${running.url}/v1/attachments`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        resolve({ status: response.statusCode!, problem: JSON.parse(text) as { code: string }, writtenBytes: written });
        request.destroy();
      });
    });
    let written = 0;
    request.on('error', reject);
    const piece = Buffer.alloc(1024 * 1024, 120);
    const write = (left: number) => {
      if (left === 0 || request.destroyed) return;
      written += piece.length;
      request.write(piece, () => setTimeout(write, 1, left - 1));
    };
    write(chunks);
  });
}

test('a port that is taken is told and nothing else happens', async () => {
  const taken = createServer();
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
  const { port } = taken.address() as AddressInfo;
  const deps = { ...testDeps(), verifyToken: api.issuer.token as never, readiness: {} as never };
  await expect(startApi(deps, { host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  taken.close();
});

test('a caller over the limit waits, another one does not', async () => {
  const limits = { perTenant: { burst: 100, perSecond: 100 }, perCaller: { burst: 3, perSecond: 0.01 } };
  const limited = await anApi({ deps: api.tenant.deps, api: { limits } });
  const [greedy, modest] = [await limited.as('centre'), await limited.as('resident')];
  const answers = [];
  for (let i = 0; i < 4; i += 1) answers.push(await greedy('/v1/me'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['2', '1', '0', '0']);
  expect(answers.every(({ headers }) => headers.get('ratelimit-limit') === '3')).toBe(true);
  const refused = answers[3]!;
  expect([refused.body.code, Number(refused.headers.get('retry-after')) > 1]).toEqual(['rate-limited', true]);
  expect((await modest('/v1/me')).status).toBe(200);
});

test('a long list counts as many requests', async () => {
  const plenty = { burst: 100, perSecond: 0.01 };
  const limited = await anApi({ deps: api.tenant.deps, api: { limits: { perTenant: plenty, perCaller: plenty } } });
  const centre = await limited.as('centre');
  const left = async (path: string) => (await centre(path)).headers.get('ratelimit-remaining');
  expect(await left('/v1/cases?limit=200')).toBe('89');
  expect(await left('/v1/me')).toBe('88');
  expect(await left('/v1/cases?limit=0x200')).toBe('87');
});
