import { expect, test } from 'vitest';
import { beyondBounds, longestName, mostLevels, mostValues } from './json-bounds.ts';

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const list = (values: number) => JSON.stringify(Array.from({ length: values }, () => 0));
const named = (length: number) => JSON.stringify({ ['n'.repeat(length)]: 1 });

test.each([
  ['as many values as may be', list(mostValues - 1)],
  ['as many levels as may be', nested(mostLevels)],
  ['as long a name as may be', named(longestName)],
  ['signs inside texts', JSON.stringify({ a: '[{,:"\\'.repeat(10_000), '"[,\\': '\\' })],
  ['a text that never ends', `{"a": "${'[,'.repeat(10_000)}`],
  ['a long text', JSON.stringify({ 'tenant.yaml': 'code: "x"\n'.repeat(100_000) })],
  ['nothing', ''],
])('%s pass', (_, text) => {
  expect(beyondBounds(text)).toBeUndefined();
});

test.each([
  ['one value more', list(mostValues + 1), 'too-large', /5000 values/],
  ['objects without members', `[${'{},'.repeat(mostValues)}{}]`, 'too-large', /5000 values/],
  ['one level more', nested(mostLevels + 1), 'validation', /32 levels/],
  ['a megabyte of brackets', '['.repeat(1_000_000), 'validation', /32 levels/],
  ['a longer name', named(longestName + 1), 'validation', /“n{60}…” is too long/],
] as const)('%s is too much', (_, text, is, says) => {
  expect(beyondBounds(text)).toEqual({ is, detail: { en: expect.stringMatching(says), zh: expect.any(String) } });
});
