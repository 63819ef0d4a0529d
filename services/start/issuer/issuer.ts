import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { registerDemoGrant } from './demo-grant.ts';
import type { DemoPeople } from './demo-people.ts';
import { loadIssuerSecrets } from './issuer-secrets.ts';
import { createProvider } from './provider.ts';
import { handleSignIn } from './sign-in-page.ts';

export interface Issuer {
  url: string;
  close(): Promise<void>;
}

/** An OpenID Connect issuer for development, on 127.0.0.1 only: whoever can reach it can be anybody. */
export async function startIssuer(options: {
  port: number;
  dataDir: string;
  audience: string;
  tenantClaim: string;
  people: DemoPeople;
  onError: (error: unknown) => void;
}): Promise<Issuer> {
  const { port, people, onError } = options;
  const url = `http://127.0.0.1:${port}`;
  const secrets = await loadIssuerSecrets(options.dataDir);
  const settings = { url, secrets, people, audience: options.audience, tenantClaim: options.tenantClaim };
  const provider = createProvider(settings);
  registerDemoGrant(provider, settings);
  provider.on('server_error', (_, error) => onError(error));
  const answer = provider.callback();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', url);
    if (pathname === '/demo-people') return sendJson(response, 200, await people());
    if (pathname.startsWith('/sign-in/')) return handleSignIn(provider, people, request, response);
    return answer(request, response);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      onError(error);
      if (!response.headersSent) sendJson(response, 400, { error: 'invalid_request' });
    });
  });
  await listen(server, port);
  return { url, close: () => close(server) };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
