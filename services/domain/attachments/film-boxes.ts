import { boxesIn, type Box } from './mp4-boxes.ts';
import { isPlausible, type TakenAt } from './taken-at.ts';

const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf']);
/** The clocks of films count from 1904. */
const epochSeconds = Date.UTC(1904, 0, 1) / 1000;

/**
 * What the boxes of a whole film say before a library reads it; user data, of which the library would keep the names of tracks, is made
 * blank space. Throws RangeError where one is cut off or claims more samples than the file
 * has bytes.
 */
export function filmHeader(bytes: Buffer): { takenAt: TakenAt | null } {
  let takenAt: TakenAt | null = null;
  for (const box of allBoxes(bytes, 0, bytes.length)) {
    if (box.type === 'mvhd') takenAt = creationTime(bytes, box);
    else if (box.type === 'udta') bytes.write('free', box.start + 4, 'latin1');
    else if (claimedSamples(bytes, box) > bytes.length)
      throw new RangeError(`${box.type} at ${box.start} claims more samples than the file has bytes`);
  }
  return { takenAt };
}

function* allBoxes(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (const box of boxesIn(bytes, from, to)) {
    yield box;
    if (containers.has(box.type)) yield* allBoxes(bytes, box.payload, box.end);
  }
}

function creationTime(bytes: Buffer, { payload }: Box): TakenAt | null {
  const seconds = bytes[payload] === 1 ? Number(bytes.readBigUInt64BE(payload + 4)) : bytes.readUInt32BE(payload + 4);
  const at = (seconds + epochSeconds) * 1000;
  return isPlausible(at) ? { at } : null;
}

function claimedSamples(bytes: Buffer, { type, payload, end }: Box): number {
  switch (type) {
    case 'stsz':
    case 'stz2':
      return bytes.readUInt32BE(payload + 8);
    case 'trun':
      return bytes.readUInt32BE(payload + 4);
    case 'stts':
    case 'ctts': {
      let sum = 0;
      for (let at = payload + 8; at + 8 <= end; at += 8) sum += bytes.readUInt32BE(at);
      return sum;
    }
    case 'stsc': {
      let most = 0;
      for (let at = payload + 8; at + 12 <= end; at += 12)
        most = Math.max(most, bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4));
      return most;
    }
    default:
      return 0;
  }
}
