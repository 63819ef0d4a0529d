import { describe, expect, test } from 'vitest';
import { simulate } from '#workflows/engine/index.ts';
import { instantOf } from '#workflows/engine/worktime/index.ts';
import { statutory } from '#workflows/engine/worktime/statutory-calendar.fixture.ts';
import { dueOf, handbook } from './handbook.fixture.ts';
import { checkBundle, layersOf, loadTenantsDir, runBundleTests } from './index.ts';

const tenants = await loadTenantsDir(new URL('../../tenants', import.meta.url).pathname);
const { config } = checkBundle(layersOf(tenants, 'huinan'));
if (!config) throw new Error('the county does not compile');
const rules = { config, calendar: config.calendar, org: config.org };
const second = config.catalogue[1]?.items ?? {};

/** Where the rules of routing.yaml differ from the handbook's own units, said once more by hand. */
const times: Record<string, { at: string; rules: Record<string, { rule: string; lead?: string; assist?: string[] }> }> =
  {
    'by day': { at: '2026-03-10 10:00', rules: { L18: { rule: 'heating' } } },
    'by night': { at: '2026-03-10 23:30', rules: { L18: { rule: 'heating' } } },
    'on a holiday': {
      at: '2026-10-03 10:00',
      rules: {
        L18: { rule: 'heating-over', lead: '住建局', assist: ['供热公司'] },
      },
    },
  };

const titleOf = (code: string) => config.org.units[code]?.title ?? code;

describe.each(Object.entries(times))('each of the 80 items %s', (_, { at: text, rules: differing }) => {
  const [date = '', time = ''] = text.split(' ');
  const at = instantOf(statutory, date, time);

  test.each(handbook.map((item) => [item.code, item] as const))('%s', (code, item) => {
    const report = {
      process: 'whistle',
      kind: 'daily',
      configVersion: 1,
      item: code,
      variant: null,
      location: { unit: 'dongfeng-xinggong' },
      channel: 'app',
      reporter: { type: 'resident', secret: false },
      actor: { id: null, role: 'resident', unit: null },
      standing: { relations: ['requester' as const], units: [] },
      data: {},
      flags: [],
    };
    const found = simulate(rules, report, at);
    if (!found.ok) throw new Error(JSON.stringify(found));
    const wanted = { rule: 'item', ...item, ...differing[code] };
    expect({
      rule: found.routing?.rule,
      lead: titleOf(found.lead ?? ''),
      assist: found.assist.map(titleOf),
      urgency: found.urgency,
      state: found.state,
    }).toEqual({
      rule: wanted.rule,
      lead: wanted.lead,
      assist: wanted.assist,
      urgency: item.urgency,
      state: 'dispatched',
    });
    const due = found.deadlines.map(({ name, unit, dueAt }) => [unit === null ? name : `${name} ${unit}`, dueAt]);
    expect(Object.fromEntries(due)).toEqual(dueOf(item, at, found.lead ?? '', found.assist));
  });
});

describe('the second edition', () => {
  test('has the 80 items of the handbook, each marked as an example', () => {
    expect(Object.keys(second)).toEqual(handbook.map(({ code }) => code));
    expect(Object.values(second).every(({ example }) => example)).toBe(true);
    expect(config.catalogue.map(({ edition, from, items }) => [edition, from, Object.keys(items).length])).toEqual([
      [1, '2021-01-01', 28],
      [2, '2022-03-01', 80],
    ]);
  });
});

/** A sub-type that moves the case to another unit or another limit is proven by a test that fails without it. */
describe.each([...tenants.keys()])('tenants/%s', (code) => {
  test('has for each variant that decides something a test that fails without it', { timeout: 60_000 }, () => {
    const { config: own, tests } = checkBundle(layersOf(tenants, code));
    if (!own) throw new Error('does not compile');
    const changes = own.catalogue.flatMap((edition) =>
      Object.values(edition.items).flatMap((item) =>
        item.variants
          .filter(({ lead, limit, urgency }) => lead ?? limit ?? urgency)
          .map((variant) => ({ edition, item, variant })),
      ),
    );
    const unproven = changes.filter(({ edition, item, variant }) => {
      const plain = item.variants.map((v) => (v === variant ? { code: v.code, title: v.title } : v));
      const items = { ...edition.items, [item.code]: { ...item, variants: plain } };
      const catalogue = own.catalogue.map((e) => (e === edition ? { ...e, items } : e));
      return tests.every((file) => runBundleTests({ ...own, catalogue }, [file]).every(({ ok }) => ok));
    });
    expect(unproven.map(({ item, variant }) => `${item.code}/${variant.code}`)).toEqual([]);
  });
});
