/** One box of an ISO base media file (ISO/IEC 14496-12): where it starts, where its payload does, where it ends. */
export interface Box {
  type: string;
  start: number;
  payload: number;
  end: number;
}

/** The boxes side by side in a stretch of bytes. Throws RangeError where sizes do not add up. */
export function* boxesIn(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at < to;) {
    const box = boxAt(bytes, at, to);
    yield box;
    at = box.end;
  }
}

function boxAt(bytes: Buffer, start: number, to: number): Box {
  if (start + 8 > to) throw new RangeError(`box cut off at ${start}`);
  const type = bytes.toString('latin1', start + 4, start + 8);
  const short = bytes.readUInt32BE(start);
  // 0: up to the end of what holds it; 1: the size follows in 64 bits.
  const isLong = short === 1;
  if (isLong && start + 16 > to) throw new RangeError(`box cut off at ${start}`);
  const size = short === 0 ? to - start : isLong ? Number(bytes.readBigUInt64BE(start + 8)) : short;
  const payload = start + (isLong ? 16 : 8);
  const end = start + size;
  if (!(end >= payload && end <= to)) throw new RangeError(`box ${type} at ${start} has an impossible size`);
  return { type, start, payload, end };
}
