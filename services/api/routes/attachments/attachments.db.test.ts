import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { film } from '#services/domain/attachments/film.fixture.ts';
import { paper } from '#services/domain/attachments/pdf.fixture.ts';
import type { Answered, Ask } from '../../testing-client.ts';
import { anApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let worker: Ask;
let picture: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  api = await anApi();
  worker = await api.as('grid-worker');
  const place = { IFD3: { GPSLatitude: '42/1 41/1 0/1', GPSLatitudeRef: 'N' } };
  const plain = sharp({ create: { width: 1200, height: 900, channels: 3, background: '#48a' } });
  picture = Uint8Array.from(await plain.withExif(place).jpeg().toBuffer());
});

function form(entries: Record<string, Blob | string>): FormData {
  const filled = new FormData();
  for (const [name, value] of Object.entries(entries))
    if (typeof value === 'string') filled.set(name, value);
    else filled.set(name, value, 'photo.jpg');
  return filled;
}

const upload = (bytes: Uint8Array<ArrayBuffer>, type = 'image/jpeg') => form({ file: new Blob([bytes], { type }) });

async function countFiles(): Promise<number> {
  const { rows } = await api.tenant.inTenant((tx) =>
    sql<{ n: number }>`select count(*)::int as n from attachment`.execute(tx),
  );
  return rows[0]!.n;
}

test('a photo is taken in, read again without its place, and shown small', async () => {
  const made = await worker('/v1/attachments', { body: upload(picture) });
  expect([made.status, made.body.type, made.headers.get('location')]).toEqual([
    201,
    'image/jpeg',
    `/v1/attachments/${made.body.id}`,
  ]);
  const read = await worker(`/v1/attachments/${made.body.id}`);
  expect([read.status, read.headers.get('content-type'), read.body.byteLength]).toEqual([
    200,
    'image/jpeg',
    made.body.size,
  ]);
  expect((await sharp(picture).metadata()).exif).toBeDefined();
  expect((await sharp(read.body).metadata()).exif).toBeUndefined();
  for (const query of ['thumbnail', 'thumbnail=true']) {
    const small = await worker(`/v1/attachments/${made.body.id}?${query}`);
    expect([small.headers.get('content-type'), (await sharp(small.body).metadata()).width < 600]).toEqual([
      'image/webp',
      true,
    ]);
  }
  expect(read.headers.get('content-security-policy')).toContain('sandbox');
  const etag = read.headers.get('etag')!;
  const same = await worker(`/v1/attachments/${made.body.id}`, { headers: { 'if-none-match': etag } });
  expect([same.status, same.body.byteLength]).toEqual([304, 0]);
});

test('a film is played by parts, and its head is told alone', async () => {
  const made = await worker('/v1/attachments', { body: upload(Uint8Array.from(film), 'video/mp4') });
  const ask = (headers: Record<string, string>, method = 'GET') =>
    worker(`/v1/attachments/${made.body.id}`, { method, headers });
  const whole = await ask({});
  const { size, id } = made.body;
  const etag = whole.headers.get('etag')!;
  const told = (answer: Answered) => [
    answer.status,
    answer.headers.get('content-length'),
    answer.headers.get('content-range'),
  ];
  expect(told(whole)).toEqual([200, String(size), null]);
  expect(whole.headers.get('accept-ranges')).toBe('bytes');
  expect(whole.headers.get('content-disposition')).toBe(`inline; filename="${id}.mp4"`);
  const part = await ask({ range: 'bytes=100-299' });
  expect(told(part)).toEqual([206, '200', `bytes 100-299/${size}`]);
  expect(part.body).toEqual(whole.body.subarray(100, 300));
  expect(told(await ask({ range: 'bytes=0-1', 'if-range': etag }))).toEqual([206, '2', `bytes 0-1/${size}`]);
  expect(told(await ask({ range: 'bytes=0-1', 'if-range': '"other"' }))).toEqual([200, String(size), null]);
  expect(told(await ask({ range: 'bytes=0-1,4-5' }))).toEqual([200, String(size), null]);
  const behind = await ask({ range: `bytes=${size}-` });
  expect(told(behind)).toEqual([416, null, `bytes */${size}`]);
  expect(behind.body.code).toBe('range-not-satisfiable');
  const head = await ask({ range: 'bytes=0-1' }, 'HEAD');
  expect([...told(head), head.headers.get('content-type'), head.body.byteLength]).toEqual([
    200,
    String(size),
    null,
    'video/mp4',
    0,
  ]);
});

test('the same key and file are one attachment', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const before = await countFiles();
  const first = await worker('/v1/attachments', { body: upload(picture), headers });
  const again = await worker('/v1/attachments', { body: upload(picture), headers });
  expect([again.status, again.headers.get('idempotent-replayed'), again.body]).toEqual([201, 'true', first.body]);
  const other = await worker('/v1/attachments', { body: upload(picture.slice(0, -2)), headers });
  expect([422]).toContain(other.status);
  expect(await countFiles()).toBe(before + 1);
});

test('only the uploader and who sees a case with it may read it', async () => {
  const { id } = (await worker('/v1/attachments', { body: upload(picture) })).body;
  const officer = await api.as('chengguan');
  expect((await officer(`/v1/attachments/${id}`)).status).toBe(404);
  const report = {
    item: 'E03',
    description: '兴工路口多家摊贩占道',
    location: { unit: 'dongfeng-xinggong' },
    channel: 'grid_app',
    photos: [id],
  };
  const made = await worker('/v1/cases', { body: report });
  expect([made.status, made.body.photos, made.body.flags]).toEqual([201, [id], []]);
  expect((await officer(`/v1/attachments/${id}`)).status).toBe(200);
  expect((await (await api.as('resident'))(`/v1/attachments/${id}`)).status).toBe(404);
});

