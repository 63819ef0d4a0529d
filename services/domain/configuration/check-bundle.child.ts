import { checkBundle } from '#services/config/index.ts';
import { serveParent } from '#services/platform/child-work.ts';
import type { CheckedBundle, CheckWork } from './bundle-checker.ts';

/** Runs in a process of its own. */
serveParent(async ({ layers, today }: CheckWork): Promise<CheckedBundle> => {
  const { ok, config, hash, faults } = checkBundle(layers, today === undefined ? {} : { today });
  return { ok, faults, ...(config && { config }), ...(hash !== undefined && { hash }) };
});
