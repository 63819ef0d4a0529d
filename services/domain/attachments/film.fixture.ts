import { readFileSync } from 'node:fs';

/** A film of 0.4 s with sound, taken on 2026-03-01 at 08:15:07 UTC; its index comes last. */
export const film = readFileSync(new URL('./film.fixture.mp4', import.meta.url));

/** The film with a place in every corner where phones, cameras and drones write one. */
export function filmWithPlaces(): { bytes: Buffer; trace: string } {
  const trace = '+42.6851+126.0432/';
  const indexAt = film.indexOf('moov') - 4;
  const [media, index] = [film.subarray(0, indexAt), film.subarray(indexAt + 8)];
  const udta = box(
    'udta',
    box('\xa9xyz', Buffer.from(`\0\x12\x15\xc7${trace}`, 'latin1')),
    box('loci', Buffer.from(trace)),
  );
  const meta = box('meta', words(0), Buffer.from(trace));
  const xmp = box('uuid', Buffer.from(`exif:GPSLatitude ${trace}`));
  const moov = box('moov', index, track('meta', indexAt + 8, trace.length), track('text', indexAt + 8, 4), udta, meta);
  return {
    bytes: Buffer.concat([media, box('mdat', Buffer.from(trace)), moov, xmp, box('free', Buffer.from(trace))]),
    trace,
  };
}

/** The film with its index first, as phones send it on: cut short, it is still listed whole. */
export function filmIndexFirst(): Buffer {
  const indexAt = film.indexOf('moov') - 4;
  const [head, media, index] = [film.subarray(0, 32), film.subarray(32, indexAt), Buffer.from(film.subarray(indexAt))];
  for (let at = index.indexOf('stco'); at >= 0; at = index.indexOf('stco', at + 4))
    for (let n = 0; n < index.readUInt32BE(at + 8); n += 1) {
      const offset = at + 12 + n * 4;
      index.writeUInt32BE(index.readUInt32BE(offset) + index.length, offset);
    }
  return Buffer.concat([head, index, media]);
}

/** 164 bytes that claim four thousand million samples. */
export function claimsOnly(handler: string): Buffer {
  return Buffer.concat([film.subarray(0, 32), box('moov', track(handler, 0, 1, 0xffffffff))]);
}

function track(handler: string, offset: number, size: number, count = 1): Buffer {
  const hdlr = box('hdlr', words(0, 0), Buffer.from(handler), Buffer.alloc(13));
  const samples = [
    box('stsc', words(0, 1, 1, count, 1)),
    box('stsz', words(0, size, count)),
    box('stco', words(0, 1, offset)),
  ];
  return box('trak', box('mdia', hdlr, box('minf', box('stbl', ...samples))));
}

function box(type: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([words(content.length + 8), Buffer.from(type, 'latin1'), content]);
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
}
