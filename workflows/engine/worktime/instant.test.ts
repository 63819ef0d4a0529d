import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant, isDate, parseInstant } from './instant.ts';

const monday = Date.UTC(2026, 10, 23, 1, 0, 0);

test.each([
  ['2026-11-23T01:00:00Z', monday],
  ['2026-11-23T09:00:00+08:00', monday],
  ['2026-11-23t01:00:00z', monday],
  ['2026-11-22T20:00:00-05:00', monday],
  ['2026-11-23T01:00:00.25Z', monday + 250],
  ['2026-11-23T01:00:00.123456789Z', monday + 123],
])('%s is read', (text, at) => {
  expect(parseInstant(text)).toBe(at);
});

test('a plus sign that a query turned into a blank is still read', () => {
  expect(parseInstant('2026-11-23T09:00:00 08:00')).toBe(monday);
});

test.each([
  '2026-11-23',
  '2026-11-23T01:00Z',
  '2026-11-23T01:00:00',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-23T24:00:00Z',
  '2026-11-23T01:60:00Z',
  '2026-11-23T01:00:60Z',
  '2026-11-23T01:00:00+24:00',
  '2026-11-23 01:00:00Z',
  '23.11.2026',
  '1763859600000',
  '',
])('%j is not an instant', (text) => {
  expect(parseInstant(text)).toBeNull();
});

test('what is written is read again as the same instant, with a fraction only when there is one', () => {
  expect(formatInstant(monday)).toBe('2026-11-23T01:00:00Z');
  expect(formatInstant(monday + 5)).toBe('2026-11-23T01:00:00.005Z');
  const years1970To2199 = fc.integer({ min: 0, max: Date.UTC(2199, 11, 31) });
  fc.assert(fc.property(years1970To2199, (at) => parseInstant(formatInstant(at)) === at));
});

test('only days that exist are dates', () => {
  expect(isDate('2028-02-29')).toBe(true);
  for (const text of ['2026-02-29', '2026-11-31', '2026-1-1', '20261123', '0000-00-00'])
    expect(isDate(text)).toBe(false);
});
