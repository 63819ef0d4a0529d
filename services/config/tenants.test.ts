import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { describe, expect, test } from 'vitest';
import { checkBundle, describeFault, layersOf, loadTenantsDir, runBundleTests } from './index.ts';

const tenants = await loadTenantsDir(new URL('../../tenants', import.meta.url).pathname);
const check = (code: string) => checkBundle(layersOf(tenants, code));

describe.each([...tenants.keys()])('tenants/%s', (code) => {
  test('compiles with no fault and its tests pass', () => {
    const { ok, faults, hash, testResults } = check(code);
    expect(faults.map((fault) => describeFault(fault, 'en'))).toEqual([]);
    expect(ok).toBe(true);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(testResults.filter((result) => !result.ok)).toEqual([]);
  });

  test('has for each of its routing rules a test that fails without it', { timeout: 60_000 }, () => {
    const { config, tests } = check(code);
    if (!config) throw new Error('does not compile');
    const unproven = config.routing.filter((rule) => {
      const without = { ...config, routing: config.routing.filter((other) => other !== rule) };
      // file by file, so that the first that fails is enough
      return tests.every((file) => runBundleTests(without, [file]).every(({ ok }) => ok));
    });
    expect(unproven.map((rule) => rule.code)).toEqual([]);
  });
});

describe('the first county', () => {
  const config = check('huinan').config;
  const units = Object.values(config?.org.units ?? {});
  const ofKind = (...kinds: string[]) => units.filter(({ kind }) => kinds.includes(kind));

  test('dispatches to 47 units: 32 departments, 3 streets, 11 townships, a development zone', () => {
    const counts = ['department', 'street', 'township', 'zone'].map((kind) => ofKind(kind).length);
    expect(counts).toEqual([32, 3, 11, 1]);
    expect(ofKind('department').filter(({ desk }) => desk)).toHaveLength(8);
  });

  test('has 28 items, each with lead and limit, each marked as an example', () => {
    const items = Object.values(config?.catalogue[0]?.items ?? {});
    expect(items).toHaveLength(28);
    expect(items.every(({ lead, limit, example }) => lead !== null && limit !== null && example)).toBe(true);
  });

  test('goes down to courtyards in at least one street', () => {
    const path = [];
    for (let at: string | null | undefined = 'xinggong-yard-1'; at; at = config?.org.units[at]?.parent)
      path.push(config?.org.units[at]?.level);
    expect(path).toEqual(['courtyard', 'grid', 'community', 'street', 'county']);
  });

  test('covers the point of the demonstration, and not the one with swapped coordinates', () => {
    const covering = (lon: number, lat: number) =>
      (config?.areas ?? [])
        .filter(({ geometry }) => booleanPointInPolygon([lon, lat], geometry))
        .map(({ unit }) => unit);
    expect(covering(126.0432, 42.6851)).toEqual(['dongfeng-xinggong', 'dongfeng', 'chaoyang']);
    expect(covering(42.6851, 126.0432)).toEqual([]);
  });
});
