import readExif from 'exif-reader';

/** When a picture or film was taken, as its file says: an instant (epoch ms), or local time where it names no zone. */
export type TakenAt = { at: number } | { local: string };

/** From the EXIF of a picture; null where it is silent, broken, or of a camera whose clock was never set. */
export function takenAtOfExif(exif: Uint8Array | undefined): TakenAt | null {
  if (exif === undefined) return null;
  try {
    const { Photo } = readExif(Buffer.from(exif));
    const local = localTime(Photo?.DateTimeOriginal);
    if (local === null) return null;
    const offset: unknown = Photo?.OffsetTimeOriginal;
    const at = typeof offset === 'string' ? Date.parse(`${local}${offset}`) : NaN;
    return Number.isNaN(at) ? { local } : { at };
  } catch {
    return null;
  }
}

/** The reader gives the digits of the local time as if they were UTC. */
function localTime(read: unknown): string | null {
  if (!(read instanceof Date) || Number.isNaN(read.getTime()) || !isPlausible(read.getTime())) return null;
  return read.toISOString().slice(0, 19);
}

/** Later than any clock that was never set starts, and a year that instants may have. */
export function isPlausible(at: number): boolean {
  return at >= Date.UTC(1990, 0, 1) && at < Date.UTC(2199, 11, 31);
}
