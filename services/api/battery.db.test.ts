import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { film } from '#services/domain/attachments/film.fixture.ts';
import { descriptionOf, operationsOf, type DescribedOperation } from './conformance.ts';
import { anApi, audience, type TestApi } from './testing.ts';
import { send, type Answered } from './testing-client.ts';

/** Runs over every operation of the OpenAPI document, so a new route cannot forget to be guarded. */

/** Operations without sign-in, and those that everyone signed in may use: each is a decision, so each is named. */
const open = ['healthz', 'readyz', 'metrics', 'openapi'];
const forEveryone = ['whoAmI', 'listUnits', 'listCatalogue', 'calendarDue'];

let api: TestApi;
let other: TestApi;
let operations: DescribedOperation[];
let guarded: DescribedOperation[];

beforeAll(async () => {
  api = await anApi();
  other = await anApi({ deps: api.tenant.deps });
  operations = operationsOf(await descriptionOf(api.app));
  guarded = operations.filter(({ operation }) => !open.includes(operation.operationId));
});

/** A request that would succeed if the caller were the right one and the ids were real. */
function call(
  described: DescribedOperation,
  token: string | undefined,
  id: string = isNumbered(described) ? '1' : randomUUID(),
): Promise<Answered> {
  const { method, path, operation } = described;
  const content = Object.entries(operation.requestBody?.content ?? {})[0];
  const query = operation.operationId === 'calendarDue' ? '?start=2026-11-23T01:00:00Z&value=1&unit=hours' : '';
  return send(api.app, path.replaceAll(/\{\w+\}/g, id) + query, {
    method,
    ...(content ? { body: bodyFor(...content) } : {}),
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
}

function bodyFor(type: string, { examples = {} }: { examples?: Record<string, { value: unknown }> }): unknown {
  if (type === 'application/json') return Object.values(examples)[0]!.value;
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(film)], { type: 'video/mp4' }), 'film.mp4');
  return form;
}

/** Somebody who could read or change the thing, were it this tenant's. */
const holderOf = ({ path }: DescribedOperation) => (path.startsWith('/v1/config/') ? 'admin' : 'centre');
const isNumbered = ({ path }: DescribedOperation) => path.includes('{version}');

const nameOf = ({ operation }: DescribedOperation) => operation.operationId;

async function expectEach(
  wanted: DescribedOperation[],
  ask: (one: DescribedOperation) => Promise<Answered>,
  status: number,
) {
  expect(wanted.length).toBeGreaterThan(0);
  const got = await Promise.all(wanted.map(async (one) => [nameOf(one), (await ask(one)).status] as const));
  expect(Object.fromEntries(got)).toEqual(Object.fromEntries(wanted.map((one) => [nameOf(one), status])));
}

describe('without a good token nothing answers', () => {
  const claims = () => ({ sub: `${api.tenant.code}/centre`, tenant: api.tenant.code });
  const past = Math.floor(Date.now() / 1000) - 3600;
  const tokens: Record<string, () => Promise<string | undefined> | string | undefined> = {
    'no token': () => undefined,
    garbage: () => 'garbage',
    'three parts of garbage': () => 'e30.e30.e30',
    'another audience': () => api.issuer.token(claims(), { aud: `${audience}-other` }),
    'no audience': () => api.issuer.token(claims(), { aud: undefined }),
    expired: () => api.issuer.token(claims(), { iat: past - 60, exp: past }),
    'never expires': () => api.issuer.token(claims(), { exp: undefined }),
    'not valid yet': () => api.issuer.token(claims(), { nbf: Math.floor(Date.now() / 1000) + 3600 }),
    'another issuer': () => api.issuer.token(claims(), { iss: 'https://issuer.example' }),
    'alg none': () => api.issuer.unsigned(claims()),
    'signed by somebody else': () => api.issuer.forged(claims()),
    'no tenant': () => api.issuer.token(claims(), { tenant: undefined }),
    'no subject': () => api.issuer.token(claims(), { sub: undefined }),
    'an API key': () => 'cfk_0123456789abcdef',
  };
  test.each(Object.keys(tokens))('%s is a 401 everywhere', async (name) => {
    const token = await tokens[name]!();
    await expectEach(guarded, (one) => call(one, token), 401);
    const answer = await call(guarded[0]!, token);
    expect(answer.headers.get('www-authenticate')).toMatch(
      token === undefined ? /^Bearer realm=\S+$/ : /error="invalid_token"/,
    );
    expect(answer.body).toMatchObject({ code: 'unauthorized', status: 401 });
  });

  test('another scheme than Bearer is a 401 that says so', async () => {
    const headers = { authorization: 'Basic Zm9vOmJhcg==' };
    const answer = await send(api.app, '/v1/me', { headers });
    expect([answer.status, answer.body.detail]).toEqual([401, expect.stringContaining('Bearer')]);
  });
});

