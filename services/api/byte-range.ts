export interface ByteRange {
  first: number;
  last: number;
}

export interface RangeRequest {
  range: string | undefined;
  /** The version that the caller holds a part of. */
  ifRange: string | undefined;
  etag: string;
  size: number;
}

/**
 * The part that a caller asks for (RFC 9110, 14): the whole where it names none, several, one in another unit or of another version, and
 * where it cannot be read.
 */
export function byteRange({ range, ifRange, etag, size }: RangeRequest): ByteRange | 'whole' | 'unsatisfiable' {
  const [, from, to] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(range ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole';
  if (ifRange !== undefined && ifRange !== etag) return 'whole';
  if (from !== '' && to !== '' && Number(to) < Number(from)) return 'whole';
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return first < size ? { first, last } : 'unsatisfiable';
}

/** Whether a caller that holds these versions (`If-None-Match`) holds this one. */
export function isHeld(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((held) => ['*', etag].includes(held.trim().replace(/^W\//, '')));
}
