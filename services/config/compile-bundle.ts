import type { CompiledConfig } from '#workflows/definition/compiled.ts';

import { assemble, type Bundle } from './assemble.ts';
import { compileConfig } from './compile/index.ts';
import { faultAt, sortFaults, type Fault, type Report } from './fault.ts';
import { hashOf } from './hash.ts';
import { readLayer, type LayerFiles } from './read-layer.ts';

export interface CompileResult {
  /** No error; warnings do not count. */
  ok: boolean;
  config?: CompiledConfig;
  hash?: string;
  /** Errors and warnings of all layers, in reading order. */
  faults: Fault[];
  /** The tenant's own tests, still to be run against `config`. */
  tests: Bundle['tests'];
}

/** Layers from the root down to the tenant itself. Same files, same answer; reads no clock, writes nothing, never throws for what a file holds. */
export function compileBundle(layers: LayerFiles[]): CompileResult {
  const read = layers.map(readLayer);
  const faults = read.flatMap((layer) => layer.faults);
  const report: Report = (code, place, params, related) => {
    faults.push(faultAt(code, place, params, related));
  };
  const bundle = assemble(read, report);
  sortFaults(
    faults,
    layers.map(({ tenant }) => tenant),
  );
  const ok = !faults.some(({ severity }) => severity === 'error');
  if (!ok) return { ok, faults, tests: bundle.tests };
  const config = compileConfig(bundle);
  return { ok, config, hash: hashOf(config), faults, tests: bundle.tests };
}