test.each([
  [
    'a photo that is not a photo',
    () => upload(new TextEncoder().encode('<html>not a photo</html>')),
    415,
    'attachment/type-not-accepted',
  ],
  ['a photo that is cut off', () => upload(picture.slice(0, 900)), 422, 'attachment/unreadable'],
  ['an empty file', () => upload(new Uint8Array()), 422, 'attachment/unreadable'],
  ['a text in place of the file', () => form({ file: 'photo' }), 422, 'validation'],
  ['a form without the file', () => form({ flie: new Blob(['x']) }), 422, 'validation'],
  ['a field that is not known', () => form({ file: new Blob([picture]), title: 'x' }), 422, 'validation'],
] as const)('%s is refused and not kept', async (_, body, status, code) => {
  const before = await countFiles();
  const answer = await worker('/v1/attachments', { body: body() });
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(await countFiles()).toBe(before);
});

test('a form that says another thing than it is, or is no form, is refused', async () => {
  const broken = await worker('/v1/attachments', {
    body: 'no form',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  });
  expect([broken.status, broken.body.code]).toEqual([400, 'bad-request']);
  for (const type of ['application/json', 'image/jpeg', 'multipart/form-data']) {
    const answer = await worker('/v1/attachments', { body: 'x', headers: { 'content-type': type } });
    expect([type, answer.status, answer.body.code]).toEqual([type, 415, 'unsupported-media-type']);
  }
});

/** A form written by hand around the picture. */
function written(before: string, after = '\r\n--b--\r\n'): Blob {
  return new Blob([before, picture, after]);
}
const sendWritten = (body: Blob, type = 'multipart/form-data; boundary=b') =>
  worker('/v1/attachments', { body, headers: { 'content-type': type } });

test.each([
  [
    'as .NET does',
    "--b\r\nContent-Disposition: form-data; name=file; filename=a.jpg; filename*=utf-8''%E7%85%A7.jpg\r\n\r\n",
  ],
  ['with the encoded name alone', "--b\r\nContent-Disposition: form-data; name=file; filename*=utf-8''a.jpg\r\n\r\n"],
  [
    'without blanks',
    '--b\r\ncontent-disposition:form-data;name="file";filename="a.jpg"\r\ncontent-type:image/jpeg\r\n\r\n',
  ],
  ['without a file name', '--b\r\nContent-Disposition: form-data; name=file\r\nContent-Type: image/jpeg\r\n\r\n'],
  ['with a preamble', 'This is a form.\r\n--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n'],
])('a form written %s is read', async (_, before) => {
  for (const type of ['multipart/form-data; boundary=b', 'Multipart/Form-Data;boundary="b"']) {
    expect((await sendWritten(written(before, '\r\n--b--\r\nAn epilogue.'), type)).status).toBe(201);
    expect((await sendWritten(written(before, '\r\n--b--'), type)).status).toBe(201);
  }
});

const head = '--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n';
test.each([
  ['that breaks off', () => written(head, ''), /breaks off.*--b--/],
  ['with another boundary', () => written(head.replace('--b', '--c'), '\r\n--c--\r\n'), /“b”.*nowhere/],
  ['with LF alone', () => new Blob([head.replaceAll('\r', ''), 'x\n--b--\n']), /CR LF/],
  ['without anything', () => new Blob([]), /empty/],
])('a form %s is told so', async (_, body, says) => {
  const answer = await sendWritten(body());
  expect([answer.status, answer.body.detail]).toEqual([400, expect.stringMatching(says)]);
  const chinese = await worker('/v1/attachments', {
    body: body(),
    headers: { 'content-type': 'multipart/form-data; boundary=b', 'accept-language': 'zh' },
  });
  expect(chinese.body.detail).toMatch(/\p{Script=Han}/u);
});

test.each([
  ['two hundred thousand parts', '--b\r\nContent-Disposition: form-data; name=x\r\n\r\nx\r\n'.repeat(200_000)],
  ['a million boundaries', '--b\r\n'.repeat(1_000_000)],
  ['a text as long as a file', `--b\r\nContent-Disposition: form-data; name=x\r\n\r\n${'x'.repeat(1_000_000)}\r\n`],
])('a form of %s is refused at the first too many', async (_, before) => {
  const answer = await sendWritten(written(before));
  expect([answer.status, answer.body.code]).toEqual([413, 'too-large']);
});

test('the Content-Type without a boundary is told so', async () => {
  const answer = await sendWritten(written(head), 'multipart/form-data; charset=utf-8');
  expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining('names no boundary')]);
});

test('twenty megabytes are enough, one more byte is too much', async () => {
  const whole = await paper();
  const padded = (bytes: number) => {
    const [head, rest] = [Buffer.from('%PDF-1.7\n%'), whole.subarray(whole.indexOf('\n'))];
    const padding = Buffer.alloc(bytes - head.length - rest.length, 'x');
    return upload(Uint8Array.from(Buffer.concat([head, padding, rest])), 'application/pdf');
  };
  const limit = 20 * 1024 * 1024;
  expect((await worker('/v1/attachments', { body: padded(limit) })).status).toBe(201);
  const over = await worker('/v1/attachments', { body: padded(limit + 1) });
  expect([over.status, over.body.code]).toEqual([413, 'too-large']);
});