describe('a good token is not enough', () => {
  test('a tenant that is not served here, and a person without an account, are turned away everywhere', async () => {
    const stranger = await api.issuer.token({ sub: `${api.tenant.code}/nobody`, tenant: api.tenant.code });
    const elsewhere = await api.issuer.token({ sub: 'nowhere/centre', tenant: 'nowhere' });
    for (const token of [stranger, elsewhere]) await expectEach(guarded, (one) => call(one, token), 403);
  });

  test('a role without the permission is a 403', async () => {
    const token = await api.tokenOf('auditor');
    await expectEach(
      guarded.filter((one) => !forEveryone.includes(nameOf(one)) && nameOf(one) !== 'getAttachment'),
      (one) => call(one, token),
      403,
    );
  });

  test('what is for everyone signed in answers them too', async () => {
    const token = await api.tokenOf('auditor');
    await expectEach(
      guarded.filter((one) => forEveryone.includes(nameOf(one))),
      (one) => call(one, token),
      200,
    );
  });
});

describe('another tenant’s things are not there', () => {
  test('by any id, for whoever sees everything at home', async () => {
    const centreThere = await other.as('centre');
    const unit = Object.keys(other.tenant.config.org.units)[0]!;
    const report = {
      description: '别处的一件事情',
      location: { unit },
      channel: 'hotline',
      reporter: { type: 'resident' },
    };
    const theirs = (await centreThere('/v1/cases', { body: report })).body.id as string;
    expect((await centreThere(`/v1/cases/${theirs}`)).status).toBe(200);
    const theirVersion = '2';
    await other.tenant.inTenant((tx) =>
      sql`insert into config_version (tenant_id, version, hash, engine_level, compiled, files, parents, note, created_by)
        select tenant_id, 2, hash, engine_level, compiled, files, parents, note, created_by from config_version`.execute(
        tx,
      ),
    );
    const byId = guarded.filter(({ path }) => path.includes('{'));
    const tokens = { centre: await api.tokenOf('centre'), admin: await api.tokenOf('admin') };
    await expectEach(byId, (one) => call(one, tokens[holderOf(one)], isNumbered(one) ? theirVersion : theirs), 404);
    await expectEach(byId, (one) => call(one, tokens[holderOf(one)], isNumbered(one) ? '99' : randomUUID()), 404);
  });

  test('nor is anything under an id that is none', async () => {
    const tokens = { centre: await api.tokenOf('centre'), admin: await api.tokenOf('admin') };
    const byId = guarded.filter(({ path }) => path.includes('{'));
    for (const id of ['0', 'x', '%00', '..%2f..', '1.5', '-1', '9'.repeat(30), 'a'.repeat(500)])
      await expectEach(byId, (one) => call(one, tokens[holderOf(one)], id), 404);
  });
});

describe('the document', () => {
  test('says of every operation what it is, what it takes and what can come of it', () => {
    for (const { operation } of operations) {
      const { operationId, responses } = operation;
      expect(operation, operationId).toMatchObject({
        summary: expect.any(String),
        description: expect.any(String),
        tags: [expect.any(String)],
      });
      const wanted = open.includes(operationId) ? ['500'] : ['401', '403', '429', '500', '503'];
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(wanted));
      for (const [status, { content = {} }] of Object.entries(responses))
        for (const [type, media] of Object.entries(content))
          if (/json/.test(type)) expect(JSON.stringify(media), `${operationId} ${status}`).toMatch(/"examples?":/);
    }
  });

  test('names everything without sign-in', () => {
    const withoutSecurity = operations.filter(({ operation }) => operation.security?.length === 0).map(nameOf);
    expect(withoutSecurity.sort()).toEqual([...open].sort());
  });

  test('describes every address that the app answers', () => {
    const described = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
    const answered = api.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    const pages = [...new Set(answered)].filter((route) => !described.includes(route));
    expect(
      pages.every((route) => /^GET \/(docs|problems)(\/|$)/.test(route)),
      pages.join(),
    ).toBe(true);
  });
});
