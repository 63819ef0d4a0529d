import { expect, test } from 'vitest';
import { toBudget } from '#workflows/definition/schema/scalars.ts';
import { isAtMost } from './compare.ts';

test.for<[limit: string, bound: string, answer: boolean | 'depends']>([
  ['48 hours', '48 hours', true],
  ['2881 minutes', '48 hours', false],
  ['2 hours', '2 working_hours', true],
  ['3 hours', '2 working_hours', 'depends'],
  ['2 working_hours', '48 hours', 'depends'],
  ['8 working_hours', '15 working_days', true],
  ['20 working_hours', '15 working_days', 'depends'],
  ['12 hours', '1 working_days', true],
  ['13 hours', '1 working_days', 'depends'],
  ['14 days', '15 working_days', true],
  ['15 days', '15 working_days', 'depends'],
  ['24 hours', '2 days', true],
  ['24 hours', '1 days', 'depends'],
  ['3 working_days', '30 days', 'depends'],
  ['3 working_days', '2 working_days', false],
])('%s within %s: %s', ([limit, bound, answer]) => {
  expect(isAtMost(toBudget(limit), toBudget(bound))).toBe(answer);
});
