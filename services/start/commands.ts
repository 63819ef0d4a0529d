import { join } from 'node:path';
import type { Logger } from '#services/platform/log.ts';
import { readRunFile } from '#services/platform/run-file.ts';
import type { Settings } from '#services/platform/settings.ts';
import { StartupError } from '#services/platform/startup-error.ts';
import { startApiPart } from './api-part.ts';
import type { Surroundings } from './domain-deps.ts';
import { embeddedDatabaseUrl } from './embedded-postgres.ts';
import { loadSecrets } from './kept.ts';
import { loginUrls, requireOwnLogin, type PartRole } from './logins.ts';
import { migrateDatabase } from './migrate-database.ts';
import type { Part } from './part.ts';
import { openPool } from './pools.ts';
import { reconcileOnce, startRelayPart } from './relay-part.ts';
import { seed } from './seed.ts';
import { startWorkerPart } from './worker-part.ts';

type Needed = 'DATABASE_URL' | 'TEMPORAL_ADDRESS' | 'OIDC_ISSUER' | 'MASTER_KEY';

/** What each command cannot do without. The API serves while Temporal is away, but has to say so in its readiness. */
const needs = {
  api: ['DATABASE_URL', 'MASTER_KEY', 'OIDC_ISSUER', 'TEMPORAL_ADDRESS'],
  worker: ['DATABASE_URL', 'MASTER_KEY', 'TEMPORAL_ADDRESS'],
  relay: ['DATABASE_URL', 'TEMPORAL_ADDRESS'],
  reconcile: ['DATABASE_URL', 'TEMPORAL_ADDRESS'],
  seed: ['DATABASE_URL', 'MASTER_KEY'],
  migrate: ['DATABASE_URL'],
} as const satisfies Record<string, readonly Needed[]>;

export type Command = keyof typeof needs;

/** What each is in the database, by a login of its own; `migrate` is its login, which owns everything. */
const roleOf: Record<Command, PartRole | null> = {
  api: 'countyflow_app',
  worker: 'countyflow_app',
  seed: 'countyflow_app',
  relay: 'countyflow_relay',
  reconcile: 'countyflow_relay',
  migrate: null,
};

export const isCommand = (name: string | undefined): name is Command => name !== undefined && name in needs;

/** Separate processes of production. Gives the part that runs on, or undefined when the command has done its work. */
export async function runCommand(command: Command, given: Settings, log: Logger): Promise<Part | undefined> {
  const settings = requireNeeded(command, fillFromRunning(command, given));
  const at = surroundingsOf(settings, log);
  await requireOwnLoginFor(command, at);
  switch (command) {
    case 'api':
      return startApiPart(at, {
        host: settings.HOST,
        port: settings.PORT,
        corsOrigins: settings.CORS_ORIGINS,
        oidc: {
          issuer: settings.OIDC_ISSUER ?? '',
          audience: settings.OIDC_AUDIENCE,
          tenantClaim: settings.OIDC_TENANT_CLAIM,
        },
      });
    case 'worker':
      return startWorkerPart(at);
    case 'relay':
      return startRelayPart(at);
    case 'reconcile':
      return report('reconcile', await reconcileOnce(at));
    case 'seed':
      return report('seed', await seed(at, settings.TENANTS_DIR));
    case 'migrate':
      return report('migrate', await migrateDatabase(settings.DATABASE_URL ?? ''));
  }
}

async function requireOwnLoginFor(command: Command, at: Surroundings): Promise<void> {
  const role = roleOf[command];
  if (role === null) return;
  const pool = openPool(at, { role, max: 1, applicationName: `countyflow-${command}` });
  try {
    await requireOwnLogin(pool, role);
  } finally {
    await pool.end();
  }
}

function report(command: Command, outcome: unknown): undefined {
  process.stdout.write(`${JSON.stringify({ [command]: outcome })}\n`);
}

/** Beside a running `start` on this machine nothing has to be set: a further worker, or a reconcile, finds its servers by itself. */
function fillFromRunning(command: Command, given: Settings): Settings {
  const run = readRunFile(given.DATA_DIR);
  if (!run || given.DATABASE_URL) return given;
  const url = embeddedDatabaseUrl(given.DATA_DIR);
  const masterKey = Buffer.from(loadSecrets(given.DATA_DIR).masterKey, 'base64');
  const role = roleOf[command];
  return {
    ...given,
    ...(url && { DATABASE_URL: role ? loginUrls(url, masterKey)[role] : url, MASTER_KEY: masterKey }),
    ...(run.temporal && { TEMPORAL_ADDRESS: given.TEMPORAL_ADDRESS ?? run.temporal.address }),
    ...(run.issuerUrl && { OIDC_ISSUER: given.OIDC_ISSUER ?? run.issuerUrl }),
  };
}

function requireNeeded(command: Command, settings: Settings): Settings {
  const missing = needs[command].filter((name) => settings[name] === undefined);
  if (missing.length === 0) return settings;
  throw new StartupError({
    zh: `命令 ${command} 需要设置环境变量：${missing.join('、')}。\n开发时用 npm start，全部服务会自行启动。`,
    en: `The command ${command} needs these environment variables: ${missing.join(', ')}.\nFor development use npm start, which brings everything up by itself.`,
  });
}

function surroundingsOf(settings: Settings, log: Logger): Surroundings {
  return {
    databaseUrls: { countyflow_app: settings.DATABASE_URL ?? '', countyflow_relay: settings.DATABASE_URL ?? '' },
    masterKey: settings.MASTER_KEY ?? new Uint8Array(),
    attachmentsDir: settings.ATTACHMENTS_DIR ?? join(settings.DATA_DIR, 'attachments'),
    noticeGateways: settings.NOTICE_GATEWAYS,
    temporal: { address: settings.TEMPORAL_ADDRESS ?? '', namespace: settings.TEMPORAL_NAMESPACE },
    bundleFolder: join(settings.DATA_DIR, 'bundles'),
    log,
  };
}
