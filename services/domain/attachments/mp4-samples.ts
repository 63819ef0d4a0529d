import { boxesIn, type Box } from './mp4-boxes.ts';

/** Where in the file the samples of a track lie, from its sample table (`stbl`): chunks (stco, co64), runs (stsc), sizes (stsz). */
export function sampleRanges(bytes: Buffer, stbl: Box): { from: number; to: number }[] {
  const tables = new Map(boxesIn(bytes, stbl.payload, stbl.end).map((box) => [box.type, box]));
  const sizes = sampleSizes(bytes, tables.get('stsz'));
  const perChunk = samplesPerChunk(bytes, tables.get('stsc'));
  const ranges: { from: number; to: number }[] = [];
  let sample = 0;
  for (const [index, offset] of chunkOffsets(bytes, tables).entries()) {
    const count = perChunk(index + 1);
    let length = 0;
    for (let n = 0; n < count && sample < sizes.count; n += 1, sample += 1) length += sizes.of(sample);
    if (length > 0) ranges.push({ from: Math.min(offset, bytes.length), to: Math.min(offset + length, bytes.length) });
  }
  return ranges;
}

function chunkOffsets(bytes: Buffer, tables: Map<string, Box>): number[] {
  const wide = tables.get('co64');
  const table = wide ?? tables.get('stco');
  if (!table) return [];
  const width = wide ? 8 : 4;
  const count = entries(bytes, table, table.payload + 4, table.payload + 8, width);
  return Array.from({ length: count }, (_, n) => {
    const at = table.payload + 8 + n * width;
    return wide ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at);
  });
}

function sampleSizes(bytes: Buffer, table: Box | undefined): { count: number; of: (sample: number) => number } {
  if (!table) return { count: 0, of: () => 0 };
  const fixed = bytes.readUInt32BE(table.payload + 4);
  if (fixed > 0) return { count: bytes.readUInt32BE(table.payload + 8), of: () => fixed };
  const count = entries(bytes, table, table.payload + 8, table.payload + 12, 4);
  return { count, of: (sample) => bytes.readUInt32BE(table.payload + 12 + sample * 4) };
}

/** `stsc` says from which chunk on how many samples lie in each. */
function samplesPerChunk(bytes: Buffer, table: Box | undefined): (chunk: number) => number {
  if (!table) return () => 0;
  const count = entries(bytes, table, table.payload + 4, table.payload + 8, 12);
  const runs = Array.from({ length: count }, (_, n) => {
    const at = table.payload + 8 + n * 12;
    return { first: bytes.readUInt32BE(at), samples: bytes.readUInt32BE(at + 4) };
  });
  return (chunk) => runs.findLast((run) => run.first <= chunk)?.samples ?? 0;
}

/** The stated number of entries; throws RangeError where the table is too short for them. */
function entries(bytes: Buffer, table: Box, countAt: number, dataAt: number, width: number): number {
  const count = bytes.readUInt32BE(countAt);
  if (dataAt + count * width > table.end) throw new RangeError(`table ${table.type} at ${table.start} is too short`);
  return count;
}
