import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { cleanImage } from './clean-image.ts';

const codeOf = (error: unknown) => (error instanceof Problem ? error.code : error);

const gps = {
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '42/1 41/1 6/1', GPSLongitudeRef: 'E', GPSLongitude: '126/1 2/1 35/1' },
};

function aPhoto({
  width = 600,
  height = 400,
  orientation,
}: { width?: number; height?: number; orientation?: number } = {}) {
  const image = sharp({ create: { width, height, channels: 3, background: '#888' } });
  const withPlace = orientation === undefined ? image.withExif(gps) : image.withMetadata({ orientation, exif: gps });
  return withPlace.jpeg().toBuffer();
}

describe('a picture that is taken in', () => {
  test('loses the place where it was taken and the camera that took it', async () => {
    const photo = await aPhoto();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const { bytes } = await cleanImage(photo, 'image/jpeg');
    const { exif, xmp, iptc } = await sharp(bytes).metadata();
    expect({ exif, xmp, iptc }).toEqual({ exif: undefined, xmp: undefined, iptc: undefined });
  });

  test('is turned the way it was held', async () => {
    const { bytes } = await cleanImage(await aPhoto({ width: 600, height: 400, orientation: 6 }), 'image/jpeg');
    const { width, height, orientation } = await sharp(bytes).metadata();
    expect({ width, height, orientation }).toEqual({ width: 400, height: 600, orientation: undefined });
  });

  test('gets a thumbnail in WebP that fits into 480 pixels and has no metadata either', async () => {
    const { thumbnail } = await cleanImage(await aPhoto({ width: 1200, height: 600 }), 'image/jpeg');
    const { format, width, height, exif } = await sharp(thumbnail!).metadata();
    expect({ format, width, height, exif }).toEqual({ format: 'webp', width: 480, height: 240, exif: undefined });
  });

  test.each(['image/png', 'image/webp'] as const)('stays %s', async (type) => {
    const source = sharp({ create: { width: 20, height: 20, channels: 4, background: '#0008' } }).withExif(gps);
    const bytes = await (type === 'image/png' ? source.png() : source.webp()).toBuffer();
    const cleaned = await sharp((await cleanImage(bytes, type)).bytes).metadata();
    expect([`image/${cleaned.format}`, cleaned.exif, cleaned.hasAlpha]).toEqual([type, undefined, true]);
  });

  test.each(['jpeg', 'png', 'webp'] as const)('is refused when it is cut off anywhere: %s', async (format) => {
    const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
    const whole = await sharp({ create: { width: 200, height: 150, channels: 3, background: '#888', noise } })
      .toFormat(format)
      .toBuffer();
    for (const part of [0.02, 0.1, 0.5, 0.9, 0.99]) {
      const cut = whole.subarray(0, Math.round(whole.length * part));
      const answer = await cleanImage(cut, `image/${format}`).then(() => 'taken', codeOf);
      expect([part, answer]).toEqual([part, 'attachment/unreadable']);
    }
  });

  test.each([
    ['any camera has', { width: 16_000, height: 8_000 }, (image: Sharp) => image.png({ compressionLevel: 9 }), '120'],
    [
      'one that is unfolded whole may have',
      { width: 8_000, height: 5_001 },
      (image: Sharp) => image.jpeg({ progressive: true }),
      '40',
    ],
    [
      'one that is unfolded whole may have',
      { width: 8_000, height: 5_001 },
      (image: Sharp) => image.png({ progressive: true }),
      '40',
    ],
    [
      'one that is unfolded whole may have',
      { width: 8_000, height: 5_001 },
      (image: Sharp) => image.webp({ effort: 0 }),
      '40',
    ],
  ])(
    'is refused by its header when it has more pixels than %s: %o',
    async (_, size, encode, most) => {
      const plain = sharp({ create: { ...size, channels: 3, background: '#000' }, limitInputPixels: false });
      const bomb = await encode(plain).toBuffer();
      expect(bomb.length).toBeLessThan(2_000_000);
      const type = `image/${(await sharp(bomb, { limitInputPixels: false }).metadata()).format}` as 'image/png';
      await expect(cleanImage(bomb, type)).rejects.toMatchObject({
        code: 'attachment/unreadable',
        detail: { en: expect.stringContaining(`${size.width} × ${size.height} pixels; of its kind ${most} million`) },
      });
    },
    30_000,
  );
});

describe('when a picture was taken', () => {
  const taken = async (photo: Record<string, string>) => {
    const image = sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } });
    return (await cleanImage(await image.withExif({ IFD2: photo }).jpeg().toBuffer(), 'image/jpeg')).takenAt;
  };

  test('is what its camera wrote: an instant where the zone stands beside it, else local time', async () => {
    const digits = { DateTimeOriginal: '2026:03:01 16:15:07' };
    expect(await taken({ ...digits, OffsetTimeOriginal: '+08:00' })).toEqual({ at: Date.UTC(2026, 2, 1, 8, 15, 7) });
    expect(await taken(digits)).toEqual({ local: '2026-03-01T16:15:07' });
    expect(await taken({ ...digits, OffsetTimeOriginal: '   :  ' })).toEqual({ local: '2026-03-01T16:15:07' });
  });

  test.each([
    ['silent', {}],
    ['of a camera whose clock was never set', { DateTimeOriginal: '0000:00:00 00:00:00' }],
    ['of a camera that counts from 1970', { DateTimeOriginal: '1970:01:01 00:00:03' }],
    ['no time at all', { DateTimeOriginal: 'yesterday at noon!!' }],
  ])('is not known from a file that is %s', async (_, photo) => {
    expect(await taken(photo as Record<string, string>)).toBeNull();
  });
});
