import type Provider from 'oidc-provider';
import type { AdapterFactory, Configuration, errors as Errors, ResourceServer } from 'oidc-provider';
import { findDemoPerson, type DemoPeople } from './demo-people.ts';
import type { IssuerSecrets } from './issuer-secrets.ts';

// The package's index warns at import on every Node but the newest LTS, although it runs; these are the same modules without it.
// Its in-memory adapter, passed by name, is right here: signed tokens are checked without it, so a restart loses open sign-ins only.
const inside = 'oidc-provider/lib';
const { Provider: ProviderClass } = (await import(`${inside}/provider.js`)) as { Provider: typeof Provider };
const { createMemoryAdapter } = (await import(`${inside}/adapters/memory_adapter.js`)) as {
  createMemoryAdapter: (clockToleranceSeconds: number) => AdapterFactory;
};
export const errors = (await import(`${inside}/helpers/errors.js`)) as typeof Errors;

export const demoClientId = 'countyflow-demo';
export const demoGrantType = 'urn:countyflow:demo-person';
export const apiResource = 'urn:countyflow:api';
const twelveHours = 12 * 60 * 60;

export interface IssuerOptions {
  url: string;
  audience: string;
  /** The claim that says the tenant, as the API expects it. */
  tenantClaim: string;
  secrets: IssuerSecrets;
  people: DemoPeople;
}

export function resourceServerFor(audience: string): ResourceServer {
  return {
    scope: 'openid',
    audience,
    accessTokenFormat: 'jwt',
    accessTokenTTL: twelveHours,
    jwt: { sign: { alg: 'RS256' } },
  };
}

export function createProvider(options: IssuerOptions): Provider {
  return new ProviderClass(options.url, configurationOf(options));
}

function configurationOf({ audience, tenantClaim, secrets, people }: IssuerOptions): Configuration {
  return {
    adapter: createMemoryAdapter(0),
    jwks: { keys: [secrets.signingKey] },
    cookies: { keys: [secrets.cookieKey] },
    clients: [
      {
        client_id: demoClientId,
        // Native: any port of the loopback address will do, so whatever a developer runs can sign in.
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', demoGrantType],
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
      },
    ],
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub', tenantClaim], profile: ['name'] },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => apiResource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => resourceServerFor(audience),
      },
    },
    ttl: {
      AccessToken: twelveHours,
      AuthorizationCode: 60,
      IdToken: twelveHours,
      Interaction: 600,
      Grant: twelveHours,
      Session: twelveHours,
    },
    interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: async (_, id) => {
      const person = await findDemoPerson(people, id);
      return (
        person && {
          accountId: id,
          claims: () => ({ sub: id, [tenantClaim]: person.tenant, name: person.name }),
        }
      );
    },
    extraTokenClaims: async (_, token) => {
      const person = 'accountId' in token ? await findDemoPerson(people, token.accountId ?? '') : undefined;
      return person && { [tenantClaim]: person.tenant, name: person.name };
    },
    // Everybody who signs in here is invented and so is the client: there is nobody to ask for consent.
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      const accountId = session?.accountId;
      if (!client || accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId });
      grant.addOIDCScope('openid profile');
      grant.addResourceScope(apiResource, 'openid');
      await grant.save();
      return grant;
    },
  };
}
