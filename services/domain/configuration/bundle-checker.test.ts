import { expect, test } from 'vitest';
import { checkBundle, layersOf, loadTenantsDir } from '#services/config/index.ts';
import { smallBundle } from '#services/config/small-bundle.fixture.ts';
import { createBundleChecker } from './bundle-checker.ts';

// A process that compiles the language for the first time takes seconds on a machine that is busy.
const patient = { timeout: 60_000 };

test('another process finds what this one would, value, hash and faults', patient, async () => {
  const { check } = createBundleChecker();
  const tenants = await loadTenantsDir(new URL('../../../tenants', import.meta.url).pathname);
  for (const layers of [
    layersOf(tenants, [...tenants.keys()].at(-1)!),
    smallBundle({ file: 'catalogue/first.yaml', from: 'lead: roads', to: 'lead: raods' }),
  ]) {
    const { tests: _, testResults: __, ...here } = checkBundle(layers, { today: '2026-03-10' });
    expect(await check('town', { layers, today: '2026-03-10' })).toEqual(here);
  }
});

test.each([
  ['time', { memoryBytes: 768 * 1024 * 1024, timeMs: 1 }],
  ['memory', { memoryBytes: 40 * 1024 * 1024, timeMs: 60_000 }],
])(
  'what takes too much %s is refused as too large, in both languages, and breaks nothing',
  patient,
  async (_, limits) => {
    const { check } = createBundleChecker(limits);
    for (let round = 0; round < 2; round += 1) {
      const refusal = await check('town', { layers: smallBundle() }).catch((error: unknown) => error);
      expect(refusal).toMatchObject({
        code: 'too-large',
        detail: { en: expect.stringContaining('fewer tests'), zh: expect.stringContaining('请减少') },
      });
    }
  },
);
