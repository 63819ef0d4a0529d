import { boxesIn } from './mp4-boxes.ts';

/** The pictures inside other files, cleaned without being coded anew: whoever reads them knows how their colours are meant. */

const [startOfImage, endOfImage, startOfScan] = [0xd8, 0xd9, 0xda];

/** A JPEG without what its camera or editor wrote beside the picture, and without what follows its end. */
export function cleanJpeg(bytes: Buffer): Uint8Array {
  if (bytes.readUInt16BE(0) !== 0xff00 + startOfImage) throw new RangeError('no JPEG');
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  for (let at = 2; at < bytes.length;) {
    const marker = bytes.readUInt16BE(at) - 0xff00;
    if (marker === endOfImage) {
      kept.push(bytes.subarray(at, at + 2));
      break;
    }
    // A marker may be preceded by any number of filling bytes.
    if (marker === 0xff) at += 1;
    else {
      if (marker < 0xc0 || marker > 0xfe) throw new RangeError(`no marker at ${at}`);
      const end = at + 2 + bytes.readUInt16BE(at + 2);
      const next = marker === startOfScan ? endOfScan(bytes, end) : end;
      if (isOfPicture(marker, bytes.subarray(at + 4, end))) kept.push(bytes.subarray(at, next));
      at = next;
    }
  }
  return Buffer.concat(kept);
}

/** Everything but what applications and people add: of that only how colours are meant. */
function isOfPicture(marker: number, payload: Buffer): boolean {
  const begins = (text: string) => payload.toString('latin1', 0, text.length) === text;
  if (marker === 0xe0) return begins('JFIF\0');
  if (marker === 0xe2) return begins('ICC_PROFILE\0');
  if (marker === 0xee) return begins('Adobe');
  return marker < 0xe0 || (marker > 0xef && marker !== 0xfe);
}

/** The next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

/** A JPEG 2000 file without its boxes of text; a bare code stream has none. */
export function cleanJp2(bytes: Buffer): Uint8Array {
  if (bytes.readUInt16BE(0) === 0xff4f) return bytes;
  const added = ['xml ', 'uuid', 'uinf', 'asoc', 'jp2i'];
  return Buffer.concat(
    [...boxesIn(bytes, 0, bytes.length)]
      .filter(({ type }) => !added.includes(type))
      .map(({ start, end }) => bytes.subarray(start, end)),
  );
}
