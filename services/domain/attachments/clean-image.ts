import sharp, { type Sharp } from 'sharp';
import { createGate } from './gate.ts';
import { unreadable } from './attachment-problems.ts';
import type { AttachmentType } from './schema.ts';

export interface CleanFile {
  bytes: Uint8Array;
  thumbnail: Uint8Array | null;
}

/** The largest phone cameras take 108 megapixels; a small file that unfolds into more is an attack on memory. */
const maxPixels = 120_000_000;
type ImageType = Extract<AttachmentType, `image/${string}`>;
const thumbnailSide = 480;

/** Decoded, the largest one takes some 400 MB. */
const atOnce = createGate(2);

/**
 * The picture turned the way it was held, without any metadata (place, camera, time), and a thumbnail in WebP.
 * Throws `attachment/unreadable` for what cannot be decoded whole.
 */
export function cleanImage(bytes: Uint8Array, type: ImageType): Promise<CleanFile> {
  return atOnce(() => clean(bytes, type));
}

async function clean(bytes: Uint8Array, type: ImageType): Promise<CleanFile> {
  try {
    const upright = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true })
      .timeout({ seconds: 30 })
      .rotate();
    // Writing without withMetadata() drops EXIF, XMP and IPTC; colours become sRGB.
    const cleaned = await encode(upright, type).toBuffer();
    const thumbnail = await sharp(cleaned, { limitInputPixels: maxPixels })
      .resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer();
    return { bytes: cleaned, thumbnail };
  } catch (cause) {
    throw unreadable(cause);
  }
}

function encode(image: Sharp, type: ImageType): Sharp {
  switch (type) {
    case 'image/jpeg':
      return image.jpeg({ quality: 88 });
    case 'image/png':
      return image.png();
    case 'image/webp':
      return image.webp({ quality: 88 });
  }
}
