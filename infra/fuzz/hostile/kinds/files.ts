import { crc32, deflateSync } from 'node:zlib';
import { takesForm, type Kind } from '../attempt.ts';
import { attemptOf } from '../honest.ts';

/** Files that claim to be more than they are. */

const u16 = (value: number) => Buffer.from([(value >> 8) & 255, value & 255]);
const u32 = (value: number) =>
  Buffer.from([(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
const join = (...parts: (Buffer | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));

const chunk = (type: string, data: Buffer) => {
  const named = join(type, data);
  return join(u32(data.length), named, u32(crc32(named)));
};
function png(width: number, height: number, rows: Buffer, ...more: Buffer[]): Buffer {
  const header = join(u32(width), u32(height), Buffer.from([1, 0, 0, 0, 0]));
  return join(
    '\x89PNG\r\n\x1a\n',
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  );
}
const blankRows = (width: number, height: number) => Buffer.alloc((Math.ceil(width / 8) + 1) * height);

/** A frame of three components, and scans of which each goes over all of it. */
function jpeg(marker: number, width: number, height: number, scans: number): Buffer {
  const components = Buffer.from([3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]);
  const frame = join(Buffer.from([0xff, marker]), u16(17), Buffer.from([8]), u16(height), u16(width), components);
  const tables = join(Buffer.from([0xff, 0xdb]), u16(67), Buffer.alloc(65, 1).fill(0, 0, 1));
  const lengths = Buffer.alloc(16);
  lengths[0] = 1;
  const codes = join(Buffer.from([0xff, 0xc4]), u16(20), Buffer.from([0]), lengths, Buffer.from([0]));
  const acCodes = join(Buffer.from([0xff, 0xc4]), u16(20), Buffer.from([0x10]), lengths, Buffer.from([0]));
  const scan = join(Buffer.from([0xff, 0xda]), u16(8), Buffer.from([1, 1, 0, 0, 0, 0]), Buffer.alloc(20));
  return join('\xff\xd8', tables, frame, codes, acCodes, ...Array.from({ length: scans }, () => scan), '\xff\xd9');
}

const box = (type: string, ...inner: (Buffer | string)[]) => {
  const content = join(...inner);
  return join(u32(content.length + 8), type, content);
};
const brand = box('ftyp', 'isom', u32(512), 'isomiso2avc1mp41');
const nest = (type: string, depth: number, inside: Buffer): Buffer =>
  Array.from({ length: depth }).reduce<Buffer>((inner) => box(type, inner), inside);
const table = (type: string, ...numbers: number[]) => box(type, u32(0), ...numbers.map(u32));
const movie = (...tables: Buffer[]) =>
  join(
    brand,
    box('moov', box('trak', box('mdia', box('minf', box('stbl', ...tables))))),
    box('mdat', Buffer.alloc(64)),
  );

const pdf = (...objects: string[]) => join('%PDF-1.7\n', ...objects, 'trailer << /Root 1 0 R >>\n%%EOF\n');
const exifLoop = join(
  ...['\xff\xd8\xff\xe1', u16(40), 'Exif\0\0MM\0*', u32(8), u16(1), u16(0x8769), u16(4), u32(1), u32(8), u32(8)],
  Buffer.alloc(6),
);

/** Made when first sent, and kept: the sender must not stall over what the server is to be tried with. */
const files: Record<string, (photo: Buffer) => Buffer> = {
  'MP4 of 2^32 samples': () =>
    movie(table('stsz', 0, 0xffffffff), table('stts', 0xffffffff, 0xffffffff, 1), table('stco', 0xffffffff)),
  'MP4 of 2^32 chunks': () =>
    movie(table('stsz', 1, 0xffffffff), table('stsc', 0xffffffff, 1, 1, 1), table('co64', 0xffffffff, 0)),
  'MP4 with sizes of nothing': () => join(brand, u32(0), 'moov', u32(1), 'trak', u32(0), u32(0), u32(7), 'free'),
  'MP4 nested 5,000 deep': () => join(brand, nest('moov', 5_000, Buffer.alloc(8))),
  'MP4 of 200,000 boxes': () => join(brand, Buffer.alloc(1_600_000, join(u32(8), 'free'))),
  'MP4 box longer than the file': () => join(brand, u32(1), 'mdat', u32(0xffffffff), u32(0xffffffff)),
  'MP4 metadata without end': () =>
    join(brand, box('moov', box('udta', u32(0x7fffffff), '\xa9xyz', u16(65_535), 'x'.repeat(50)))),
  'progressive JPEG of 30,000²': () => jpeg(0xc2, 30_000, 30_000, 1),
  'progressive JPEG of 10,900²': () => jpeg(0xc2, 10_900, 10_900, 10),
  'JPEG of 3,000 scans': () => jpeg(0xc2, 4_000, 4_000, 3_000),
  'JPEG of 65,535²': () => jpeg(0xc0, 65_535, 65_535, 1),
  'JPEG of no size': () => jpeg(0xc0, 0, 0, 1),
  'JPEG with 10 MB of comments': (photo) =>
    join(
      photo.subarray(0, 2),
      Buffer.alloc(10_000_000, join('\xff\xfe', u16(1_000), Buffer.alloc(998, 'c'))).subarray(0, 9_990_000),
      photo.subarray(2),
    ),
  'JPEG whose EXIF goes in circles': (photo) => join(exifLoop, photo.subarray(2)),
  'JPEG cut in the middle': (photo) => photo.subarray(0, photo.length / 2),
  'JPEG and PDF at once': (photo) => join(photo, pdf('1 0 obj << /Type /Catalog >> endobj\n')),
  'PNG bomb of 20,000²': () => png(20_000, 20_000, blankRows(20_000, 20_000)),
  'PNG of 2^31 pixels a row': () => png(0x7fffffff, 0x7fffffff, Buffer.alloc(10)),
  'PNG with a profile of 100 MB': () =>
    png(8, 8, blankRows(8, 8), chunk('iCCP', join('p\0\0', deflateSync(Buffer.alloc(100_000_000))))),
  'PNG with a text of 100 MB': () =>
    png(8, 8, blankRows(8, 8), chunk('zTXt', join('Comment\0\0', deflateSync(Buffer.alloc(100_000_000))))),
  'PNG of 100,000 chunks': () => png(8, 8, blankRows(8, 8), Buffer.alloc(1_300_000, chunk('tEXt', Buffer.from('a')))),
  'WebP that claims 16,383²': () =>
    join(
      'RIFF',
      u32(0x1e000000),
      'WEBPVP8L',
      u32(0x12000000),
      Buffer.from([0x2f, 0xfe, 0xff, 0xff, 0x0f]),
      Buffer.alloc(13),
    ),
  'PDF cut short': () => pdf('1 0 obj << /Type /Catalog >> endobj\n').subarray(0, 40),
  'PDF bomb': () => {
    const inner = deflateSync(deflateSync(Buffer.alloc(100_000_000)));
    return join(
      pdf('1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n').subarray(0, -40),
      `2 0 obj << /Filter [/FlateDecode /FlateDecode] /Length ${inner.length} >> stream\n`,
      inner,
      '\nendstream endobj\n%%EOF\n',
    );
  },
  'PDF in circles': () =>
    pdf('1 0 obj << /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Length 1 0 R /Prev 9 >> endobj\nstartxref\n9\n'),
  'PDF of 300,000 objects': () =>
    pdf(Array.from({ length: 300_000 }, (_, index) => `${index} 0 obj null endobj\n`).join('')),
  'PDF nested 100,000 deep': () => pdf(`1 0 obj ${'<< /A '.repeat(100_000)}${'>>'.repeat(100_000)} endobj\n`),
  'PDF with a script': () => pdf('1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj\n'),
  'SVG that reads a file': () =>
    Buffer.from('<?xml version="1.0"?><!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg>&e;</svg>'),
  'HEIC of nothing': () =>
    join(box('ftyp', 'heic', u32(0), 'mif1heic'), box('meta', u32(0), box('iloc', u32(0xffffffff)))),
  'GIF of 65,535²': () => join('GIF89a', Buffer.from([255, 255, 255, 255, 0x80, 0, 0]), Buffer.alloc(6), ','),
  'TIFF in circles': () => join('II*\0', Buffer.from([8, 0, 0, 0, 0, 0, 8, 0, 0, 0])),
  'a ZIP': () => join('PK\x03\x04', Buffer.alloc(200)),
  '20 MB of nothing': () => Buffer.alloc(20 * 1024 * 1024),
  'a byte too many': () => Buffer.alloc(20 * 1024 * 1024 + 1),
};

const made = new Map<string, Buffer>();

const whole: Kind[] = Object.entries(files).map(([name, make]) => ({
  name: `file: ${name}`,
  suits: takesForm,
  make: async ({ honest, world }) => {
    const file = made.get(name) ?? make(world.photo);
    made.set(name, file);
    return [attemptOf({ ...(await honest()), form: file })];
  },
}));

const flipped: Kind = {
  name: 'file: some bytes changed',
  suits: takesForm,
  times: 10,
  make: async ({ honest, random, world }) => {
    const [, make] = random.pick(
      Object.entries(files).filter(([name]) => /^(MP4|JPEG|PDF in|PDF with|HEIC|WebP)/.test(name)),
    );
    const file = Buffer.from(random.chance(0.5) ? world.photo : make(world.photo)).subarray(0, 100_000);
    for (let times = 1 + random.below(12); times > 0; times -= 1) file[random.below(file.length)] = random.below(256);
    return [attemptOf({ ...(await honest()), form: file })];
  },
};

const together: Kind = {
  name: 'file: eight large pictures at once',
  suits: takesForm,
  make: async ({ honest, world }) => {
    const names = ['progressive JPEG of 10,900²', 'PNG bomb of 20,000²', 'JPEG of 3,000 scans'];
    const pictures = Array.from({ length: 8 }, (_, index) => names[index % names.length]!);
    return Promise.all(
      pictures.map(async (name) => {
        const file = made.get(name) ?? files[name]!(world.photo);
        made.set(name, file);
        return attemptOf({ ...(await honest()), form: file });
      }),
    );
  },
};

export const fileKinds: readonly Kind[] = [...whole, flipped, together];
