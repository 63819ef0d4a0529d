import { randomUUID } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { writeAudit } from '../audit.ts';
import { sha256 } from '../canonical-json.ts';
import { requirePermission } from '../cases/permissions.ts';
import type { Context } from '../context.ts';
import { once, type Answer } from '../idempotency.ts';
import type { AttachmentRow } from './attachment.table.ts';
import { tooLarge, typeNotAccepted, unreadable } from './attachment-problems.ts';
import { cleanImage, type CleanFile } from './clean-image.ts';
import { cleanMp4 } from './clean-mp4.ts';
import { attachmentTypes, maxAttachmentBytes, type AttachmentAnswer, type AttachmentType } from './schema.ts';

export interface AttachmentInput {
  /** The file as it came; its name and stated type are not believed. */
  bytes: Uint8Array;
}

const endings: Record<AttachmentType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
};

/**
 * Takes a file in: type by content, location data removed, thumbnail of a picture. The file is written before its row, so a row always has
 * its file. Throws `too-large` (413), `attachment/type-not-accepted` (415), `attachment/unreadable` (422).
 */
export async function createAttachment(
  ctx: Context,
  { bytes }: AttachmentInput,
  { idempotencyKey }: { idempotencyKey?: string | undefined } = {},
): Promise<Answer<AttachmentAnswer> & { replayed: boolean }> {
  requirePermission(ctx, 'attachment.create');
  const { storage } = ctx.deps;
  const type = await typeOf(bytes);
  const file = await cleaned(bytes, type);
  const row = rowFor(ctx, type, file);
  const written = [row.storage_key, ...(row.thumbnail_key === null ? [] : [row.thumbnail_key])];
  try {
    await storage.put(row.storage_key, file.bytes, { contentType: type });
    if (row.thumbnail_key !== null)
      await storage.put(row.thumbnail_key, file.thumbnail!, { contentType: 'image/webp' });
    const request = { key: idempotencyKey, operation: 'createAttachment', body: sha256(bytes) };
    const answer = await ctx.inTenant((tx) =>
      once(tx, ctx, request, async () => {
        await tx.insertInto('attachment').values(row).execute();
        await writeAudit(tx, ctx, { action: 'attachment.create', target: `attachment/${row.attachment_id}` });
        return { status: 201, body: { id: row.attachment_id, type, size: row.size } };
      }),
    );
    if (answer.replayed) await remove(ctx, written);
    return answer;
  } catch (error) {
    await remove(ctx, written);
    throw error;
  }
}

async function typeOf(bytes: Uint8Array): Promise<AttachmentType> {
  if (bytes.length > maxAttachmentBytes) throw tooLarge();
  if (bytes.length === 0) throw unreadable();
  const found = await fileTypeFromBuffer(bytes);
  const type = attachmentTypes.find((accepted) => accepted === found?.mime);
  if (!type) throw typeNotAccepted(found?.mime);
  return type;
}

function cleaned(bytes: Uint8Array, type: AttachmentType): Promise<CleanFile> | CleanFile {
  if (type === 'application/pdf') return { bytes, thumbnail: null };
  if (type === 'video/mp4') return { bytes: cleanMp4(bytes), thumbnail: null };
  return cleanImage(bytes, type);
}

function rowFor(ctx: Context, type: AttachmentType, file: CleanFile): Omit<AttachmentRow, 'created_at'> {
  const id = randomUUID();
  // A folder per tenant, so that one can be erased, and 256 in it, so that none grows too long to list.
  const place = `${ctx.tenant}/${id.slice(0, 2)}/${id}`;
  return {
    tenant_id: ctx.tenant,
    attachment_id: id,
    type,
    size: file.bytes.length,
    sha256: sha256(file.bytes),
    storage_key: `${place}.${endings[type]}`,
    thumbnail_key: file.thumbnail === null ? null : `${place}.thumbnail.webp`,
    created_by: ctx.actor.id,
  };
}

/** What stays behind when this fails too is a file that no row knows: wasted space, nothing else. */
async function remove(ctx: Context, keys: string[]): Promise<void> {
  for (const key of keys)
    await ctx.deps.storage.delete(key).catch((error: unknown) => {
      ctx.deps.log.warn({ key, err: error }, 'a file without a row could not be removed');
    });
}
