import { runBundleTests, type TestResult } from './bundle-tests.ts';
import { compileBundle, type CompileOptions, type CompileResult } from './compile-bundle.ts';
import { sortFaults } from './fault.ts';
import type { LayerFiles } from './read-layer.ts';

/** Compiles a bundle and runs its own tests: what must hold before anything of it is published. */
export function checkBundle(
  layers: LayerFiles[],
  options: CompileOptions = {},
): CompileResult & { testResults: TestResult[] } {
  const compiled = compileBundle(layers, options);
  const testResults = compiled.ok && compiled.config ? runBundleTests(compiled.config, compiled.tests) : [];
  const failed = testResults.flatMap(({ faults }) => faults);
  const codes = layers.map(({ tenant }) => tenant);
  const faults = sortFaults([...compiled.faults, ...failed], codes);
  return { ...compiled, ok: compiled.ok && failed.length === 0, faults, testResults };
}
