import sharp from 'sharp';

/** A small, real JPEG with a caption, so that what is uploaded can be looked at afterwards. */
export async function makePhoto(caption: string, background: string): Promise<Blob> {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420">
    <rect width="640" height="420" fill="${background}"/>
    <rect y="290" width="640" height="130" fill="#777"/>
    <rect y="350" width="640" height="6" fill="#eee"/>
    <text x="320" y="200" font-size="34" text-anchor="middle" fill="#fff" font-family="sans-serif">${caption}</text>
  </svg>`;
  const jpeg = await sharp(Buffer.from(picture)).jpeg({ quality: 80 }).toBuffer();
  return new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' });
}
