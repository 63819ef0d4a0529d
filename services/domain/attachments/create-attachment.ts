import { randomUUID } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { instantOf } from '#workflows/engine/worktime/index.ts';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import { writeAudit } from '../audit.ts';
import { sha256 } from '../canonical-json.ts';
import { requirePermission } from '../cases/permissions.ts';
import type { Context } from '../context.ts';
import type { TenantDb } from '../database.ts';
import { once, type Answer } from '../idempotency.ts';
import type { AttachmentRow } from './attachment.table.ts';
import { storageAway, tooLarge, typeNotAccepted, unreadable } from './attachment-problems.ts';
import type { CleanFile } from './clean-file.ts';
import {
  acceptedTypes,
  maxAttachmentBytes,
  type AcceptedType,
  type AttachmentAnswer,
  type AttachmentType,
} from './schema.ts';
import type { Storage } from './storage.ts';
import type { TakenAt } from './taken-at.ts';

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
 * its file. Throws `too-large` (413), `attachment/type-not-accepted` (415), `attachment/unreadable` (422), `unavailable` (503) where it
 * cannot be kept now.
 */
export async function createAttachment(
  ctx: Context,
  { bytes }: AttachmentInput,
  { idempotencyKey }: { idempotencyKey?: string | undefined } = {},
): Promise<Answer<AttachmentAnswer> & { replayed: boolean }> {
  requirePermission(ctx, 'attachment.create');
  const { storage } = ctx.deps;
  const type = await typeOf(bytes);
  const file = await ctx.deps.fileCleaner.clean(ctx.tenant, { bytes, type });
  const row = rowFor(ctx, file);
  const written = [row.storage_key, ...(row.thumbnail_key === null ? [] : [row.thumbnail_key])];
  try {
    await write(storage, row.storage_key, file.bytes);
    if (row.thumbnail_key !== null) await write(storage, row.thumbnail_key, file.thumbnail!);
    const request = { key: idempotencyKey, operation: 'createAttachment', body: sha256(bytes) };
    const answer = await ctx.inTenant((tx) =>
      once(tx, ctx, request, async () => {
        const taken = await takenAtIn(tx, ctx, file.takenAt);
        await tx
          .insertInto('attachment')
          .values({ ...row, taken_at: taken === null ? null : new Date(taken) })
          .execute();
        await writeAudit(tx, ctx, { action: 'attachment.create', target: `attachment/${row.attachment_id}` });
        const takenAt = taken === null ? null : formatInstant(taken);
        return { status: 201, body: { id: row.attachment_id, type: file.type, size: row.size, takenAt } };
      }),
    );
    if (answer.replayed) await remove(ctx, written);
    return answer;
  } catch (error) {
    await remove(ctx, written);
    throw error;
  }
}

async function typeOf(bytes: Uint8Array): Promise<AcceptedType> {
  if (bytes.length > maxAttachmentBytes) throw tooLarge();
  if (bytes.length === 0) throw unreadable();
  const found = await fileTypeFromBuffer(bytes);
  const type = acceptedTypes.find((accepted) => accepted === found?.mime);
  if (!type) throw typeNotAccepted(found?.mime);
  return type;
}

function rowFor(ctx: Context, file: CleanFile): Omit<AttachmentRow, 'created_at' | 'taken_at'> {
  const id = randomUUID();
  // A folder per tenant, so that one can be erased, and 256 in it, so that none grows too long to list.
  const place = `${ctx.tenant}/${id.slice(0, 2)}/${id}`;
  return {
    tenant_id: ctx.tenant,
    attachment_id: id,
    type: file.type,
    size: file.bytes.length,
    sha256: sha256(file.bytes),
    storage_key: `${place}.${endings[file.type]}`,
    thumbnail_key: file.thumbnail === null ? null : `${place}.thumbnail.webp`,
    created_by: ctx.actor.id,
  };
}

/** Local time is that of the tenant's calendar. */
async function takenAtIn(tx: TenantDb, ctx: Context, taken: TakenAt | null): Promise<number | null> {
  if (taken === null || 'at' in taken) return taken?.at ?? null;
  const { config } = await ctx.deps.configurations.active(tx, await ctx.deps.clock.now(tx));
  const [date, time] = [taken.local.slice(0, 10), taken.local.slice(11, 16)];
  return instantOf(config.calendar, date, time) + Number(taken.local.slice(17, 19)) * 1000;
}

async function write(storage: Storage, key: string, bytes: Uint8Array): Promise<void> {
  await storage.put(key, bytes).catch((error: unknown) => {
    throw storageAway(error);
  });
}

/** What stays behind when this fails too is a file that no row knows: wasted space, nothing else. */
async function remove(ctx: Context, keys: string[]): Promise<void> {
  for (const key of keys)
    await ctx.deps.storage.delete(key).catch((error: unknown) => {
      ctx.deps.log.warn({ key, err: error }, 'a file without a row could not be removed');
    });
}
