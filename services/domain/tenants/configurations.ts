import { ENGINE_LEVEL, type CompiledConfig } from '#workflows/definition/compiled.ts';
import type { Rules } from '#workflows/engine/process/case-state.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { createPlacesToday, type Places } from '../places/places-today.ts';
import { Problem } from '../problem.ts';
import { createShareCache } from './share-cache.ts';
import { clockDutiesOf, type VersionDuty } from './version-duties.ts';

export interface ActiveConfig {
  version: number;
  config: CompiledConfig;
  /** By its org chart, today. */
  places: Places;
}

/** What the engine decides by, and where places lie today: who sees and acts by an area follows that. */
export interface CaseRules extends Rules {
  places: Places;
}

/** The rules for one case, the version that they are pinned to, and the one whose calendar and org chart they carry. */
export interface PinnedRules extends CaseRules {
  version: number;
  liveVersion: number;
}

export interface Configurations {
  /** What the clocks of one version ask for: little, so that many more versions of it are kept than whole ones. */
  clockDuties(tx: TenantDb, version: number): Promise<readonly VersionDuty[]>;
  /** One version of the transaction's tenant; a version that is not there is a bug. */
  get(tx: TenantDb, version: number): Promise<CompiledConfig>;
  /** What is in force at an instant (epoch ms) and so decides new cases. 409 `config/not-published` when nothing is yet. */
  active(tx: TenantDb, at: number): Promise<ActiveConfig>;
  /** A case's own version, or the active one for null, with the calendar and org chart that are in force (HOUSE §4.7: they are live). */
  rules(tx: TenantDb, version: number | null, at: number): Promise<PinnedRules>;
}

const keptVersions = 256;
/** A tenant that publishes at every turn pushes out its own, not those that the others work with. */
const keptOfTenant = 128;
const keptDuties = { most: 8_192, mostOfOwner: 1_024 };

/** Versions never change, so they are kept in memory; which of them is in force is asked of the database every time. */
export function createConfigurations(): Configurations {
  const kept = createShareCache<CompiledConfig>({ most: keptVersions, mostOfOwner: keptOfTenant });
  const duties = createShareCache<readonly VersionDuty[]>(keptDuties);
  const placesToday = createPlacesToday();

  async function get(tx: TenantDb, version: number): Promise<CompiledConfig> {
    const tenant = tenantOf(tx);
    const config = kept.get(tenant, version) ?? (await load(tx, version));
    kept.set(tenant, version, config);
    return config;
  }

  async function clockDuties(tx: TenantDb, version: number): Promise<readonly VersionDuty[]> {
    const tenant = tenantOf(tx);
    const found = duties.get(tenant, version) ?? clockDutiesOf(await get(tx, version));
    duties.set(tenant, version, found);
    return found;
  }

  async function active(tx: TenantDb, at: number): Promise<ActiveConfig> {
    const version = await findActiveVersion(tx, at);
    if (version === null) throw notPublished();
    const config = await get(tx, version);
    return { version, config, places: await placesToday(tx, { version, config }, at) };
  }

  async function rules(tx: TenantDb, version: number | null, at: number): Promise<PinnedRules> {
    const live = await active(tx, at);
    const pinned = version ?? live.version;
    const config = pinned === live.version ? live.config : await get(tx, pinned);
    const { calendar, org } = live.config;
    return { version: pinned, liveVersion: live.version, config, calendar, org, places: live.places };
  }

  return { clockDuties, get, active, rules };
}

export async function findActiveVersion(tx: TenantDb, at: number): Promise<number | null> {
  return (await findActivePublication(tx, at))?.version ?? null;
}

/** Of two versions published from the same instant, the one published later counts. `from` is in epoch ms. */
export async function findActivePublication(
  tx: TenantDb,
  at: number,
): Promise<{ version: number; from: number } | null> {
  const found = await tx
    .selectFrom('config_publication')
    .select(['version', 'published_from'])
    .where('tenant_id', '=', tenantOf(tx))
    .where('published_from', '<=', new Date(at))
    .orderBy('published_from', 'desc')
    .orderBy('publication_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found ? { version: found.version, from: found.published_from.getTime() } : null;
}

async function load(tx: TenantDb, version: number): Promise<CompiledConfig> {
  const found = await tx
    .selectFrom('config_version')
    .select(['engine_level', 'compiled'])
    .where('tenant_id', '=', tenantOf(tx))
    .where('version', '=', version)
    .executeTakeFirst();
  if (!found) throw new Error(`tenant ${tenantOf(tx)} has no configuration version ${version}`);
  if (found.engine_level > ENGINE_LEVEL) throw engineTooOld(version, found.engine_level);
  if (found.compiled === null) throw new Error(`version ${version} of tenant ${tenantOf(tx)} has faults and no result`);
  return deepFreeze(found.compiled);
}

/** Shared by every request of the process: a change to it would be everybody's. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

function notPublished() {
  return new Problem('config/not-published', {
    en: 'No configuration of this tenant is in force yet. Publish one first.',
    zh: '本地区尚无生效的配置，请先发布配置。',
  });
}

function engineTooOld(version: number, needed: number) {
  return new Problem('config/engine-too-old', {
    en: `Configuration version ${version} needs engine level ${needed}, this program has ${ENGINE_LEVEL}. Another instance may answer; try again.`,
    zh: `配置版本 ${version} 需要引擎级别 ${needed}，本程序为 ${ENGINE_LEVEL}。请稍后重试。`,
  });
}
