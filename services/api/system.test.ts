import { pino } from 'pino';
import { expect, test } from 'vitest';
import { problems } from '#services/domain/problem.ts';
import { createApp } from './app.ts';
import type { ApiDeps } from './environment.ts';
import { generate } from './generate.ts';
import { send } from './testing-client.ts';

/** What answers without a database: nothing here may touch one. */
function app(change: Partial<ApiDeps> = {}) {
  const ready = () => Promise.resolve();
  const untouched = new Proxy(
    {},
    {
      get: (_, name) => {
        throw new Error(`touched ${String(name)}`);
      },
    },
  );
  return createApp({
    db: untouched,
    clock: untouched,
    configurations: untouched,
    keys: untouched,
    storage: untouched,
    log: pino({ level: 'silent' }),
    verifyToken: () => Promise.resolve({ ok: false, fault: { code: 'malformed', detail: 'test' } }),
    readiness: { postgres: ready, migrations: ready, temporal: ready },
    ...change,
  } as ApiDeps);
}

test('says that it lives', async () => {
  const answer = await send(app(), '/healthz');
  expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
});

test('says which part is not ready; without Temporal it still serves', async () => {
  const broken = () => Promise.reject(new Error('away'));
  const ready = () => Promise.resolve();
  const withoutTemporal = await send(
    app({ readiness: { postgres: ready, migrations: ready, temporal: broken } }),
    '/readyz',
  );
  expect([withoutTemporal.status, withoutTemporal.body]).toEqual([
    200,
    {
      ready: true,
      parts: {
        postgres: { ready: true, needed: true },
        migrations: { ready: true, needed: true },
        temporal: { ready: false, needed: false },
      },
    },
  ]);
  const withoutSchema = await send(
    app({ readiness: { postgres: ready, migrations: broken, temporal: ready } }),
    '/readyz',
  );
  expect([withoutSchema.status, withoutSchema.body.ready, withoutSchema.body.parts.migrations.ready]).toEqual([
    503,
    false,
    false,
  ]);
});

test('a part that hangs is not ready', async () => {
  const ready = () => Promise.resolve();
  const hangs = () => new Promise<void>(() => {});
  const answer = await send(app({ readiness: { postgres: hangs, migrations: ready, temporal: ready } }), '/readyz');
  expect([answer.status, answer.body.parts.postgres.ready]).toEqual([503, false]);
});

test('measures requests by route and never by what the address contains', async () => {
  const measured = app();
  await send(measured, '/healthz');
  await send(measured, '/v1/cases/0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a');
  await send(measured, '/no/such/address');
  const { body, headers } = await send(measured, '/metrics');
  const text = new TextDecoder().decode(body as Uint8Array);
  expect(headers.get('content-type')).toContain('text/plain');
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/healthz",status="200"} 1');
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/v1/cases/:caseId",status="401"} 1');
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="unmatched",status="404"} 1');
  expect(text).not.toContain('0199c3f2');
});

test('the docs page and all that it loads come from here', async () => {
  const page = await send(app(), '/docs');
  const html = new TextDecoder().decode(page.body as Uint8Array);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
    .map(([, address]) => address!)
    .filter((address) => address !== 'data:,');
  expect(loaded.length).toBeGreaterThanOrEqual(3);
  for (const address of loaded) {
    expect(address).toMatch(/^\/docs\//);
    const asset = await send(app(), address);
    expect([asset.status, (asset.body as Uint8Array).byteLength > 50]).toEqual([200, true]);
  }
});

test('the type of a problem leads to a page', async () => {
  const { status, body } = await send(app(), '/problems/case/action-not-offered');
  expect([status, new TextDecoder().decode(body as Uint8Array)]).toEqual([
    200,
    expect.stringContaining('该件当前不能进行此操作'),
  ]);
  expect((await send(app(), '/problems/__proto__')).status).toBe(404);
});

test('an address that is not there is a 404, in the reader’s language', async () => {
  const answer = await send(app(), '/v1/nothing', { headers: { 'accept-language': 'zh-CN' } });
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-language')]).toEqual([
    404,
    'application/problem+json',
    'zh-CN',
  ]);
  expect(answer.body).toEqual({
    type: '/problems/not-found',
    code: 'not-found',
    title: '未找到',
    status: 404,
    detail: '此地址不存在。',
    instance: '/v1/nothing',
  });
});

