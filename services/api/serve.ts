import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { createApp } from './app.ts';
import type { ApiDeps } from './environment.ts';
import { documentOf } from './problem-response.ts';
import { answerUnread } from './unread-request.ts';
import { unreadable } from './unreadable.ts';

export interface RunningApi {
  /** `http://host:port`, with the port that was taken where 0 was asked for. */
  url: string;
  /** Takes no new connection, lets running requests end (10 s at most), then closes the rest. */
  stop(): Promise<void>;
}

const drainMs = 10_000;

/** Rejects with the system's error (`EADDRINUSE` …) when it cannot listen. */
export function startApi(deps: ApiDeps, { host, port }: { host: string; port: number }): Promise<RunningApi> {
  const app = createApp(deps);
  return new Promise((resolve, reject) => {
    const listener = getRequestListener(app.fetch, { errorHandler: answerUnaddressed });
    // HTTP/1.0, which probes still speak, knows no Host; every later request has one or is told.
    const listenerOfOld = getRequestListener(app.fetch, { hostname: host, errorHandler: answerUnaddressed });
    const server = createServer({ requireHostHeader: false }, (request, response) => {
      void (request.httpVersion === '1.0' ? listenerOfOld : listener)(request, response);
    });
    answerUnread(server);
    // A client that sends nothing may not hold a connection; uploads of 20 MB over a slow line may take two minutes.
    server.headersTimeout = 15_000;
    server.requestTimeout = 120_000;
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const taken = (server.address() as AddressInfo).port;
      resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, stop: () => stop(server) });
    });
  });
}

/** A request that Node could read, of whose host and address no URL can be made. */
function answerUnaddressed(error: unknown): Response {
  if (!(error instanceof RequestError)) return new Response(null, { status: 500 });
  const problem = unreadable(error);
  const document = documentOf(problem, { locale: 'en', instance: '/' });
  return Response.json(document, {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', Connection: 'close' },
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const force = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close((error) => {
      clearTimeout(force);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
