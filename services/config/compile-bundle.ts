import type { CompiledConfig } from '#workflows/definition/compiled.ts';

import { assemble, type Bundle } from './assemble.ts';
import { checkHorizon } from './checks/check-calendar.ts';
import { checkDurations } from './checks/check-durations.ts';
import { runChecks } from './checks/index.ts';
import { compileConfig } from './compile/index.ts';
import { faultAt, gatherEqual, sortFaults, type Fault, type Report } from './fault.ts';
import { hashOf } from './hash.ts';
import { hintCodes } from './hints/title-hint.ts';
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

/** More than anyone corrects at once, and what an answer can carry. */
const maxFaults = 500;

export interface CompileOptions {
  /** `YYYY-MM-DD`: asks whether the calendar still reaches far enough from this day on; the value does not depend on it. */
  today?: string;
}

/**
 * Layers from the root down to the tenant itself. Same files, same answer; reads no clock, writes nothing and never
 * throws for what a file holds.
 */
export function compileBundle(layers: LayerFiles[], options: CompileOptions = {}): CompileResult {
  const read = layers.map(readLayer);
  const faults = read.flatMap((layer) => layer.faults);
  const report: Report = (code, place, params, related) => {
    if (faults.length < maxFaults) faults.push(faultAt(code, place, params, related));
    else if (faults.length === maxFaults) faults.push(faultAt('fault/more', place, { limit: maxFaults }));
  };
  const bundle = assemble(read, report);
  hintCodes(faults, bundle);
  const ctx = runChecks(bundle, report, options.today);
  const isSound = () => !faults.some(({ severity }) => severity === 'error');
  const config = isSound() ? compileConfig(bundle) : undefined;
  if (config) checkDurations(ctx, config.calendar);
  if (config && isSound()) checkHorizon(ctx, config.calendar);
  const codes = layers.map(({ tenant }) => tenant);
  const told = sortFaults(gatherEqual(sortFaults(faults, codes)), codes);
  if (!config) return { ok: false, faults: told, tests: bundle.tests };
  return { ok: isSound(), config, hash: hashOf(config), faults: told, tests: bundle.tests };
}
