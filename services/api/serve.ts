import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import type { ApiDeps } from './environment.ts';

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
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => {
      server.off('error', reject);
      resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${info.port}`, stop: () => stop(server) });
    }) as Server;
    // A client that sends nothing may not hold a connection; uploads of 20 MB over a slow line may take two minutes.
    server.headersTimeout = 15_000;
    server.requestTimeout = 120_000;
    server.once('error', reject);
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
