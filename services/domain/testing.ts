import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import '../../infra/test/provided.ts';
import { compileTenantsDir } from '#services/config/testing.ts';
import { createLogger } from '#services/platform/log.ts';
import { createPool } from '#services/platform/postgres.ts';
import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { createFileCleaner } from './attachments/file-cleaner.ts';
import { createFileStorage } from './attachments/storage.ts';
import { databaseClock, type Clock } from './clock.ts';
import { createBundleChecker } from './configuration/bundle-checker.ts';
import { createContext, type Context, type Deps, type Locale, type Post } from './context.ts';
import { createDatabase, withTenant, type TenantDb } from './database.ts';
import { addPeople } from './people/add-people.ts';
import { demoPeople } from './people/demo-people.ts';
import { loadActor } from './people/load-actor.ts';
import { demoPeopleSince } from './people/seed-demo-people.ts';
import { createTenantKeys } from './tenant-keys.ts';
import { createConfigurations } from './tenants/configurations.ts';
import { createTenant } from './tenants/create-tenant.ts';

/** For tests of the domain and of what stands on it: each test mints its own tenant and never empties a table. */

export interface ShiftedClock extends Clock {
  /** Goes on from this instant (epoch ms). */
  set(at: number): void;
  advance(ms: number): void;
}

/** The database's clock, moved; it goes on ticking. */
export function shiftedClock(startAt?: number): ShiftedClock {
  let offsetMs = startAt === undefined ? 0 : startAt - Date.now();
  return {
    now: async (tx) => (await databaseClock.now(tx)) + offsetMs,
    set: (at) => {
      offsetMs = at - Date.now();
    },
    advance: (ms) => {
      offsetMs += ms;
    },
  };
}

/** Everything real; the database is the one that all tests share unless an address is given. */
export function testDeps(changes: Partial<Deps> & { databaseUrl?: string } = {}): Deps {
  const { databaseUrl = inject('databaseUrl'), ...given } = changes;
  const pool = createPool({ url: databaseUrl, role: 'countyflow_app', max: 8, applicationName: 'test' });
  // So that no test has to end what it shares: an idle connection does not keep the process.
  pool.options.allowExitOnIdle = true;
  return {
    db: createDatabase(pool),
    clock: databaseClock,
    configurations: createConfigurations(),
    keys: createTenantKeys(masterKey),
    storage: createFileStorage(mkdtempSync(join(tmpdir(), 'countyflow-files-'))),
    fileCleaner,
    bundleChecker,
    log: createLogger({ level: 'fatal', name: 'test' }),
    ...given,
  };
}

/** What no part of the product may do: breaks rows and connections. Answers how many rows it met. */
export async function asSuperuser(text: string, values: unknown[] = []): Promise<number | null> {
  const pool = createPool({ url: inject('databaseUrl'), role: 'login', max: 1, applicationName: 'test' });
  const { rowCount } = await pool.query(text, values);
  await pool.end();
  return rowCount;
}

const fileCleaner = createFileCleaner();
const bundleChecker = createBundleChecker();

// One for all files of a run, which share a database and so its wrapped keys.
const masterKey = new Uint8Array(32).fill(7);
let sharedDeps: Deps | undefined;
let bundles: ReturnType<typeof compileTenantsDir> | undefined;

export interface TestTenant {
  code: string;
  config: CompiledConfig;
  deps: Deps;
  /** A demo person by name (`centre`, `resident`, a unit's code …), or a new one with the given posts. */
  person: (name: string, options?: { posts?: Post[]; locale?: Locale }) => Promise<Context>;
  inTenant: <T>(work: (tx: TenantDb) => Promise<T>) => Promise<T>;
}

export interface TestTenantOptions {
  deps?: Deps;
  /** Folder below `tenants/` whose compiled configuration it gets under its own code. */
  bundle?: string;
  /** Changes a copy of the configuration, for example budgets in seconds. */
  change?: (config: CompiledConfig) => void;
}

export async function aTenant({ deps, bundle = 'huinan', change }: TestTenantOptions = {}): Promise<TestTenant> {
  const used = deps ?? (sharedDeps ??= testDeps());
  const found = (await (bundles ??= compileTenantsDir())).get(bundle);
  if (!found) throw new Error(`tenants/${bundle} is not there`);
  const code = `t-${randomBytes(6).toString('hex')}`;
  const config = structuredClone(found.config);
  config.tenant.code = code;
  change?.(config);
  const version = { config, hash: found.hash, files: {}, parents: [], note: 'test', by: 'test' };
  await withTenant(used.db, code, (tx) => createTenant(tx, used, version));

  return asTestTenant(used, code, config);
}

/** A tenant that is there already, as its tests drive it. */
export function asTestTenant(deps: Deps, code: string, config: CompiledConfig): TestTenant {
  const known = new Map(demoPeople(code, config.tenant.kind, config.org).map((one) => [one.id, one]));
  const person: TestTenant['person'] = async (name, { posts, locale = 'en' } = {}) => {
    const id = `${code}/${name}`;
    const held = posts ?? known.get(id)?.posts;
    if (!held) throw new Error(`nobody is called ${name}`);
    const added = { id, name: known.get(id)?.name ?? name, posts: held };
    await withTenant(deps.db, code, (tx) => addPeople(tx, deps, [added], demoPeopleSince));
    return createContext(deps, { tenant: code, actor: await loadActor(deps, code, id), locale, requestId: 'test' });
  };
  return { code, config, deps, person, inTenant: (work) => withTenant(deps.db, code, work) };
}
