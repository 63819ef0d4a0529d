import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { claimNamespace } from '../../infra/test/claim-namespace.ts';
import { makeTestFolder } from '../../infra/test/test-folder.ts';
import '../../infra/test/provided.ts';
import { seedDemoPeople } from '#services/domain/people/seed-demo-people.ts';
import { createLogger } from '#services/platform/log.ts';
import { findFreePort } from '#services/platform/ports.ts';
import { createDomainDeps, type Surroundings } from '#services/start/domain-deps.ts';
import { databaseUrlOf, dropDatabase, ensureDatabase } from '#services/start/ensure-database.ts';
import { startIssuer, type Issuer } from '#services/start/issuer/issuer.ts';
import { ensureLogins, loginUrls } from '#services/start/logins.ts';
import { openPool } from '#services/start/pools.ts';
import { createCaller } from './caller.ts';
import { runCommand, stopCommand, type Command } from './command.ts';
import { makeTenantsFolder, quick } from './quick-tenant.ts';

const database = `journey_${randomBytes(6).toString('hex')}`;
const masterKey = randomBytes(32);
const folder = makeTestFolder();
const running: Command[] = [];
let tenants: string;
let issuer: Issuer;
let env: Record<string, string>;

/** The owner migrates; each part has a login of its own. */
const ownerUrl = () => databaseUrlOf(inject('postgresUrl'), database);
const envOf = (command: string) => {
  const { countyflow_app, countyflow_relay } = loginUrls(ownerUrl(), masterKey);
  const isRelays = ['relay', 'reconcile'].includes(command);
  return { ...env, DATABASE_URL: command === 'migrate' ? ownerUrl() : isRelays ? countyflow_relay : countyflow_app };
};

beforeAll(async () => {
  tenants = makeTenantsFolder();
  await ensureDatabase(inject('postgresUrl'), database);
  const provided = { postgresUrl: inject('postgresUrl'), temporalNamespaces: inject('temporalNamespaces') };
  const people = ['grid-worker', quick.unit, 'centre'].map((name) => ({
    id: `${quick.tenant}/${name}`,
    tenant: quick.tenant,
    name,
  }));
  issuer = await startIssuer({
    port: await findFreePort(),
    dataDir: folder,
    audience: 'countyflow',
    tenantClaim: 'tenant',
    people: () => Promise.resolve(people),
    onError: () => {},
  });
  env = {
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: await claimNamespace(provided),
    OIDC_ISSUER: issuer.url,
    MASTER_KEY: masterKey.toString('base64'),
    DATA_DIR: folder,
    TENANTS_DIR: tenants,
    LOG_LEVEL: 'warn',
  };
});
afterAll(async () => {
  await Promise.all(running.map(stopCommand));
  await issuer.close();
  await dropDatabase(inject('postgresUrl'), database);
  for (const made of [tenants, folder]) rmSync(made, { recursive: true, force: true });
});

/** A command that does its work and ends; answers what it printed. */
async function done(command: string): Promise<unknown> {
  const run = runCommand([command], { env: envOf(command) });
  expect(await run.ended, run.stderr()).toBe(0);
  return (JSON.parse(run.stdout()) as Record<string, unknown>)[command];
}

function goesOn(command: string, more: Record<string, string> = {}): Command {
  const run = runCommand([command], { env: { ...envOf(command), ...more } });
  running.push(run);
  return run;
}

async function anApi(): Promise<string> {
  const port = await findFreePort();
  goesOn('api', { PORT: String(port) });
  const url = `http://127.0.0.1:${port}`;
  const ready = () => fetch(`${url}/readyz`).then(({ status }) => status);
  await vi.waitFor(async () => expect(await ready()).toBe(200), { timeout: 60_000, interval: 200 });
  return url;
}

async function tokenOf(name: string): Promise<string> {
  const person = `${quick.tenant}/${name}`;
  const body = new URLSearchParams({ grant_type: 'urn:countyflow:demo-person', client_id: 'countyflow-demo', person });
  const answer = await (await fetch(`${issuer.url}/token`, { method: 'POST', body })).json();
  return (answer as { access_token: string }).access_token;
}

/** Production has no demo people; the person whose token comes must be known to the tenant. */
async function addPeople(): Promise<void> {
  const surroundings: Surroundings = {
    databaseUrls: loginUrls(ownerUrl(), masterKey),
    masterKey,
    attachmentsDir: folder,
    noticeGateways: {},
    temporal: { address: inject('temporalAddress'), namespace: 'unused' },
    bundleFolder: folder,
    log: createLogger({ level: 'fatal', name: 'test' }),
  };
  const pool = openPool(surroundings, { role: 'countyflow_app', max: 1, applicationName: 'test' });
  await seedDemoPeople(createDomainDeps(surroundings, pool), quick.tenant);
  await pool.end();
}

test('migrate, seed, api, worker and relay run as processes of their own on servers given by address', async () => {
  const migrated = await done('migrate');
  expect(migrated).not.toEqual([]);
  expect(await done('migrate')).toEqual([]);
  await ensureLogins(ownerUrl(), loginUrls(ownerUrl(), masterKey));
  expect(await done('seed')).toContainEqual({ tenant: quick.tenant, version: 1, isNew: true });
  expect(await done('seed')).toContainEqual({ tenant: quick.tenant, version: 1, isNew: false });
  await addPeople();

  const [one, other] = await Promise.all([anApi(), anApi()]);
  const gridWorker = createCaller(one, await tokenOf('grid-worker'));
  const centre = createCaller(other, await tokenOf('centre'));
  const { id, state, deadlines } = await gridWorker.report(quick.report);
  expect(state).toBe('dispatched');
  expect((await centre.read(id)).state).toBe('dispatched');

  // Nobody signs, and nothing but worker and relay can notice.
  const worker = goesOn('worker');
  const relay = goesOn('relay');
  const breaches = async () =>
    (await centre.events(id)).filter(({ type, data }) => type === 'deadline_breached' && data['name'] === 'sign');
  await vi.waitFor(async () => expect(await breaches()).toHaveLength(1), { timeout: 60_000, interval: 300 });
  expect((await breaches())[0]?.dueAt).toBe(deadlines.find(({ name }) => name === 'sign')?.dueAt);

  expect(await done('reconcile')).toBeTypeOf('object');
  for (const part of [worker, relay]) {
    part.child.kill('SIGTERM');
    expect(await part.ended, part.stderr()).toBe(0);
  }
  expect((await gridWorker.act(id, 'supplement', { text: '护栏又断了一截' })).seq).toBeGreaterThan(0);
});

test('a process that is not told its servers says which it needs', async () => {
  const api = runCommand(['api'], { env: { DATA_DIR: folder } });
  expect(await api.ended).toBe(1);
  expect(api.stderr()).toMatch(
    /DATABASE_URL、MASTER_KEY、OIDC_ISSUER、TEMPORAL_ADDRESS[^]*api needs these environment/,
  );
});
