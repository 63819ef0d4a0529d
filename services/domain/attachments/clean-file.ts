import type { AcceptedType, AttachmentType } from './schema.ts';
import { cleanImage } from './clean-image.ts';
import { cleanPdf } from './clean-pdf.ts';
import { cleanFilm } from './clean-film.ts';
import type { TakenAt } from './taken-at.ts';

export interface CleanFile {
  type: AttachmentType;
  bytes: Uint8Array;
  thumbnail: Uint8Array | null;
  takenAt: TakenAt | null;
}

/** The file without its metadata. Throws `attachment/unreadable` for what cannot be read whole. */
export async function cleanFile(bytes: Uint8Array, type: AcceptedType): Promise<CleanFile> {
  switch (type) {
    case 'image/jpeg':
    case 'image/png':
    case 'image/webp':
      return { type, ...(await cleanImage(bytes, type)) };
    case 'application/pdf':
      return { type, ...(await cleanPdf(bytes)) };
    case 'video/mp4':
    case 'video/quicktime':
      return { type: 'video/mp4', ...(await cleanFilm(bytes)) };
  }
}
