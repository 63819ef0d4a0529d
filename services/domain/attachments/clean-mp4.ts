import { unreadable } from './attachment-problems.ts';
import { blankBox, boxesIn, type Box } from './mp4-boxes.ts';
import { sampleRanges } from './mp4-samples.ts';

/** Boxes that hold other boxes in which metadata may hide. */
const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'dinf', 'mvex', 'moof', 'traf', 'mfra']);
/** Where phones and cameras write place, device and time: user data, metadata, vendor boxes, and what once was one of them. */
const personal = new Set(['udta', 'meta', 'uuid', 'Xtra', 'free', 'skip']);
/** Handlers of tracks that are neither picture nor sound; drones write where they are into subtitles. */
const timedMetadata = new Set(['meta', 'camm', 'gpmd', 'data', 'text', 'sbtl', 'subt']);

/**
 * The same video without location data: boxes of metadata and whole tracks of timed metadata (a camera's GPS trace) become blank space of
 * the same length, so pictures and sound stay where the index says. Throws `attachment/unreadable` for what is no whole MP4.
 */
export function cleanMp4(content: Uint8Array): Uint8Array {
  const bytes = Buffer.from(content);
  try {
    const boxes = boxesIn(bytes, 0, bytes.length);
    if (!boxes.some(({ type }) => type === 'moov')) throw new RangeError('no moov box');
    clean(bytes, boxes);
    return bytes;
  } catch (cause) {
    if (cause instanceof RangeError) throw unreadable(cause);
    throw cause;
  }
}

function clean(bytes: Buffer, boxes: Box[]): void {
  for (const box of boxes) {
    if (personal.has(box.type)) blankBox(bytes, box);
    else if (box.type === 'trak' && isTimedMetadata(bytes, box)) blankTrack(bytes, box);
    else if (containers.has(box.type)) clean(bytes, boxesIn(bytes, box.payload, box.end));
  }
}

function isTimedMetadata(bytes: Buffer, track: Box): boolean {
  const handler = inside(bytes, track, ['mdia', 'hdlr']);
  if (!handler || handler.payload + 12 > handler.end) return false;
  return timedMetadata.has(bytes.toString('latin1', handler.payload + 8, handler.payload + 12));
}

function blankTrack(bytes: Buffer, track: Box): void {
  const table = inside(bytes, track, ['mdia', 'minf', 'stbl']);
  for (const { from, to } of table ? sampleRanges(bytes, table) : []) bytes.fill(0, from, to);
  blankBox(bytes, track);
}

function inside(bytes: Buffer, box: Box, path: string[]): Box | undefined {
  let at: Box | undefined = box;
  for (const type of path) at = at && boxesIn(bytes, at.payload, at.end).find((inner) => inner.type === type);
  return at;
}
