import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

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

/** Every file of a tenant's folder as bytes, by its path inside the folder with `/` between the parts. */
export async function loadBundleFiles(dir: string): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(dir, path).split(sep).join('/');
    if (/(^|\/)\./.test(name)) continue;
    const { size } = await stat(path);
    files[name] = size > maxBytesRead ? new Uint8Array(maxBytesRead) : await readFile(path);
  }
  return files;
}

/** All tenants below `dir`; folders that begin with `_` or `.` are none. */
export async function loadTenantsDir(dir: string): Promise<Map<string, LoadedTenant>> {
  const tenants = new Map<string, LoadedTenant>();
  const entries = await readdir(dir, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name))) {
    const files = await loadBundleFiles(join(dir, name));
    tenants.set(name, toTenant(name, files));
  }
  return tenants;
}

/** A tenant from its files by their paths inside its folder. */
export function toTenant(code: string, files: LoadedTenant['files']): LoadedTenant {
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
