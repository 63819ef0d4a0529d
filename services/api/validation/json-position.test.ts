import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault } from './json-position.ts';

test.each([
  ['', 1, 1, null],
  ['{', 1, 2, null],
  ['{"a": 1,}', 1, 9, '}'],
  ['{"a": 1 "b": 2}', 1, 9, '"'],
  ['{\n  "描述": 好\n}', 2, 9, '好'],
  ['[1, 2', 1, 6, null],
  ['{"a": 01}', 1, 7, '0'],
  ["{'a': 1}", 1, 2, "'"],
  ['{"a": undefined}', 1, 7, 'u'],
  ['{"a": "\u0001"}', 1, 7, '"'],
  ['[1] x', 1, 5, 'x'],
  ['{"a": [}', 1, 8, '}'],
  ['{"😀": 1 😀', 1, 9, '😀'],
  ['NaN', 1, 1, 'N'],
])('%j breaks off at line %i, column %i', (text, line, column, found) => {
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(jsonFault(text)).toEqual({ line, column, found });
});

test('finds a place in whatever JSON.parse refuses, without ever failing itself', () => {
  const cut = fc.tuple(fc.json(), fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  const spoilt = fc.tuple(fc.json(), fc.nat(), fc.string()).map(([text, at, extra]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + extra + text.slice(place);
  });
  fc.assert(
    fc.property(fc.oneof(cut, spoilt), (text) => {
      try {
        JSON.parse(text);
      } catch {
        const { line, column } = jsonFault(text);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(text.split('\n').length);
        expect(column).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 500 },
  );
});

test('a megabyte of openings is looked through in no time', () => {
  const startedAt = performance.now();
  expect(jsonFault('['.repeat(1024 * 1024))).toMatchObject({ line: 1, found: null });
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
