import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import type { Actor } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import type { InputFault } from '../problem.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a case tells of the files that it shows, by their ids. */
export type CaseFiles = Record<string, { type: string; takenAt: string | null }>;

/** Photos must have been uploaded before, by whoever names them now: an id alone opens nobody else's file. */
export async function namedPhotos(
  tx: TenantDb,
  actor: Actor,
  named: { pointer: string; photos: readonly string[] }[],
): Promise<{ faults: InputFault[]; files: CaseFiles }> {
  const ids = named.flatMap(({ photos }) => photos.filter((id) => uuid.test(id)));
  const files = ids.length === 0 ? {} : await uploaded(tx, actor, ids);
  const faults = named.flatMap(({ pointer, photos }) =>
    photos.flatMap((id, i) => {
      const type = Object.hasOwn(files, id.toLowerCase()) ? files[id.toLowerCase()]!.type : undefined;
      if (type === undefined) return [{ pointer: `${pointer}/${i}`, detail: notUploaded }];
      return /^(image|video)\//.test(type) ? [] : [{ pointer: `${pointer}/${i}`, detail: noPicture(type) }];
    }),
  );
  return { faults, files };
}

/** A file named twice is one photo; ids differ in nothing by their case. */
export function eachPhotoOnce(photos: readonly string[]): string[] {
  return [...new Set(photos.map((id) => id.toLowerCase()))];
}

async function uploaded(tx: TenantDb, actor: Actor, ids: string[]): Promise<CaseFiles> {
  const rows = await tx
    .selectFrom('attachment')
    .select(['attachment_id', 'type', 'taken_at'])
    .where('tenant_id', '=', tenantOf(tx))
    .where('attachment_id', 'in', ids)
    .where('created_by', '=', actor.id)
    .execute();
  return Object.fromEntries(
    rows.map(({ attachment_id, type, taken_at }) => [
      attachment_id,
      { type, takenAt: taken_at && formatInstant(taken_at.getTime()) },
    ]),
  );
}

const notUploaded = {
  en: 'You have uploaded no file with this id. Upload it with POST /v1/attachments and give the id that it answers.',
  zh: '您没有上传过此编号的文件。请先用 POST /v1/attachments 上传，再填写返回的 id。',
};

function noPicture(type: string) {
  return { en: `A picture or film is wanted here, this is ${type}.`, zh: `此处需要照片或视频，该文件为 ${type}。` };
}
