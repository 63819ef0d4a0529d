/** A tiny MP4 put together box by box, with a place in every corner where phones, cameras and drones write one. */
export function mp4WithPlaces(): { bytes: Buffer; picture: Buffer; trace: string } {
  const picture = Buffer.from('the picture samples');
  const trace = '+42.6851+126.0432/';
  const head = box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2avc1mp41', 'latin1'));
  const build = (mediaAt: number) => {
    const pictureTrack = track('vide', mediaAt, picture.length);
    const traceTrack = track('meta', mediaAt + picture.length, trace.length);
    const udta = box('udta', box('\xa9xyz', Buffer.from(`\0\x12\x15\xc7${trace}`, 'latin1')));
    const xmp = box('uuid', Buffer.from(`exif:GPSLatitude ${trace}`));
    return Buffer.concat([head, box('moov', box('mvhd', Buffer.alloc(100)), pictureTrack, traceTrack, udta), xmp]);
  };
  const before = build(0).length + 8;
  const media = box('mdat', picture, Buffer.from(trace));
  return { bytes: Buffer.concat([build(before), media]), picture, trace };
}

function track(handler: string, offset: number, size: number): Buffer {
  const hdlr = box('hdlr', words(0, 0), Buffer.from(handler), Buffer.alloc(13));
  const samples = [
    box('stsc', words(0, 1, 1, 1, 1)),
    box('stsz', words(0, 0, 1, size)),
    box('stco', words(0, 1, offset)),
  ];
  return box('trak', box('mdia', hdlr, box('minf', box('stbl', ...samples))));
}

export function box(type: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([words(content.length + 8), Buffer.from(type, 'latin1'), content]);
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
}
