import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fetchToken } from '#services/cli/token.ts';
import { findFreePort } from '#services/platform/ports.ts';
import { writeRunFile } from '#services/platform/run-file.ts';
import type { StartupError } from '#services/platform/startup-error.ts';
import { createTokenVerifier } from '#services/platform/tokens.ts';
import type { DemoPerson } from './demo-people.ts';
import { startIssuer, type Issuer } from './issuer.ts';

const people: DemoPerson[] = [
  { id: 'demo/centre', tenant: 'demo', name: '中心 <值班>' },
  { id: 'demo/officer', tenant: 'demo', name: '承办人' },
];
const running: Issuer[] = [];
afterEach(() => Promise.all(running.splice(0).map((issuer) => issuer.close())));

async function start(from: { dataDir?: string; port?: number } = {}) {
  const dataDir = from.dataDir ?? mkdtempSync(join(tmpdir(), 'issuer-'));
  const port = from.port ?? (await findFreePort());
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const claims = { audience: 'countyflow', tenantClaim: 'tenant' };
  const issuer = await startIssuer({ port, dataDir, ...claims, people: () => Promise.resolve(people), onError });
  running.push(issuer);
  writeRunFile(dataDir, { apiUrl: 'http://127.0.0.1:1', issuerUrl: issuer.url });
  const verify = createTokenVerifier({ issuer: issuer.url, ...claims });
  return { issuer, dataDir, port, errors, verify };
}

const demo = { ok: true, token: { subject: 'demo/centre', tenant: 'demo', claims: { name: '中心 <值班>' } } };

test('gives the command line a token that the API accepts, good for twelve hours', async () => {
  const { dataDir, verify } = await start();
  const verdict = await verify(await fetchToken({ DATA_DIR: dataDir }, 'demo/centre'));
  expect(verdict).toMatchObject(demo);
  const { exp = 0, iat = 0 } = verdict.ok ? verdict.token.claims : {};
  expect(exp - iat).toBe(12 * 60 * 60);
});

test('a token is still good after a restart, and the keys are for the owner only', async () => {
  const first = await start();
  const token = await fetchToken({ DATA_DIR: first.dataDir }, 'demo/centre');
  await first.issuer.close();
  const { verify } = await start(first);
  expect(await verify(token)).toMatchObject(demo);
  expect(statSync(join(first.dataDir, 'issuer.json')).mode & 0o777).toBe(0o600);
});

test('names the nearest people when there is no such person', async () => {
  const { dataDir } = await start();
  const error = await fetchToken({ DATA_DIR: dataDir }, 'demo/center').catch((caught: unknown) => caught);
  expect((error as StartupError).toText()).toMatch(
    /没有演示人员 demo\/center[^]*Did you mean demo\/centre or demo\/officer/,
  );
});

test('the issuer itself refuses an unknown person', async () => {
  const { issuer } = await start();
  const form = { grant_type: 'urn:countyflow:demo-person', client_id: 'countyflow-demo', person: 'demo/nobody' };
  const response = await fetch(`${issuer.url}/token`, { method: 'POST', body: new URLSearchParams(form) });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
});

test('says that nothing runs when nothing runs', async () => {
  const asked = fetchToken({ DATA_DIR: mkdtempSync(join(tmpdir(), 'none-')) }, 'demo/centre');
  await expect(asked).rejects.toThrow('Run npm start in another terminal first');
});

test('a browser signs in on the page and gets the same token by code and PKCE', async () => {
  const { issuer, verify, errors } = await start();
  const browse = browser();
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const redirect_uri = 'http://127.0.0.1:5173/callback';
  const ask = { client_id: 'countyflow-demo', response_type: 'code', scope: 'openid profile', redirect_uri };
  const query = new URLSearchParams({ ...ask, code_challenge: challenge, code_challenge_method: 'S256', state: 's1' });

  const toPage = await browse(`${issuer.url}/auth?${query.toString()}`);
  const page = await browse(new URL(toPage.headers.get('location') ?? '', issuer.url).href);
  const html = await page.text();
  const chosen = await browse(page.url, new URLSearchParams({ person: 'demo/centre' }));
  const back = await browse(chosen.headers.get('location') ?? '');
  const landed = new URL(back.headers.get('location') ?? '');
  const code = landed.searchParams.get('code') ?? '';
  const exchange = { grant_type: 'authorization_code', client_id: 'countyflow-demo', code, redirect_uri };
  const body = new URLSearchParams({ ...exchange, code_verifier: verifier });
  const answer = (await (await fetch(`${issuer.url}/token`, { method: 'POST', body })).json()) as Record<
    string,
    string
  >;

  expect(html).toContain('中心 &#60;值班&#62;');
  expect(landed.searchParams.get('state')).toBe('s1');
  expect(await verify(answer['access_token'] ?? '')).toMatchObject(demo);
  expect(errors).toEqual([]);
});

test('a sign-in page nobody asked for is refused', async () => {
  const { issuer } = await start();
  expect((await fetch(`${issuer.url}/sign-in/made-up`)).status).toBe(400);
});

/** Keeps cookies and follows nothing by itself. */
function browser() {
  const jar = new Map<string, string>();
  return async (address: string, form?: URLSearchParams): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const method = form ? { method: 'POST', body: form } : {};
    const response = await fetch(address, { ...method, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  };
}
