import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import { aTenant, testDeps, type TestTenant, type TestTenantOptions } from '#services/domain/testing.ts';
import { createTokenVerifier } from '#services/platform/tokens.ts';
import { createApp } from './app.ts';
import type { Api, ApiDeps } from './environment.ts';
import { send, type Ask } from './testing-client.ts';

/** For tests: the app on the real PostgreSQL, with tokens of a real issuer that listens on this machine. */

export const audience = 'countyflow';

export interface TestIssuer {
  url: string;
  /** A good token except for what is changed; `undefined` leaves a claim out. */
  token(claims: JWTPayload, change?: Record<string, unknown>): Promise<string>;
  /** The same claims, not signed at all. */
  unsigned(claims: JWTPayload): string;
  /** The same claims, signed by somebody else. */
  forged(claims: JWTPayload): Promise<string>;
}

let started: Promise<TestIssuer> | undefined;

/** One per test file; it does not keep the process. */
export function testIssuer(): Promise<TestIssuer> {
  return (started ??= startIssuer());
}

async function startIssuer(): Promise<TestIssuer> {
  const [own, other] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const server = createServer((request, response) => {
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/keys` }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  server.unref();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const complete = (claims: JWTPayload): JWTPayload => {
    const now = Math.floor(Date.now() / 1000);
    return { iss: url, aud: audience, iat: now, exp: now + 600, ...claims };
  };
  const sign = (claims: JWTPayload, key: CryptoKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'test', typ: 'at+jwt' }).sign(key);
  return {
    url,
    token: (claims, change = {}) => sign({ ...complete(claims), ...change }, own.privateKey),
    unsigned: (claims) => new UnsecuredJWT(complete(claims)).encode(),
    forged: (claims) => sign(complete(claims), other.privateKey),
  };
}

export interface TestApi {
  app: Api;
  tenant: TestTenant;
  issuer: TestIssuer;
  /** Calls as a demo person of the tenant. */
  as(name: string): Promise<Ask>;
  tokenOf(name: string): Promise<string>;
}

export async function anApi(
  options: TestTenantOptions & { api?: Partial<ApiDeps>; tenant?: TestTenant } = {},
): Promise<TestApi> {
  const issuer = await testIssuer();
  const tenant = options.tenant ?? (await aTenant({ deps: testDeps(), ...options }));
  const ready = () => Promise.resolve();
  const app = createApp({
    ...tenant.deps,
    verifyToken: createTokenVerifier({ issuer: issuer.url, audience, tenantClaim: 'tenant' }),
    readiness: { postgres: ready, migrations: ready, temporal: ready },
    ...options.api,
  });
  async function tokenOf(name: string) {
    const { actor } = await tenant.person(name);
    return issuer.token({ sub: actor.id, tenant: tenant.code });
  }
  return {
    app,
    tenant,
    issuer,
    tokenOf,
    async as(name) {
      const token = await tokenOf(name);
      return (path, call) =>
        send(app, path, { ...call, headers: { authorization: `Bearer ${token}`, ...call?.headers } });
    },
  };
}
