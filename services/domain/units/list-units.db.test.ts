import { describe, expect, test } from 'vitest';
import { aTenant, shiftedClock, testDeps } from '../testing.ts';
import { listUnits } from './list-units.ts';
import { UnitList } from './schema.ts';

describe('the org chart', () => {
  test('shows every unit with level and parent, in its own order', async () => {
    const tenant = await aTenant();
    const list = UnitList.parse(await listUnits(await tenant.person('resident'), {}));
    expect(list.data.map((unit) => unit.code)).toEqual(Object.keys(tenant.config.org.units));
    expect(list.data.find((unit) => unit.code === 'dongfeng-xinggong')).toMatchObject({
      title: '兴工社区',
      level: 'community',
      levelTitle: '社区（村）党组织',
      parent: 'dongfeng',
    });
    expect(list.data.find((unit) => unit.code === 'chengguan')).toMatchObject({ level: null, aliases: ['城管局'] });
  });

  test('shows a unit from its first to its last day in the tenant’s zone', async () => {
    const clock = shiftedClock();
    const tenant = await aTenant({
      deps: testDeps({ clock }),
      change: ({ org }) => Object.assign(org.units['telecom']!, { from: '2026-01-01', to: '2026-06-30' }),
    });
    const ctx = await tenant.person('resident');
    const isThere = async (at?: string) => (await listUnits(ctx, { at })).data.some((unit) => unit.code === 'telecom');
    const days = [
      '2025-12-31',
      '2026-01-01',
      '2026-06-30',
      '2026-07-01',
      '2026-06-30T15:59:59Z',
      '2026-06-30T16:00:00Z',
    ];
    expect(await Promise.all(days.map(isThere))).toEqual([false, true, true, false, true, false]);
    clock.set(Date.parse('2026-03-01T00:00:00Z'));
    expect(await isThere()).toBe(true);
  });
});
