import type Provider from 'oidc-provider';
import type { TokenEndpointGrantContext } from 'oidc-provider';
import { findDemoPerson } from './demo-people.ts';
import { apiResource, demoGrantType, errors, resourceServerFor, type IssuerOptions } from './provider.ts';

/** A token for a demo person in one request, for the command line: no browser, no password. Exists in the embedded issuer only. */
export function registerDemoGrant(provider: Provider, { people, audience }: IssuerOptions): void {
  const handler = async (context: TokenEndpointGrantContext<{ person?: string }>) => {
    const { client, params } = context.oidc;
    const person = await findDemoPerson(people, params.person ?? '');
    if (!person) throw new errors.InvalidGrant('there is no such demo person');
    const grant = new provider.Grant({ accountId: person.id, clientId: client.clientId });
    const token = new provider.AccessToken({
      client,
      accountId: person.id,
      grantId: await grant.save(),
      gty: demoGrantType,
      resourceServer: new provider.ResourceServer(apiResource, resourceServerFor(audience)),
    });
    context.body = { access_token: await token.save(), token_type: token.tokenType, expires_in: token.expiration };
  };
  provider.registerGrantType(demoGrantType, handler, ['person', 'client_id']);
}
