import type { CompiledConfig } from '#workflows/definition/compiled.ts';

import { compileBundle } from './compile-bundle.ts';
import { describeFault } from './fault.ts';
import { layersOf, loadTenantsDir } from './load.ts';

/** For tests: every tenant of the folder compiled. Throws with all faults when one does not compile. */
export async function compileTenantsDir(
  dir = new URL('../../tenants', import.meta.url).pathname,
): Promise<Map<string, { config: CompiledConfig; hash: string }>> {
  const tenants = await loadTenantsDir(dir);
  const compiled = new Map<string, { config: CompiledConfig; hash: string }>();
  for (const code of tenants.keys()) {
    const { config, hash, faults } = compileBundle(layersOf(tenants, code));
    if (!config || hash === undefined) {
      const told = faults.map((fault) => describeFault(fault, 'en'));
      throw new Error(told.map((f) => `${f.tenant}/${f.file}:${f.line}:${f.column} ${f.code} ${f.message}`).join('\n'));
    }
    compiled.set(code, { config, hash });
  }
  return compiled;
}
