import { beforeAll, expect, test } from 'vitest';
import { compileTenantsDir } from '#services/config/testing.ts';
import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { clockDutiesOf } from '../tenants/version-duties.ts';
import { versionedDuties } from './versioned-duties.ts';

let config: CompiledConfig;
beforeAll(async () => {
  config = [...(await compileTenantsDir()).values()].find((one) => one.config.processes['whistle'])!.config;
});

const dutiesOf = (...configs: CompiledConfig[]) =>
  new Map(configs.map((one, index) => [index + 1, clockDutiesOf(one)] as const));
const present = () => Object.values(config.processes);

test('a hundred versions that ask for the same make the work list no longer than one does', () => {
  const one = versionedDuties(dutiesOf(config), present());
  const copies = Array.from({ length: 100 }, () => structuredClone(config));
  const many = versionedDuties(dutiesOf(...copies), present());
  expect(many).toHaveLength(one.length);
  const clocks = many.filter(({ versions }) => versions !== null);
  expect(clocks.length).toBeGreaterThan(0);
  for (const { versions } of clocks) expect(versions).toHaveLength(100);
});

test('what only one version asks for is asked for in that one', () => {
  const other = structuredClone(config);
  for (const deadline of other.processes['whistle']!.deadlines) deadline.metBy.splice(1);
  const duties = versionedDuties(dutiesOf(config, other), present());
  const of = (wanted: number[]) => duties.filter(({ versions }) => JSON.stringify(versions) === JSON.stringify(wanted));
  expect(of([1]).length).toBeGreaterThan(0);
  expect(of([1, 2]).length).toBeGreaterThan(0);
});
