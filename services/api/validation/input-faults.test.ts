import { expect, test } from 'vitest';
import { CalendarDueInput } from '#services/domain/calendar/schema.ts';
import { ListCasesQuery, ReportCaseInput, SubmitActionBody } from '#services/domain/cases/schema.ts';
import type { z } from 'zod';
import { inputFaults } from './input-faults.ts';

const report = {
  description: '兴工路口多家摊贩占道经营',
  location: { unit: 'dongfeng-xinggong' },
  channel: 'grid_app',
};

function faultsOf(schema: z.ZodType, input: unknown): Record<string, string> {
  const read = schema.safeParse(input);
  const faults = inputFaults(schema, read.success ? [] : read.error.issues, input);
  return Object.fromEntries(faults.map(({ pointer, detail }) => [pointer, detail.en]));
}

const reportFaults = (change: Record<string, unknown>) => faultsOf(ReportCaseInput, { ...report, ...change });

test('a plain report has no fault', () => {
  expect(reportFaults({})).toEqual({});
});

test('says everything at once, each at its place', () => {
  expect(
    faultsOf(ReportCaseInput, { desciption: 'x', location: { untit: 'a', lon: '1' }, channel: 'gridapp', kind: 7 }),
  ).toEqual({
    '/description': 'This is required.',
    '/desciption': 'There is no “desciption” here. Did you mean “description”?',
    '/location/untit': 'There is no “untit” here. Did you mean “unit”?',
    '/location/lon': 'Should be a number, is a text.',
    '/channel': expect.stringContaining('Did you mean “grid_app”?'),
    '/kind': expect.stringContaining('Must be one of: daily, emergency, tough'),
  });
});

test.each(['1.5', 'many', 'NaN'])('a number of a query that is %s is told which number is wanted', (value) => {
  const asked = { start: '2026-11-23T01:00:00Z', value, unit: 'hours' };
  expect(faultsOf(CalendarDueInput, asked)).toEqual({ '/value': 'Must be a whole number from 1.' });
  expect(faultsOf(ListCasesQuery, { limit: value })).toEqual({ '/limit': 'Must be a whole number from 1.' });
});

test('every fault is worded in Chinese too', () => {
  const input = {
    ...report,
    description: '短',
    location: {},
    photos: ['x', 3],
    fields: [],
    reporter: { phone: 'abc', secret: 'no' },
  };
  const read = ReportCaseInput.safeParse(input);
  const faults = inputFaults(ReportCaseInput, read.error!.issues, input);
  expect(faults.map(({ pointer }) => pointer).sort()).toEqual(
    ['/description', '/fields', '/location', '/photos/0', '/photos/1', '/reporter/phone', '/reporter/secret'].sort(),
  );
  for (const { detail } of faults) {
    expect(detail.zh).toMatch(/\p{Script=Han}/u);
    expect(detail.en).not.toMatch(/\p{Script=Han}|Invalid input/u);
  }
});

test('counts characters and not bytes or code units', () => {
  expect(reportFaults({ description: '𠮷'.repeat(2000) })).toEqual({});
  expect(reportFaults({ description: '😀'.repeat(2001) })).toEqual({
    '/description': 'Too long: 2001 characters, at most 2000.',
  });
  expect(reportFaults({ description: '😀😀😀😀' })).toEqual({ '/description': 'Too short: 4 characters, at least 5.' });
  expect(reportFaults({ description: '     \n\t ' })).toEqual({ '/description': 'Only blanks; write what it is.' });
});

test('names what cannot be stored, in values and in names, at any depth', () => {
  expect(reportFaults({ description: 'a\0bcdefg', fields: { a: { b: ['\ud800'] }, n: Infinity } })).toEqual({
    '/description': expect.stringContaining('NUL'),
    '/fields/a/b/0': expect.stringContaining('unpaired surrogate'),
    '/fields/n': expect.stringContaining('too large'),
  });
  expect(faultsOf(SubmitActionBody, { action: 'sign', fields: { 'a\0': 1 } })).toEqual({
    '/fields': expect.stringContaining('NUL'),
  });
});

test('refuses what is nested beyond reason instead of failing on it', () => {
  const deep = JSON.parse(`${'['.repeat(5000)}1${']'.repeat(5000)}`) as unknown;
  const faults = Object.entries(reportFaults({ fields: { deep } }));
  expect(faults).toEqual([[expect.stringMatching(/^\/fields\/deep(\/0)+$/), 'Nested too deeply: at most 32 levels.']]);
});

test('recognises swapped coordinates by themselves, and asks for the missing half', () => {
  expect(reportFaults({ location: { lon: 42.6851, lat: 126.0432 } })).toEqual({
    '/location': 'lon and lat seem to be swapped: try "lon": 126.0432, "lat": 42.6851.',
  });
  expect(reportFaults({ location: { lon: 126.0432 } })).toEqual({
    '/location/lat': 'lon and lat go together: this one is missing.',
  });
  expect(reportFaults({ location: { address: '兴工路' } })).toEqual({
    '/location': 'Say where: a unit, or lon and lat.',
  });
});

test('escapes pointers as RFC 6901 says', () => {
  expect(Object.keys(reportFaults({ 'a/b~c': 1 }))).toEqual(['/a~1b~0c']);
});
