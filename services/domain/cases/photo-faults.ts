import type { Actor } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import type { InputFault } from '../problem.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Photos must have been uploaded before, by whoever names them now: an id alone opens nobody else's file. */
export async function photoFaults(
  tx: TenantDb,
  actor: Actor,
  named: { pointer: string; photos: readonly string[] }[],
): Promise<InputFault[]> {
  const ids = named.flatMap(({ photos }) => photos.filter((id) => uuid.test(id)));
  const known = ids.length === 0 ? new Map<string, string>() : await typesOf(tx, actor, ids);
  return named.flatMap(({ pointer, photos }) =>
    photos.flatMap((id, i) => {
      const type = known.get(id.toLowerCase());
      if (type === undefined) return [{ pointer: `${pointer}/${i}`, detail: notUploaded }];
      return /^(image|video)\//.test(type) ? [] : [{ pointer: `${pointer}/${i}`, detail: noPicture(type) }];
    }),
  );
}

/** A file named twice is one photo; ids differ in nothing by their case. */
export function eachPhotoOnce(photos: readonly string[]): string[] {
  return [...new Set(photos.map((id) => id.toLowerCase()))];
}

async function typesOf(tx: TenantDb, actor: Actor, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('attachment')
    .select(['attachment_id', 'type'])
    .where('tenant_id', '=', tenantOf(tx))
    .where('attachment_id', 'in', ids)
    .where('created_by', '=', actor.id)
    .execute();
  return new Map(rows.map((row) => [row.attachment_id, row.type]));
}

const notUploaded = {
  en: 'You have uploaded no file with this id. Upload it with POST /v1/attachments and give the id that it answers.',
  zh: '您没有上传过此编号的文件。请先用 POST /v1/attachments 上传，再填写返回的 id。',
};

function noPicture(type: string) {
  return { en: `A picture or film is wanted here, this is ${type}.`, zh: `此处需要照片或视频，该文件为 ${type}。` };
}
