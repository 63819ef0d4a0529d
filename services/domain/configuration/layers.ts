import type { LayerFiles } from '#services/config/index.ts';
import { tenantOf, withTenant, type Db, type TenantDb } from '../database.ts';
import { findActiveVersion } from '../tenants/configurations.ts';
import type { VersionRef } from '../tenants/tenant.table.ts';

/** One layer that a bundle stands on, in the version that it is pinned to. */
export interface PinnedLayer extends LayerFiles {
  version: number;
  /** Epoch ms from which this version is in force; null while it is not published. */
  inForceFrom: number | null;
}

interface FoundLayer extends PinnedLayer {
  parents: VersionRef[];
}

/**
 * What a new version of a child of `parent` stands on, nearest first: the parent's version in force at `at`, and the versions
 * that this one is pinned to. Empty without a parent, or where it has published nothing, which the compiler then says.
 */
export async function layersInForce(db: Db, parent: string | null, at: number): Promise<PinnedLayer[]> {
  if (parent === null) return [];
  const version = await withTenant(db, parent, (tx) => findActiveVersion(tx, at));
  return version === null ? [] : layersFrom(db, { tenant: parent, version });
}

/** A version of a layer, and the versions that it is pinned to. */
export async function layersFrom(db: Db, from: VersionRef): Promise<PinnedLayer[]> {
  const { parents, ...nearest } = await loadLayer(db, from);
  return [nearest, ...(await pinnedLayers(db, parents))];
}

/** The layers as a version names them, nearest first. */
export async function pinnedLayers(db: Db, parents: readonly VersionRef[]): Promise<PinnedLayer[]> {
  const layers: PinnedLayer[] = [];
  for (const parent of parents) {
    const { parents: _, ...layer } = await loadLayer(db, parent);
    layers.push(layer);
  }
  return layers;
}

export function refsOf(layers: readonly PinnedLayer[]): VersionRef[] {
  return layers.map(({ tenant, version }) => ({ tenant, version }));
}

/** As the compiler takes them: root first, the tenant's own files last. */
export function layersWith(above: readonly PinnedLayer[], own: LayerFiles): LayerFiles[] {
  return [...above.toReversed(), own];
}

/** Each layer is read as its own tenant: inheriting is the one thing that goes across tenants, and only upwards. */
function loadLayer(db: Db, { tenant, version }: VersionRef): Promise<FoundLayer> {
  return withTenant(db, tenant, async (tx) => {
    const found = await tx
      .selectFrom('config_version')
      .select(['files', 'parents'])
      .where('tenant_id', '=', tenantOf(tx))
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    return { tenant, version, ...found, inForceFrom: await firstPublishedFrom(tx, version) };
  });
}

async function firstPublishedFrom(tx: TenantDb, version: number): Promise<number | null> {
  const { first } = await tx
    .selectFrom('config_publication')
    .select(({ fn }) => fn.min('published_from').as('first'))
    .where('tenant_id', '=', tenantOf(tx))
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return first?.getTime() ?? null;
}
