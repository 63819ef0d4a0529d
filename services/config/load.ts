import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { isIgnored, kindOf } from './bundle-files.ts';
import type { LayerFiles } from './read-layer.ts';
import { parseFile } from './parse-file.ts';
import { textOf } from './tree.ts';

export interface LoadedTenant {
  code: string;
  /** Code of the layer above, as its `tenant.yaml` says; undefined for a root. */
  extends: string | undefined;
  files: Record<string, string | Uint8Array>;
}

/** More than any tenant needs; a file this large is refused by the compiler with its place. */
const maxBytesRead = 12_000_000;
/** A folder that is no tenant's may hold a whole disk: names beyond these are not looked at. */
const maxNames = 1000;
const maxDepth = 3;

/**
 * Every file of a tenant's folder as bytes, by its path inside the folder with `/` between the parts; links are followed,
 * what is hidden or a note is left out. Throws for what cannot be read.
 */
export async function loadBundleFiles(dir: string): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  const visit = async (folder: string, depth: number): Promise<void> => {
    for (const entry of (await readdir(join(dir, folder))).sort()) {
      const name = folder === '' ? entry : `${folder}/${entry}`;
      if (Object.keys(files).length >= maxNames) return;
      if (entry.startsWith('.') && isIgnored(name) && isIgnored(`${name}/first.yaml`)) continue;
      const path = join(dir, name);
      const found = await stat(path);
      if (found.isDirectory() && depth < maxDepth) await visit(name, depth + 1);
      else if (found.isFile() && !isIgnored(name)) files[name] = await readAtMost(path, name, found.size);
      else if (found.isDirectory()) files[`${name}/`] = new Uint8Array();
    }
  };
  await visit('', 1);
  return files;
}

/** What no tenant has is named to the compiler and not read, however large it is. */
async function readAtMost(path: string, name: string, size: number): Promise<Uint8Array> {
  if (size <= maxBytesRead) return !kindOf(name) && size > 1_000_000 ? new Uint8Array() : readFile(path);
  return new Uint8Array(maxBytesRead);
}

/** All tenants below `dir`; folders that begin with `_` or `.` are none. */
export async function loadTenantsDir(dir: string): Promise<Map<string, LoadedTenant>> {
  const tenants = new Map<string, LoadedTenant>();
  for (const name of await foldersOf(dir)) {
    const files = await loadBundleFiles(join(dir, name));
    tenants.set(name, toTenant(name, files));
  }
  return tenants;
}

async function foldersOf(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name)).map(({ name }) => name);
}

/** Codes of the tenants below `dir`, without reading them. */
export async function listTenants(dir: string): Promise<string[]> {
  const found = await Promise.all(
    (await foldersOf(dir)).map(async (name) => ((await isThere(join(dir, name, 'tenant.yaml'))) ? [name] : [])),
  );
  return found.flat().sort();
}

/** A tenant's folder below `dir`; nothing where there is none. A folder without any file of a tenant is somebody else's. */
export async function loadFolder(dir: string, code: string): Promise<LoadedTenant['files'] | undefined> {
  const path = join(dir, code);
  const names = await readdir(path).catch(() => []);
  const isTenant = names.some((name) => kindOf(name) ?? kindOf(`${name}/first.yaml`) ?? /^tenant\b/i.test(name));
  return isTenant ? loadBundleFiles(path) : undefined;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * A tenant and those it extends, asked for one by one, so that what lies beside them is not read. `load` answers nothing
 * for a tenant that is not there.
 */
export async function loadChain(
  code: string,
  load: (code: string) => Promise<LoadedTenant['files'] | undefined>,
): Promise<Map<string, LoadedTenant>> {
  const tenants = new Map<string, LoadedTenant>();
  for (let next: string | undefined = code; next !== undefined && !tenants.has(next);) {
    // a code is the name of a folder and never a way to another one
    const files: LoadedTenant['files'] | undefined = /^[\p{L}\p{N}][^/\\]*$/u.test(next) ? await load(next) : undefined;
    if (!files) break;
    const tenant = toTenant(next, files);
    tenants.set(next, tenant);
    next = tenant.extends;
  }
  return tenants;
}

/** A tenant from its files by their paths inside its folder. */
function toTenant(code: string, files: LoadedTenant['files']): LoadedTenant {
  const { tree } = parseFile(code, 'tenant.yaml', files['tenant.yaml'] ?? '');
  return { code, extends: textOf(tree, 'extends'), files };
}

/** A tenant's layers, root first. Throws when the tenant is not there; an unknown or circular `extends` ends the chain. */
export function layersOf(tenants: ReadonlyMap<string, LoadedTenant>, code: string): LayerFiles[] {
  if (!tenants.has(code)) throw new Error(`There is no tenant “${code}”; there are ${[...tenants.keys()].join(', ')}.`);
  const layers: LayerFiles[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = code; next !== undefined && !seen.has(next);) {
    seen.add(next);
    const tenant = tenants.get(next);
    if (!tenant) break;
    layers.unshift({ tenant: tenant.code, files: tenant.files });
    next = tenant.extends;
  }
  return layers;
}
