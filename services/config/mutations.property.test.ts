import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, mutate, mutation } from './mutations.fixture.ts';
import { smallBundle } from './small-bundle.fixture.ts';

describe('a bundle changed at random', () => {
  test('is answered with faults that have a place and words, or compiles', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        expect(judge(mutations.reduce(mutate, smallBundle())).wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
