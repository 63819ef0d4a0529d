import type pg from 'pg';
import { createFileCleaner } from '#services/domain/attachments/file-cleaner.ts';
import { createFileStorage } from '#services/domain/attachments/storage.ts';
import { databaseClock } from '#services/domain/clock.ts';
import { createBundleChecker } from '#services/domain/configuration/bundle-checker.ts';
import type { Deps } from '#services/domain/context.ts';
import { createDatabase } from '#services/domain/database.ts';
import { createTenantKeys } from '#services/domain/tenant-keys.ts';
import { createConfigurations } from '#services/domain/tenants/configurations.ts';
import type { Logger } from '#services/platform/log.ts';
import type { DatabaseUrls } from './logins.ts';

/** Where a process finds everything; made from the settings in production, from what it has just brought up in development. */
export interface Surroundings {
  databaseUrls: DatabaseUrls;
  masterKey: Uint8Array;
  attachmentsDir: string;
  noticeGateways: Record<string, string>;
  temporal: { address: string; namespace: string };
  /** Keeps the bundled workflow code. */
  bundleFolder: string;
  log: Logger;
}

export function createDomainDeps(at: Surroundings, pool: pg.Pool): Deps {
  return {
    db: createDatabase(pool),
    clock: databaseClock,
    configurations: createConfigurations(),
    keys: createTenantKeys(at.masterKey),
    storage: createFileStorage(at.attachmentsDir),
    fileCleaner: createFileCleaner(),
    bundleChecker: createBundleChecker(),
    log: at.log,
    noticeGateways: at.noticeGateways,
  };
}
