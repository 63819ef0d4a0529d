import sharp, { type Metadata, type Sharp } from 'sharp';
import { tooManyPixels, unreadable } from './attachment-problems.ts';
import type { CleanFile } from './clean-file.ts';
import type { AttachmentType } from './schema.ts';
import { takenAtOfExif } from './taken-at.ts';

type ImageType = Extract<AttachmentType, `image/${string}`>;

/** The largest phone cameras take 108 megapixels; a small file that unfolds into more is an attack on memory. */
const maxPixels = 120_000_000;
/** Such a picture has to be unfolded whole, where the others go through line by line. */
const maxPixelsWhole = 40_000_000;
/** Above it, finding the best code for a JPEG costs more memory than it saves room. */
const maxPixelsOptimised = 16_000_000;
const thumbnailSide = 480;

// One picture at a time runs in this process, and none comes twice.
sharp.cache(false);
sharp.concurrency(1);

/** The picture turned the way it was held, without any metadata (place, camera, time), and a thumbnail in WebP. */
export async function cleanImage(bytes: Uint8Array, type: ImageType): Promise<Omit<CleanFile, 'type'>> {
  const metadata = await decoded(sharp(bytes, { limitInputPixels: false }).metadata());
  const pixels = requireFewPixels(metadata);
  const options = { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true } as const;
  const upright = sharp(bytes, options).autoOrient();
  // Writing without withMetadata() drops EXIF, XMP and IPTC; colours become sRGB.
  const cleaned = await decoded(encode(upright, type, pixels).toBuffer());
  const thumbnail = await decoded(
    sharp(cleaned, options)
      .resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer(),
  );
  return { bytes: cleaned, thumbnail, takenAt: takenAtOfExif(metadata.exif) };
}

function requireFewPixels({ width, height, format, isProgressive }: Metadata): number {
  const max = isProgressive || format === 'webp' ? maxPixelsWhole : maxPixels;
  if (width * height > max) throw tooManyPixels(width, height, max);
  return width * height;
}

async function decoded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw unreadable(cause);
  }
}

function encode(image: Sharp, type: ImageType, pixels: number): Sharp {
  switch (type) {
    case 'image/jpeg':
      return image.jpeg({ quality: 88, optimiseCoding: pixels <= maxPixelsOptimised });
    case 'image/png':
      return image.png();
    case 'image/webp':
      return image.webp({ quality: 88 });
  }
}
