import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, rulesOf } from '../process/a-case.fixture.ts';
import type { RoutingQuestion } from './question.ts';
import { explainRoute, route } from './route.ts';

const rules = rulesOf();
const manhole: RoutingQuestion = {
  process: 'whistle',
  kind: 'daily',
  item: 'L05',
  variant: 'water',
  locationUnit: 'dongfeng-xinggong',
  reporterType: 'resident',
  channel: 'app',
  reportedAt: at('2026-02-17 23:30'),
};

describe('why a report goes where it goes', () => {
  test('names each rule that was read, the one that decides last, and what of the others did not fit', () => {
    const { read, answer } = explainRoute(rules, manhole);
    expect(read.at(-1)).toMatchObject({ rule: { code: 'burst-at-night' }, fits: true });
    expect(answer).toMatchObject({ rule: 'burst-at-night', lead: 'water-supply' });
    expect(read.slice(0, -1).every(({ fits }) => !fits)).toBe(true);
    const gas = read.find(({ rule }) => rule.code === 'gas-leak-119');
    expect(gas?.facts.filter(({ fits }) => !fits)).toEqual([
      { key: 'variant', wanted: ['gas'], found: ['water'], fits: false },
      { key: 'kind', wanted: ['emergency'], found: ['daily'], fits: false },
    ]);
  });

  test('reads all rules where none decides', () => {
    const { read, answer } = explainRoute(rules, { ...manhole, reportedAt: at('2026-03-10 10:00') });
    expect(read).toHaveLength(rules.config.routing.length);
    expect(answer.rule).toBe('item');
  });

  test('says that a rule fits whose unit is not there, and reads on', () => {
    const grid = {
      ...rules.config.routing[0]!,
      code: 'grid',
      when: {},
      then: { lead: { level: 'grid', of: 'location' as const }, assist: [] },
    };
    const config = { ...rules.config, routing: [grid] };
    const { read, answer } = explainRoute({ ...rules, config }, { ...manhole, locationUnit: 'county' });
    expect(read).toMatchObject([{ rule: { code: 'grid' }, fits: true }]);
    expect(answer.rule).toBe('item');
  });

  test('treats names that every object has as nobody’s codes', () => {
    for (const code of ['constructor', '__proto__', 'toString'])
      expect(route(rules, { ...manhole, item: code, variant: null, locationUnit: code }).rule).toBe('no-item');
  });

  test.for(['huinan', 'weidu'])('answers what route answers, whatever is asked (%s)', (tenant) => {
    const of = rulesOf(tenant);
    const items = of.config.catalogue.flatMap((edition) => Object.values(edition.items));
    const question = fc.record({
      process: fc.constantFrom(...Object.keys(of.config.processes), 'constructor'),
      kind: fc.constantFrom('daily', 'emergency', 'tough', 'matter'),
      item: fc.constantFrom(null, 'constructor', ...items.map(({ code }) => code)),
      variant: fc.constantFrom(null, ...items.flatMap(({ variants }) => variants.map(({ code }) => code))),
      locationUnit: fc.constantFrom(null, 'constructor', ...Object.keys(of.org.units)),
      reporterType: fc.constantFrom('street', 'resident', 'grid_worker', 'peoples_deputy'),
      channel: fc.constantFrom('app', 'camera'),
      reportedAt: fc.integer({ min: at('2021-01-01 00:00'), max: at('2027-12-31 00:00') }),
    });
    fc.assert(
      fc.property(question, (asked) => {
        const { read, answer } = explainRoute(of, asked);
        expect(answer).toEqual(route(of, asked));
        const last = read.at(-1);
        expect(last?.rule.code === answer.rule && last.fits).toBe(
          !['item', 'no-item', 'no-lead'].includes(answer.rule),
        );
      }),
      { numRuns: 500 },
    );
  });
});
