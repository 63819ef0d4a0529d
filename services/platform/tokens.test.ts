import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from './tokens.ts';

interface SigningKey {
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  kid: string;
  alg: string;
}

const published: JWK[] = [];
let isDown = false;
let issuer: string;
let good: SigningKey;
let fetches = 0;

const server = createServer((request, response) => {
  if (isDown) return response.writeHead(500).end();
  const discovery = { issuer, jwks_uri: `${issuer}/keys` };
  if (request.url === '/keys') fetches += 1;
  return response.end(JSON.stringify(request.url === '/keys' ? { keys: published } : discovery));
});

async function makeKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  return { ...(await generateKeyPair(alg, { extractable: true })), kid, alg };
}

async function publish(key: SigningKey) {
  published.push({ ...(await exportJWK(key.publicKey)), kid: key.kid, alg: key.alg, use: 'sig' });
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  good = await makeKey('first');
  await publish(good);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const verifier = (options: Partial<TokenVerifierOptions> = {}): TokenVerifier =>
  createTokenVerifier({ issuer, audience: 'countyflow', tenantClaim: 'tenant', refetchAfterMs: 0, ...options });

const seconds = () => Math.floor(Date.now() / 1000);
const claims = (change: Record<string, unknown> = {}): JWTPayload => {
  const all = { iss: issuer, aud: 'countyflow', sub: 'demo/one', tenant: 'demo', iat: seconds(), exp: seconds() + 600 };
  return Object.fromEntries(Object.entries({ ...all, ...change }).filter(([, value]) => value !== undefined));
};

function sign(payload: JWTPayload, key = good, header: { typ?: string } = { typ: 'at+jwt' }): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey);
}

async function faultOf(token: string, verify = verifier()) {
  const verdict = await verify(token);
  if (verdict.ok) throw new Error('was accepted');
  return verdict.fault;
}

test('accepts a good token and says who and which tenant', async () => {
  const verdict = await verifier()(await sign(claims({ name: '示例' })));
  expect(verdict).toMatchObject({ ok: true, token: { subject: 'demo/one', tenant: 'demo', claims: { name: '示例' } } });
});

test.each(['PS256', 'ES256', 'EdDSA'])('accepts %s', async (alg) => {
  const key = await makeKey(`key-${alg}`, alg);
  await publish(key);
  expect((await verifier()(await sign(claims(), key))).ok).toBe(true);
});

test.each([
  ['expired', { exp: seconds() - 60 }, { code: 'expired', claim: 'exp' }],
  ['not valid yet', { nbf: seconds() + 600 }, { code: 'not-yet-valid', claim: 'nbf' }],
  ['for somebody else', { aud: 'another-app' }, { code: 'claim', claim: 'aud' }],
  ['by another issuer', { iss: 'http://127.0.0.1:1' }, { code: 'claim', claim: 'iss' }],
  ['without an end', { exp: undefined }, { code: 'claim', claim: 'exp' }],
  ['without a subject', { sub: undefined }, { code: 'claim', claim: 'sub' }],
  ['without a tenant', { tenant: undefined }, { code: 'claim', claim: 'tenant' }],
  ['with a tenant that is a list', { tenant: ['a', 'b'] }, { code: 'claim', claim: 'tenant' }],
  ['with an empty subject', { sub: '' }, { code: 'claim', claim: 'sub' }],
])('refuses a token %s and names the claim', async (_, change, fault) => {
  expect(await faultOf(await sign(claims(change)))).toMatchObject(fault);
});

test('lets a clock be a few seconds behind', async () => {
  expect((await verifier()(await sign(claims({ nbf: seconds() + 5 })))).ok).toBe(true);
});

test('refuses a token without a signature', async () => {
  expect(await faultOf(new UnsecuredJWT(claims()).encode())).toMatchObject({ code: 'algorithm' });
});

test('refuses HS256 made with the public key as the secret', async () => {
  const secret = new TextEncoder().encode(await exportSPKI(good.publicKey));
  const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: good.kid }).sign(secret);
  expect(await faultOf(token)).toMatchObject({ code: 'algorithm' });
});

test('refuses a body that was changed after signing', async () => {
  const [header, , signature] = (await sign(claims())).split('.');
  const forged = Buffer.from(JSON.stringify(claims({ tenant: 'other' }))).toString('base64url');
  expect(await faultOf([header, forged, signature].join('.'))).toMatchObject({ code: 'signature' });
});

test('refuses a key that the issuer does not have, also under a known name', async () => {
  const stranger = await makeKey('stranger');
  expect(await faultOf(await sign(claims(), stranger))).toMatchObject({ code: 'unknown-key' });
  expect(await faultOf(await sign(claims(), { ...stranger, kid: good.kid }))).toMatchObject({ code: 'signature' });
});

test('refuses a token of another kind', async () => {
  expect(await faultOf(await sign(claims(), good, { typ: 'logout+jwt' }))).toMatchObject({ code: 'type' });
});

test.each(['', 'abc', 'a.b.c', 'Bearer x'])('refuses %j as malformed', async (token) => {
  expect(await faultOf(token)).toMatchObject({ code: 'malformed' });
});

test('takes up a new key when the issuer has changed its keys', async () => {
  const verify = verifier();
  expect((await verify(await sign(claims()))).ok).toBe(true);
  const next = await makeKey('second');
  expect(await faultOf(await sign(claims(), next), verify)).toMatchObject({ code: 'unknown-key' });
  await publish(next);
  expect((await verify(await sign(claims(), next))).ok).toBe(true);
});

test('does not fetch the keys again for every token with an unknown one', async () => {
  const verify = verifier({ refetchAfterMs: 60_000 });
  await verify(await sign(claims()));
  const before = fetches;
  const stranger = await sign(claims(), await makeKey('nobody'));
  for (let n = 0; n < 5; n += 1) expect(await faultOf(stranger, verify)).toMatchObject({ code: 'unknown-key' });
  expect(fetches).toBe(before);
});

test('tells an issuer that is away from a bad token, and recovers', async () => {
  const verify = verifier();
  isDown = true;
  expect(await faultOf(await sign(claims()), verify)).toMatchObject({ code: 'issuer-unreachable' });
  isDown = false;
  expect((await verify(await sign(claims()))).ok).toBe(true);
});

test('refuses keys from a discovery document that names another issuer', async () => {
  const verify = verifier({ issuer: issuer.replace('127.0.0.1', 'localhost') });
  expect(await faultOf(await sign(claims()), verify)).toMatchObject({ code: 'issuer-unreachable' });
});
