import { basename, dirname, relative, resolve } from 'node:path';
import { layersOf, loadTenantsDir, type LayerFiles, type LoadedTenant } from '#services/config/index.ts';
import { loadTenantsAt } from './at-revision.ts';

export interface Loaded {
  tenant: string;
  /** As it is printed before a file's path. */
  tenantsDir: string;
  layers: LayerFiles[];
  /** Not from git. */
  isOnDisk: boolean;
}

/** A tenant with its layers from `tenants/<code>`, or from git as `tenants/<code>@<revision>`; else the tenants beside it. */
export async function loadTenant(name: string): Promise<Loaded | { known: string[]; reason?: string }> {
  const split = name.indexOf('@');
  const folder = split < 0 ? name : name.slice(0, split);
  const revision = split < 0 ? undefined : name.slice(split + 1);
  const tenant = basename(resolve(folder));
  const dir = dirname(resolve(folder));
  let tenants: Map<string, LoadedTenant>;
  try {
    tenants = revision === undefined ? await loadTenantsDir(dir) : await loadTenantsAt(dir, revision);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1);
    return { known: [], ...(revision !== undefined && { reason: said ?? (error as Error).message }) };
  }
  if (!tenants.has(tenant)) return { known: [...tenants.keys()] };
  const shown = relative(process.cwd(), dir) || '.';
  return {
    tenant,
    tenantsDir: revision === undefined ? shown : `${revision}:${shown}`,
    layers: layersOf(tenants, tenant),
    isOnDisk: revision === undefined,
  };
}
