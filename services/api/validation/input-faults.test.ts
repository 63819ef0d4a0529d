import { expect, test } from 'vitest';
import { CalendarDueInput } from '#services/domain/calendar/schema.ts';
import { ListCasesQuery, ReportCaseInput, SubmitActionBody } from '#services/domain/cases/schema.ts';
import { invalid } from '#services/domain/problem.ts';
import type { z } from 'zod';
import { inputFaults } from './input-faults.ts';

const report = {
  description: '兴工路口多家摊贩占道经营',
  location: { unit: 'dongfeng-xinggong' },
  channel: 'grid_app',
};

function faultsOf(schema: z.ZodType, input: unknown): Record<string, string> {
  const read = schema.safeParse(input);
  const { told } = inputFaults(schema, read.success ? [] : read.error.issues, input);
  return Object.fromEntries(told.map(({ pointer, detail }) => [pointer, detail.en]));
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
    '/kind': 'Should be a text, is a number.',
  });
});

test.each(['1.5', 'many', 'NaN', '0x10', '1e3', ' 5', '5 ', '+5', '-5', '５', '٥', '', '0'])(
  'a number of a query that is %s is told which number is wanted',
  (value) => {
    const asked = { start: '2026-11-23T01:00:00Z', value, unit: 'hours' };
    expect(faultsOf(CalendarDueInput, asked)).toEqual({
      '/value': 'Must be a whole number from 1 to 1000000000, written with the digits 0 to 9.',
    });
    expect(faultsOf(ListCasesQuery, { limit: value })).toEqual({
      '/limit': 'Must be a whole number from 1 to 200, written with the digits 0 to 9.',
    });
  },
);

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
  const { told } = inputFaults(ReportCaseInput, read.error!.issues, input);
  expect(told.map(({ pointer }) => pointer).sort()).toEqual(
    ['/description', '/fields', '/location', '/photos/0', '/photos/1', '/reporter/phone', '/reporter/secret'].sort(),
  );
  for (const { detail } of told) {
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

test.each([
  ['nothing to be seen', '\u200B\uFE0F\u3164\u2800\u202E', 'Only blanks; write what it is.'],
  ['four characters and much between them', '路\u200B灯\u2060坏\uFEFF了', 'Too short: 4 characters, at least 5.'],
  ['a control character', '路灯坏了\u001B[0m', 'Has a control character in it; type it again.'],
])('a description of %s is none', (_, description, detail) => {
  expect(reportFaults({ description })).toEqual({ '/description': detail });
});

test.each(['\n', '\r\n', '\v', '\u0085', '\u2028', '\u2029'])('a name and an address are one line: %j', (end) => {
  const detail = 'One line is wanted here; take the line break out.';
  expect(reportFaults({ reporter: { name: `王${end}芳` } })).toEqual({ '/reporter/name': detail });
  const location = { ...report.location, address: `兴工路${end}12号` };
  expect(reportFaults({ location })).toEqual({ '/location/address': detail });
});

test('texts are kept without what surrounds them and with one kind of line end', () => {
  const reporter = { name: '\u202E王芳\u3000', phone: '\u202D0435-8222222转806\u202C ' };
  const read = ReportCaseInput.parse({ ...report, description: ' 路灯坏了\r\n已三天\u2028\n', reporter });
  expect(read.description).toBe('路灯坏了\n已三天');
  expect(read.reporter).toMatchObject({ name: '王芳', phone: '0435-8222222转806' });
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

test('refuses a field called __proto__, wherever it stands', () => {
  const fields = JSON.parse('{ "__proto__": { "a": 1 }, "deep": [{ "__proto__": null }] }') as unknown;
  expect(reportFaults({ fields })).toEqual({
    '/fields': expect.stringContaining('__proto__'),
    '/fields/deep/0': expect.stringContaining('__proto__'),
  });
});

test('tells fifty of very many faults, and how many more there are', () => {
  const input = { ...report, ...Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`x${i}`, 1])) };
  const read = ReportCaseInput.safeParse(input);
  const { told, more } = inputFaults(ReportCaseInput, read.error!.issues, input);
  expect([told.length, more]).toEqual([50, 2_950]);
  const problem = invalid(told, more);
  expect([problem.extra.errors!.length, problem.extra.more]).toEqual([50, 2_950]);
  expect(problem.detail).toEqual({
    en: expect.stringMatching(/^3000 .* first 50/),
    zh: expect.stringContaining('3000'),
  });
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
