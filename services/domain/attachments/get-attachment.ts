import { basename } from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import { sql } from 'kysely';
import { visibleTo } from '../cases/visibility.ts';
import type { Context } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { notFound } from '../problem.ts';
import { storageAway } from './attachment-problems.ts';
import type { AttachmentRow } from './attachment.table.ts';

export interface AttachmentContent {
  type: string;
  /** As a file of it would be called: nothing that anybody wrote. */
  name: string;
  size: number;
  /** Hex SHA-256 of the whole file as kept, also for its thumbnail: names a version of it for caches. */
  sha256: string;
  read(range: { first: number; last: number }): Promise<ReadableStream<Uint8Array>>;
}

/**
 * A file, or its thumbnail (WebP), for whoever uploaded it or sees a case that shows it; for everybody else it is not there (404), nor is a
 * thumbnail of what is no picture.
 */
export async function getAttachment(
  ctx: Context,
  attachmentId: string,
  { thumbnail = false }: { thumbnail?: boolean | undefined } = {},
): Promise<AttachmentContent> {
  const row = await ctx.inTenant((tx) => findVisible(tx, ctx, attachmentId));
  const key = thumbnail ? row?.thumbnail_key : row?.storage_key;
  if (!row || !key) throw noSuchFile();
  const { storage } = ctx.deps;
  const size = await orAway(storage.size(key));
  const read: AttachmentContent['read'] = (range) => orAway(storage.read(key, range));
  return { type: thumbnail ? 'image/webp' : row.type, name: basename(key), size, sha256: row.sha256, read };
}

/** A row always has its file, so where there is none the disk is not there. */
function orAway<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw storageAway(error);
  });
}

async function findVisible(tx: TenantDb, ctx: Context, attachmentId: string): Promise<AttachmentRow | undefined> {
  const found = await tx
    .selectFrom('attachment')
    .selectAll()
    .where('tenant_id', '=', tenantOf(tx))
    .where('attachment_id', '=', attachmentId)
    .executeTakeFirst();
  if (!found || found.created_by === ctx.actor.id) return found;
  return (await isShownTo(tx, ctx, attachmentId)) ? found : undefined;
}

async function isShownTo(tx: TenantDb, ctx: Context, attachmentId: string): Promise<boolean> {
  const { places } = await ctx.deps.configurations.active(tx, await ctx.deps.clock.now(tx));
  const { rows } = await sql`
    select from case_attachment a join "case" c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    where a.tenant_id = ${tenantOf(tx)} and a.attachment_id = ${attachmentId} and ${visibleTo(ctx.actor, places)}
    limit 1`.execute(tx);
  return rows.length > 0;
}

function noSuchFile() {
  return notFound({
    en: 'There is no such file, or it is not for you to see.',
    zh: '没有此文件，或您无权查看。',
  });
}
