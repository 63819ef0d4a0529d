import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { inject, onTestFinished } from 'vitest';
import { claimNamespace } from '../../infra/test/claim-namespace.ts';
import { findFreePort } from '#services/platform/ports.ts';
import { createTemporalClient, type TemporalAddress } from '#services/platform/temporal.ts';
import { startTemporalServer, type TemporalServer } from '#services/start/temporal-server.ts';
import { caseWorkflowId, type CaseKey } from '#workflows/case/naming.ts';

/** A namespace of the server that all tests share. */
export async function aNamespace(): Promise<TemporalAddress> {
  const provided = { postgresUrl: inject('postgresUrl'), temporalNamespaces: inject('temporalNamespaces') };
  return { address: inject('temporalAddress'), namespace: await claimNamespace(provided) };
}

export function aClient(to: TemporalAddress): Client {
  const client = createTemporalClient(to);
  onTestFinished(() => client.connection.close());
  return client;
}

export interface OwnTemporal extends TemporalAddress {
  start(): Promise<void>;
  /** It forgets everything. */
  stop(): Promise<void>;
}

/** A server of one's own, not yet started, whose database is as empty as on the first day at each start. */
export async function anOwnTemporal(): Promise<OwnTemporal> {
  const folder = mkdtempSync(join(tmpdir(), 'countyflow-temporal-'));
  const port = await findFreePort();
  const namespace = 'own';
  let server: TemporalServer | undefined;
  const stop = async () => {
    await server?.stop();
    server = undefined;
  };
  onTestFinished(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    address: `127.0.0.1:${port}`,
    namespace,
    async start() {
      const binary = inject('temporalBinary');
      server = await startTemporalServer({ binary, folder, namespaces: [namespace], port, inMemory: true });
      if (server.port !== port) throw new Error(`port ${port} was taken meanwhile`);
    },
    stop,
  };
}

/** How many nudges the case's run has received; 0 if there is none. */
export async function signalsOf(client: Client, key: CaseKey): Promise<number> {
  const history = await client.workflow
    .getHandle(caseWorkflowId(key))
    .fetchHistory()
    .catch(() => undefined);
  return (history?.events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
}
