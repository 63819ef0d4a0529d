import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** Why a token was not accepted. `claim` is the claim to look at, `detail` is English for the log and for developers. */
export type TokenFault =
  | { code: 'malformed' | 'algorithm' | 'type' | 'signature' | 'unknown-key'; detail: string }
  | { code: 'expired' | 'not-yet-valid' | 'claim'; claim: string; detail: string }
  /** Not the caller's fault: the issuer or its keys cannot be reached, so nobody can be known. */
  | { code: 'issuer-unreachable'; detail: string };

export interface VerifiedToken {
  subject: string;
  tenant: string;
  claims: JWTPayload;
}

export type TokenVerdict = { ok: true; token: VerifiedToken } | { ok: false; fault: TokenFault };

export interface TokenVerifierOptions {
  issuer: string;
  audience: string;
  /** The claim that says which tenant the person belongs to. */
  tenantClaim: string;
  /** A token signed by a key we have not seen makes us fetch the keys again, but no more often than this. */
  refetchAfterMs?: number;
}

export type TokenVerifier = (token: string) => Promise<TokenVerdict>;

/** Only algorithms with a public half: with a shared secret, whoever can check a token could also make one. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
const clockToleranceSeconds = 10;
const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const findKey = keysOfIssuer(options);
  return async (token) => {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, findKey, {
        issuer: options.issuer,
        audience: options.audience,
        algorithms,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp', 'sub', options.tenantClaim],
      });
      return accept(payload, protectedHeader.typ, options);
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  };
}

function accept(claims: JWTPayload, typ: string | undefined, { tenantClaim }: TokenVerifierOptions): TokenVerdict {
  const type = typ?.toLowerCase().replace(/^application\//, '') ?? 'jwt';
  if (type !== 'jwt' && type !== 'at+jwt')
    return { ok: false, fault: { code: 'type', detail: `typ is ${typ}, should be at+jwt` } };
  const [tenant, subject] = [claims[tenantClaim], claims.sub];
  for (const [claim, value] of Object.entries({ [tenantClaim]: tenant, sub: subject }))
    if (typeof value !== 'string' || value === '')
      return { ok: false, fault: { code: 'claim', claim, detail: `${claim} should be a text that is not empty` } };
  return { ok: true, token: { subject: subject as string, tenant: tenant as string, claims } };
}

class IssuerUnreachable extends Error {}

/** Found at the first token and kept; a failure is not kept, so the issuer may come up after us. */
function keysOfIssuer({ issuer, refetchAfterMs = 5_000 }: TokenVerifierOptions): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  async function discover(): Promise<JWTVerifyGetKey> {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await reach(address, { signal: AbortSignal.timeout(5_000) });
    const found = Discovery.safeParse(await response.json().catch(() => undefined));
    if (!found.success) throw new IssuerUnreachable(`${address} is not an OpenID configuration`);
    if (found.data.issuer !== issuer)
      throw new IssuerUnreachable(`${address} says it belongs to ${found.data.issuer}, not ${issuer}`);
    const timing = { cooldownDuration: refetchAfterMs, cacheMaxAge: 600_000, timeoutDuration: 5_000 };
    return createRemoteJWKSet(new URL(found.data.jwks_uri), { ...timing, [customFetch]: reach });
  }
  return async (header, token) => {
    keys ??= discover();
    const find = await keys.catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return find(header, token);
  };
}

/** Tried twice: the first may go out on a kept connection that an issuer which has just restarted no longer knows. */
async function reach(address: string, init: RequestInit): Promise<Response> {
  const response = await fetch(address, init)
    .catch(() => fetch(address, init))
    .catch((cause: unknown) => {
      throw new IssuerUnreachable(`${address} cannot be reached`, { cause });
    });
  if (!response.ok) throw new IssuerUnreachable(`${address} answered ${response.status}`);
  return response;
}

function faultOf(error: unknown): TokenFault {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof errors.JWTExpired) return { code: 'expired', claim: error.claim, detail };
  if (error instanceof errors.JWTClaimValidationFailed)
    return { code: error.claim === 'nbf' ? 'not-yet-valid' : 'claim', claim: error.claim, detail };
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return { code: 'algorithm', detail };
  if (error instanceof errors.JWSSignatureVerificationFailed) return { code: 'signature', detail };
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return { code: 'unknown-key', detail };
  if (error instanceof IssuerUnreachable || error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid)
    return { code: 'issuer-unreachable', detail };
  if (error instanceof errors.JOSEError) return { code: 'malformed', detail };
  throw error;
}