test('a method that an address does not take is a 405 that names the others', async () => {
  const answer = await send(app(), '/v1/cases', { method: 'DELETE' });
  expect([answer.status, answer.headers.get('allow'), answer.body.code]).toEqual([
    405,
    'GET, HEAD, POST',
    'method-not-allowed',
  ]);
  expect((await send(app(), '/v1/cases/x/actions', { method: 'PUT' })).headers.get('allow')).toBe('POST');
});

test('a request id is told back when it is harmless, and else made', async () => {
  const own = await send(app(), '/healthz', { headers: { 'x-request-id': 'hotline-7' } });
  expect(own.headers.get('x-request-id')).toBe('hotline-7');
  for (const id of ['a b', 'x'.repeat(129), '<script>', '']) {
    const made = await send(app(), '/healthz', { headers: { 'x-request-id': id } });
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('no answer may be sniffed, framed or kept', async () => {
  const { headers } = await send(app(), '/v1/me');
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
});

test('a bug is a 500 that gives nothing away but the request id', async () => {
  const failing = app({ verifyToken: () => Promise.reject(new Error('secret of the house')) });
  const answer = await send(failing, '/v1/me', { headers: { authorization: 'Bearer x', 'x-request-id': 'r1' } });
  expect(answer.status).toBe(500);
  expect(answer.body).toMatchObject({ code: 'internal', requestId: 'r1' });
  expect(JSON.stringify(answer.body)).not.toContain('secret');
});

test('an issuer that cannot be reached is our trouble and not the caller’s', async () => {
  const fault = { code: 'issuer-unreachable', detail: 'no' } as const;
  const away = app({ verifyToken: () => Promise.resolve({ ok: false, fault }) });
  const answer = await send(away, '/v1/me', { headers: { authorization: 'Bearer x' } });
  expect([answer.status, answer.headers.get('retry-after'), answer.body.code]).toEqual([503, '5', 'unavailable']);
});

test('the page of problems names every code in both languages', async () => {
  const written = new Map<string, string>();
  await generate((path, text) => Promise.resolve(void written.set(path, text)));
  const page = written.get('docs/reference/problems.md')!;
  for (const [code, { title, status }] of Object.entries(problems))
    expect(page).toContain(`| ${status} | \`${code}\` | ${title.en} | ${title.zh} |`);
});

test('the document is written once, and whoever has it is told so', async () => {
  const api = app();
  const first = await send(api, '/openapi.json');
  const etag = first.headers.get('etag')!;
  expect(etag).toMatch(/^"[\w-]{43}"$/);
  const same = await send(api, '/openapi.json', { headers: { 'if-none-match': etag } });
  expect([same.status, same.headers.get('etag'), same.body.byteLength]).toEqual([304, etag, 0]);
});

test('without sign-in an address gets so much, except for the sign of life', async () => {
  const plenty = { burst: 10, perSecond: 10 };
  const api = app({ limits: { perTenant: plenty, perCaller: plenty, perAddress: { burst: 5, perSecond: 0.001 } } });
  const open = ['/openapi.json', '/docs', '/readyz', '/metrics', '/openapi.json', '/docs', '/readyz', '/metrics'];
  // Reads the document too, to hold its answer against it.
  expect((await send(api, '/healthz')).status).toBe(200);
  const statuses = [];
  for (const path of open) statuses.push((await send(api, path)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429, 429, 429]);
  expect((await send(api, '/healthz')).status).toBe(200);
});
