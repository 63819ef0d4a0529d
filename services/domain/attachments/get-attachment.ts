import { sql } from 'kysely';
import { visibleTo } from '../cases/visibility.ts';
import type { Context } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { notFound } from '../problem.ts';
import type { AttachmentRow } from './attachment.table.ts';

export interface AttachmentContent {
  type: string;
  bytes: Uint8Array;
  /** Hex SHA-256 of the whole file as kept, also for its thumbnail: names a version of it for caches. */
  sha256: string;
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
  const bytes = await ctx.deps.storage.getBytes(key);
  return { type: thumbnail ? 'image/webp' : row.type, bytes, sha256: row.sha256 };
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
  const { org } = (await ctx.deps.configurations.active(tx, await ctx.deps.clock.now(tx))).config;
  const { rows } = await sql`
    select from case_attachment a join "case" c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
    where a.tenant_id = ${tenantOf(tx)} and a.attachment_id = ${attachmentId} and ${visibleTo(ctx.actor, org)}
    limit 1`.execute(tx);
  return rows.length > 0;
}

function noSuchFile() {
  return notFound({
    en: 'There is no such file, or it is not for you to see.',
    zh: '没有此文件，或您无权查看。',
  });
}
