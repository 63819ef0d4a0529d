import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { LoadedTenant } from '#services/config/index.ts';

const run = promisify(execFile);
const most = { maxBuffer: 32_000_000 };

/** Names of the folders that git had at a revision. Throws with git's own words when it has no such revision or folder. */
export async function foldersAt(dir: string, revision: string): Promise<string[]> {
  if (revision.startsWith('-')) throw new Error(`“${revision}” is no revision`);
  const { stdout } = await run('git', ['-C', dir, 'ls-tree', '-d', '-z', '--name-only', revision, '--', './'], most);
  return stdout.split('\0').filter((name) => name !== '' && !/^[._]/.test(name));
}

/** A tenant's files as git had them at a revision. */
export async function filesAt(dir: string, revision: string, code: string): Promise<LoadedTenant['files']> {
  const { stdout } = await run(
    'git',
    ['-C', dir, 'ls-tree', '-r', '-z', '--name-only', revision, '--', `${code}/`],
    most,
  );
  const files: LoadedTenant['files'] = {};
  for (const path of stdout.split('\0').filter((name) => name !== '' && !/(^|\/)[._]/.test(name))) {
    const args = ['-C', dir, 'show', `${revision}:./${path}`];
    files[path.slice(code.length + 1)] = (await run('git', args, { ...most, encoding: 'buffer' })).stdout;
  }
  return files;
}
