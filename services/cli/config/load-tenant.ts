import { basename, dirname, relative, resolve } from 'node:path';
import {
  layersOf,
  listTenants,
  loadChain,
  loadFolder,
  type LayerFiles,
  type LoadedTenant,
} from '#services/config/index.ts';
import { filesAt, foldersAt } from './at-revision.ts';

export interface Loaded {
  tenant: string;
  /** As it is printed before a file's path. */
  tenantsDir: string;
  layers: LayerFiles[];
  /** Not from git. */
  isOnDisk: boolean;
}

/**
 * A tenant with its layers from `tenants/<code>`, or from git as `tenants/<code>@<revision>`; else the tenants beside it.
 * Only the tenant and what it extends is read: beside it may lie somebody's whole disk.
 */
export async function loadTenant(name: string): Promise<Loaded | { known: string[]; reason?: string }> {
  const split = name.indexOf('@');
  const folder = split < 0 ? name : name.slice(0, split);
  const revision = split < 0 ? undefined : name.slice(split + 1);
  const tenant = basename(resolve(folder));
  const dir = dirname(resolve(folder));
  let tenants: Map<string, LoadedTenant>;
  try {
    const found = revision === undefined ? undefined : await foldersAt(dir, revision);
    tenants = await loadChain(tenant, async (code) => {
      if (revision === undefined) return loadFolder(dir, code);
      return found?.includes(code) ? filesAt(dir, revision, code) : undefined;
    });
    if (!tenants.has(tenant)) return { known: found ?? (await listTenants(dir)) };
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1);
    return { known: [], reason: said === undefined ? (error as Error).message : `git: ${said}` };
  }
  const shown = relative(process.cwd(), dir) || '.';
  return {
    tenant,
    tenantsDir: revision === undefined ? shown : `${revision}:${shown}`,
    layers: layersOf(tenants, tenant),
    isOnDisk: revision === undefined,
  };
}
