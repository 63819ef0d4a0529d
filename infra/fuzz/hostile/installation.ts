import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, stopCommand } from '../../../services/journeys/command.ts';
import { makeTenantsFolder } from '../../../services/journeys/quick-tenant.ts';
import { createLogger } from '#services/platform/log.ts';
import { findFreePort } from '#services/platform/ports.ts';
import { databaseUrlOf, dropDatabase, ensureDatabase } from '#services/start/ensure-database.ts';
import type { DemoPerson } from '#services/start/issuer/demo-people.ts';
import { startIssuer } from '#services/start/issuer/issuer.ts';
import { ensureLogins, loginUrls } from '#services/start/logins.ts';
import { migrateDatabase } from '#services/start/migrate-database.ts';
import { seedForDevelopment } from '#services/start/seed.ts';
import { makeTestFolder } from '../../test/test-folder.ts';
import { watch, type Watched } from './processes.ts';

export interface Servers {
  postgresUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
}

export interface Installation {
  apiUrl: string;
  /** Everybody, by `<tenant>/<name>`, with a token each. */
  tokens: ReadonlyMap<string, string>;
  processes: readonly Watched[];
  stop: () => Promise<void>;
}

const parts = ['api', 'worker', 'relay'] as const;
const watchLoop = new URL('watch-loop.mjs', import.meta.url).pathname;

/** The product as separate processes, each of them watched, on a database of its own. */
export async function bringUp(servers: Servers): Promise<Installation> {
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const folder = makeTestFolder();
    const tenantsDir = makeTenantsFolder();
    undo.push(() => [folder, tenantsDir].forEach((made) => rmSync(made, { recursive: true, force: true })));
    const database = `hostile_${randomBytes(6).toString('hex')}`;
    await ensureDatabase(servers.postgresUrl, database);
    undo.push(() => dropDatabase(servers.postgresUrl, database));
    const ownerUrl = databaseUrlOf(servers.postgresUrl, database);
    await migrateDatabase(ownerUrl);
    const masterKey = randomBytes(32);
    const databaseUrls = loginUrls(ownerUrl, masterKey);
    await ensureLogins(ownerUrl, databaseUrls);
    const surroundings = {
      databaseUrls,
      masterKey,
      attachmentsDir: folder,
      noticeGateways: {},
      temporal: { address: servers.temporalAddress, namespace: servers.temporalNamespace },
      bundleFolder: folder,
      log: createLogger({ level: 'fatal', name: 'hostile' }),
    };
    const people = await seedForDevelopment(surroundings, tenantsDir);
    const issuer = await startIssuer({
      port: await findFreePort(),
      dataDir: folder,
      audience: 'countyflow',
      tenantClaim: 'tenant',
      people: () => Promise.resolve(people),
      onError: () => {},
    });
    undo.push(() => issuer.close());
    const port = await findFreePort();
    const env = {
      TEMPORAL_ADDRESS: servers.temporalAddress,
      TEMPORAL_NAMESPACE: servers.temporalNamespace,
      OIDC_ISSUER: issuer.url,
      MASTER_KEY: masterKey.toString('base64'),
      DATA_DIR: folder,
      TENANTS_DIR: tenantsDir,
      LOG_LEVEL: 'warn',
      PORT: String(port),
    };
    const processes = parts.map((name) => {
      const DATABASE_URL = databaseUrls[name === 'relay' ? 'countyflow_relay' : 'countyflow_app'];
      return watch(name, () => runCommand([name], { env: { ...env, DATABASE_URL }, imports: [watchLoop] }));
    });
    undo.push(() => Promise.all(processes.map(({ end }) => end(stopCommand))));
    const apiUrl = `http://127.0.0.1:${port}`;
    await untilReady(apiUrl, processes);
    return { apiUrl, tokens: await fetchTokens(issuer.url, people), processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(apiUrl: string, processes: readonly Watched[]): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(200))
    if (
      await fetch(`${apiUrl}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
  const said = processes.flatMap(({ ends, errors }) => [...ends, ...errors].map((one) => JSON.stringify(one)));
  throw new Error(`the API at ${apiUrl} is not ready after a minute\n${said.join('\n')}`);
}

async function fetchTokens(issuerUrl: string, people: readonly DemoPerson[]): Promise<Map<string, string>> {
  const tokens = new Map<string, string>();
  for (const { id } of people) {
    const body = new URLSearchParams({
      grant_type: 'urn:countyflow:demo-person',
      client_id: 'countyflow-demo',
      person: id,
    });
    const answer = await (await fetch(`${issuerUrl}/token`, { method: 'POST', body })).json();
    tokens.set(id, (answer as { access_token: string }).access_token);
  }
  return tokens;
}
