import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { toTenant, type LoadedTenant } from '#services/config/index.ts';

const run = promisify(execFile);
const most = { maxBuffer: 32_000_000 };

/** All tenants of a folder as git had them at a revision. Throws with git's own words when it has no such revision or folder. */
export async function loadTenantsAt(dir: string, revision: string): Promise<Map<string, LoadedTenant>> {
  if (revision.startsWith('-')) throw new Error(`“${revision}” is no revision`);
  const { stdout } = await run('git', ['-C', dir, 'ls-tree', '-r', '-z', '--name-only', revision, '--', '.'], most);
  const files = new Map<string, Record<string, Uint8Array>>();
  for (const path of stdout.split('\0').filter((name) => !/(^|\/)[._]/.test(name))) {
    const [tenant = '', ...rest] = path.split('/');
    if (rest.length === 0) continue;
    const args = ['-C', dir, 'show', `${revision}:./${path}`];
    const { stdout: bytes } = await run('git', args, { ...most, encoding: 'buffer' });
    files.set(tenant, { ...files.get(tenant), [rest.join('/')]: bytes });
  }
  return new Map([...files].map(([code, own]) => [code, toTenant(code, own)]));
}
