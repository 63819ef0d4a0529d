import { takesForm, type Kind } from '../attempt.ts';
import { attemptOf, formOf } from '../honest.ts';
import type { Random } from '../random.ts';
import { hostileTexts } from './values.ts';

/** Forms as other programs write them, and as nobody should. */

interface Form {
  type?: string;
  body: Buffer;
  /** What a right server says; without it, anything that is described. */
  must?: readonly number[];
}

const boundary = 'xYzZY';
const text = (...lines: (string | Buffer)[]) => Buffer.concat(lines.map((line) => Buffer.from(line as string)));
const field = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const end = `--${boundary}--\r\n`;
const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join('');

const forms: Record<string, (file: Buffer, random: Random) => Form> = {
  'as .NET writes it': (file) => ({
    type: `multipart/form-data; boundary="${boundary}"`,
    body: formOf(file, boundary, `form-data; name=file; filename=photo.jpg; filename*=utf-8''%E7%85%A7%E7%89%87.jpg`),
    must: [201],
  }),
  'no blank after the semicolon': (file) => ({
    body: formOf(file, boundary, 'form-data;name="file";filename="photo.jpg"'),
    must: [201],
  }),
  'a preamble and an epilogue': (file) => ({
    body: text('This is a form.\r\n', formOf(file, boundary), 'The end.\r\n'),
    must: [201],
  }),
  'line feeds only': (file) => ({
    body: text(
      `--${boundary}\nContent-Disposition: form-data; name="file"; filename="a.jpg"\n\n`,
      file,
      `\n--${boundary}--\n`,
    ),
  }),
  '200,000 empty parts': () => ({
    body: text(
      many(200_000, () => field('a', '')),
      end,
    ),
  }),
  '20,000 parts named file': () => ({
    body: text(
      many(20_000, () => field('file', 'x')),
      end,
    ),
  }),
  '100,000 boundaries': () => ({
    body: text(
      many(100_000, () => `--${boundary}\r\n`),
      end,
    ),
  }),
  'a header without end': () => ({ body: text(`--${boundary}\r\nX: ${'x'.repeat(8_000_000)}`) }),
  '50,000 headers': (file) => ({
    body: text(
      `--${boundary}\r\n`,
      many(50_000, (index) => `X-${index}: 1\r\n`),
      formOf(file, boundary).subarray(boundary.length + 4),
    ),
  }),
  'a name of a megabyte': (file) => ({
    body: formOf(file, boundary, `form-data; name="${'n'.repeat(1_000_000)}"; filename="a"`),
  }),
  'a hostile name': (file, random) => ({
    body: formOf(
      file,
      boundary,
      `form-data; name="${random.pick(hostileTexts)}"; filename="${random.pick(hostileTexts)}"`,
    ),
  }),
  'quotes without end': (file) => ({ body: formOf(file, boundary, 'form-data; name="file; filename="a\\"') }),
  'names that contradict': (file) => ({
    body: formOf(file, boundary, `form-data; name="x"; name="file"; filename*=gbk''%D5; filename="../../a"`),
  }),
  'no boundary at all': (file) => ({ type: 'multipart/form-data', body: formOf(file, boundary) }),
  'another boundary': (file) => ({
    type: 'multipart/form-data; boundary=other',
    body: formOf(file, boundary),
    must: [400, 422],
  }),
  'a boundary of symbols': (file) => ({
    type: `multipart/form-data; boundary="(.*)+?[]"`,
    body: formOf(file, '(.*)+?[]'),
  }),
  'a boundary of 300 characters': (file) => ({
    type: `multipart/form-data; boundary=${'b'.repeat(300)}`,
    body: formOf(file, 'b'.repeat(300)),
  }),
  'never closed': (file) => ({ body: formOf(file, boundary).subarray(0, -(boundary.length + 6)) }),
  'cut in the file': (file) => ({ body: formOf(file, boundary).subarray(0, 400), must: [400, 415, 422] }),
  'nothing but the end': () => ({ body: text(end), must: [400, 422] }),
  'two files': (file) => ({
    body: text(formOf(file, boundary).subarray(0, -(boundary.length + 6)), '\r\n', formOf(file, boundary)),
    must: [400, 422],
  }),
  'a form in a form': (file) => ({
    body: formOf(formOf(file, boundary), 'outer'),
    type: 'multipart/form-data; boundary=outer',
  }),
  'base64 as mail does it': (file) => ({
    body: text(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n`,
      `${file.toString('base64')}\r\n${end}`,
    ),
  }),
  'fields named like members': (file) => ({
    body: text(field('__proto__', 'x'), field('constructor', 'x'), field('toString', 'x'), formOf(file, boundary)),
    must: [400, 422],
  }),
  'random bytes': (_, random) => ({ body: random.bytes(5_000), must: [400, 422] }),
  '15 MB of dashes': () => ({ body: Buffer.alloc(15_000_000, '-') }),
  'almost the boundary': () => ({ body: Buffer.alloc(15_000_000, `\r\n--${boundary.slice(0, -1)}`) }),
};

export const formKinds: readonly Kind[] = Object.entries(forms).map(([name, make]) => ({
  name: `form: ${name}`,
  suits: takesForm,
  times: name === 'a hostile name' ? 6 : 1,
  make: async ({ honest, random, world }) => {
    const { type = `multipart/form-data; boundary=${boundary}`, body, must } = make(world.photo, random);
    return [attemptOf(await honest(), { body, headers: { 'content-type': type }, ...(must && { must }) })];
  },
}));
