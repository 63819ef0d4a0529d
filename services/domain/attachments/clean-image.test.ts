import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cleanImage } from './clean-image.ts';

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

  test('is refused when it is cut off', async () => {
    const photo = await aPhoto({ width: 2000, height: 2000 });
    const half = photo.subarray(0, photo.length / 2);
    await expect(cleanImage(half, 'image/jpeg')).rejects.toMatchObject({ code: 'attachment/unreadable' });
  });

  test('is refused when it would unfold into more pixels than any camera has', async () => {
    const bomb = await sharp({
      create: { width: 16_000, height: 8_000, channels: 3, background: '#000' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(2_000_000);
    await expect(cleanImage(bomb, 'image/png')).rejects.toMatchObject({ code: 'attachment/unreadable' });
  });
});
