import { join } from 'node:path';
import type { Logger } from '#services/platform/log.ts';
import { removeRunFile, writeRunFile } from '#services/platform/run-file.ts';
import type { Settings } from '#services/platform/settings.ts';
import { startApiPart } from './api-part.ts';
import { prepareDataFolder } from './data-folder.ts';
import { lockDataFolder } from './data-lock.ts';
import type { Surroundings } from './domain-deps.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { startEmbeddedTemporal } from './embedded-temporal.ts';
import { startIssuer } from './issuer/issuer.ts';
import type { DemoPerson } from './issuer/demo-people.ts';
import { loadSecrets } from './kept.ts';
import { ensureLogins, loginUrls } from './logins.ts';
import { migrateDatabase } from './migrate-database.ts';
import { startRelayPart } from './relay-part.ts';
import { requirePort } from './require-port.ts';
import { say } from './say.ts';
import { seedForDevelopment, startFillingSearch } from './seed.ts';
import type { Stack } from './stack.ts';
import { startWorkerPart } from './worker-part.ts';

export interface StartOptions {
  settings: Settings;
  /** The search path of the process. */
  path: string;
  log: Logger;
  /** Everything that was started is put on it, also when starting fails half-way. */
  stack: Stack;
  /** Called when a part that the rest needs has ended by itself. */
  onDeath: (error: unknown) => void;
}

/**
 * Development: everything in one process, on servers of its own unless the settings name others. The API is up as soon as PostgreSQL
 * is; Temporal is fetched and started beside it, and worker and relay follow when it answers.
 */
export async function start({ settings, path, log, stack, onDeath }: StartOptions): Promise<void> {
  const { DATA_DIR: dataDir, HOST: host, PORT: port, TEMPORAL_NAMESPACE: namespace } = settings;
  prepareDataFolder(dataDir);
  const lock = lockDataFolder(dataDir);
  stack.push('lock', { stop: async () => lock.release() });
  await requirePort('PORT', port, host);
  if (!settings.OIDC_ISSUER) await requirePort('ISSUER_PORT', settings.ISSUER_PORT, '127.0.0.1');

  const binary = settings.TEMPORAL_BINARY;
  const temporal = settings.TEMPORAL_ADDRESS
    ? { address: settings.TEMPORAL_ADDRESS, ready: Promise.resolve() }
    : await startEmbeddedTemporal({ dataDir, namespace, binary, path, log });
  const postgres = settings.DATABASE_URL ? undefined : startEmbeddedPostgres(dataDir, log);
  // Put on the stack before they are up, so that a start that fails or is broken off leaves neither behind.
  if (postgres) stack.push('postgres', { stop: async () => (await postgres.catch(() => undefined))?.stop() });
  if ('stop' in temporal) stack.push('temporal', temporal);
  (await postgres)?.died.catch(onDeath);
  const databaseUrl = settings.DATABASE_URL ?? (await postgres)?.databaseUrl ?? '';

  const masterKey = settings.MASTER_KEY ?? Buffer.from(loadSecrets(dataDir).masterKey, 'base64');
  const databaseUrls = loginUrls(databaseUrl, masterKey);
  await migrateDatabase(databaseUrl);
  await ensureLogins(databaseUrl, databaseUrls);
  const at: Surroundings = {
    databaseUrls,
    masterKey,
    attachmentsDir: settings.ATTACHMENTS_DIR ?? join(dataDir, 'attachments'),
    noticeGateways: settings.NOTICE_GATEWAYS,
    temporal: { address: temporal.address, namespace },
    bundleFolder: join(dataDir, 'bundles'),
    log,
  };
  const people = await seedForDevelopment(at, settings.TENANTS_DIR);
  const issuerUrl = settings.OIDC_ISSUER ? undefined : await ownIssuer({ settings, people, log, stack });
  const oidc = {
    issuer: settings.OIDC_ISSUER ?? issuerUrl ?? '',
    audience: settings.OIDC_AUDIENCE,
    tenantClaim: settings.OIDC_TENANT_CLAIM,
  };
  const api = await startApiPart(at, { host, port, corsOrigins: settings.CORS_ORIGINS, oidc });
  stack.push('api', api);
  writeRunFile(dataDir, { apiUrl: api.url, ...(issuerUrl && { issuerUrl }), temporal: at.temporal });
  stack.push('run file', { stop: async () => removeRunFile(dataDir) });
  sayWhereThingsAre({ apiUrl: api.url, issuer: oidc.issuer, people: issuerUrl ? people : [] });

  stack.push('search', startFillingSearch(at, new Set(people.map(({ tenant }) => tenant))));
  await temporal.ready;
  stack.push('worker', startWorkerPart(at));
  stack.push('relay', startRelayPart(at));
  say({
    zh: `Temporal    ${at.temporal.address}（${namespace}）已就绪，时限开始有人看守。按 Ctrl-C 停止。`,
    en: `Temporal    ${at.temporal.address} (${namespace}) is ready and watches the deadlines. Ctrl-C stops.`,
  });
}

async function ownIssuer(options: {
  settings: Settings;
  people: DemoPerson[];
  log: Logger;
  stack: Stack;
}): Promise<string> {
  const { settings, people, log, stack } = options;
  const issuer = await startIssuer({
    port: settings.ISSUER_PORT,
    dataDir: settings.DATA_DIR,
    audience: settings.OIDC_AUDIENCE,
    tenantClaim: settings.OIDC_TENANT_CLAIM,
    people: () => Promise.resolve(people),
    onError: (error) => log.error({ err: error }, 'the issuer failed on a request'),
  });
  stack.push('issuer', { stop: () => issuer.close() });
  return issuer.url;
}

function sayWhereThingsAre({ apiUrl, issuer, people }: { apiUrl: string; issuer: string; people: DemoPerson[] }): void {
  // Where most people are, they report, handle and check; of a province there are only a few.
  const tenants = [...new Set(people.map(({ tenant }) => tenant))].map((of) =>
    people.filter(({ tenant }) => tenant === of),
  );
  const some = (tenants.sort((a, b) => b.length - a.length)[0] ?? []).slice(0, 8);
  const names = some.map(({ id }) => id).join(' ');
  const [first] = some;
  say({
    zh: `\n县域流已启动\nAPI         ${apiUrl}  文档 ${apiUrl}/docs\n登录        ${issuer}`,
    en: `\nCountyflow is up\nAPI         ${apiUrl}  docs ${apiUrl}/docs\nSign-in     ${issuer}\n`,
  });
  if (first)
    say({
      zh: `演示人员    ${names} …\n取令牌      npm run -s token -- ${first.id}`,
      en: `Demo people as above; npm run -s token lists all of them\nGet a token npm run -s token -- ${first.id}\n`,
    });
}
