import { randomUUID } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { aTenant, testDeps, type TestTenant } from '../testing.ts';
import { createAttachment } from './create-attachment.ts';
import { getAttachment } from './get-attachment.ts';
import { film } from './film.fixture.ts';
import { paper } from './pdf.fixture.ts';
import { createFileStorage, type Storage } from './storage.ts';

const photo = (background = '#c33') =>
  sharp({ create: { width: 800, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer();

const rowsOf = (tenant: TestTenant) => tenant.inTenant((tx) => tx.selectFrom('attachment').selectAll().execute());

describe('taking a file in', () => {
  test('answers its id, the type found in the content, and the size as kept', async () => {
    const ctx = await (await aTenant()).person('resident');
    const answer = await createAttachment(ctx, { bytes: await photo() });
    const kept = await getAttachment(ctx, answer.body.id);
    expect(answer).toMatchObject({
      status: 201,
      replayed: false,
      body: { type: 'image/jpeg', size: kept.size },
    });
  });

  test('keeps pictures with a thumbnail, and PDF and MP4 without', async () => {
    const ctx = await (await aTenant()).person('resident');
    const types = [];
    for (const bytes of [await photo(), await paper(), film]) {
      const { body } = await createAttachment(ctx, { bytes });
      const thumbnail = await getAttachment(ctx, body.id, { thumbnail: true }).catch((error: Error) => error);
      types.push([body.type, 'code' in thumbnail ? thumbnail.code : (thumbnail as { type: string }).type]);
    }
    expect(types).toEqual([
      ['image/jpeg', 'image/webp'],
      ['application/pdf', 'not-found'],
      ['video/mp4', 'not-found'],
    ]);
  });

  test.each([
    ['a text that calls itself a photo', Buffer.from('not a photo at all'), 'attachment/type-not-accepted'],
    ['a web page', Buffer.from('<html><script>alert(1)</script></html>'), 'attachment/type-not-accepted'],
    ['nothing', Buffer.alloc(0), 'attachment/unreadable'],
    ['only the first bytes of a JPEG', Buffer.from('ffd8ffe000104a46494600', 'hex'), 'attachment/unreadable'],
    ['more than 20 MB', Buffer.alloc(20 * 1024 * 1024 + 1), 'too-large'],
  ])('refuses %s and leaves nothing behind', async (_, bytes, code) => {
    const tenant = await aTenant();
    const ctx = await tenant.person('resident');
    await expect(createAttachment(ctx, { bytes })).rejects.toMatchObject({ code });
    expect(await rowsOf(tenant)).toEqual([]);
  });

  test('the same key twice at the same moment is one file, and its second copy is removed', async () => {
    const kept = new Set<string>();
    const tenant = await aTenant({ deps: testDeps({ storage: watchedBy(kept) }) });
    const ctx = await tenant.person('resident');
    const bytes = await photo();
    const send = () => createAttachment(ctx, { bytes }, { idempotencyKey: 'k-1' });
    const answers = await Promise.all([send(), send()]);
    expect(answers[0].body).toEqual(answers[1].body);
    expect(answers.map((answer) => answer.replayed).sort()).toEqual([false, true]);
    const [row, ...others] = await rowsOf(tenant);
    expect(others).toEqual([]);
    expect(kept).toEqual(new Set([row!.storage_key, row!.thumbnail_key]));
  });

  test('a full disk is not the sender’s fault, leaves nothing behind, and the same key is taken when there is room', async () => {
    const kept = new Set<string>();
    const storage = watchedBy(kept);
    let isFull = true;
    const put: Storage['put'] = async (key, bytes) => {
      // The picture still fits, its thumbnail does not.
      if (isFull && kept.size > 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      await storage.put(key, bytes);
    };
    const tenant = await aTenant({ deps: testDeps({ storage: { ...storage, put } }) });
    const ctx = await tenant.person('resident');
    const [bytes, key] = [await photo(), { idempotencyKey: 'k-1' }];
    await expect(createAttachment(ctx, { bytes }, key)).rejects.toMatchObject({ code: 'unavailable', status: 503 });
    expect([kept.size, await rowsOf(tenant)]).toEqual([0, []]);
    isFull = false;
    expect(await createAttachment(ctx, { bytes }, key)).toMatchObject({ status: 201, replayed: false });
    expect(kept.size).toBe(2);
  });

  test('a missing disk is not the caller’s fault either, and what lies on it is read when it is back', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'files-')), 'disk');
    const tenant = await aTenant({ deps: testDeps({ storage: createFileStorage(folder) }) });
    const ctx = await tenant.person('resident');
    const { body } = await createAttachment(ctx, { bytes: await photo() });
    await rename(folder, `${folder}.away`);
    await writeFile(folder, 'in its place');
    await expect(getAttachment(ctx, body.id)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(createAttachment(ctx, { bytes: await photo() })).rejects.toMatchObject({ code: 'unavailable' });
    await rm(folder);
    await rename(`${folder}.away`, folder);
    expect((await getAttachment(ctx, body.id)).size).toBe(body.size);
  });

  test('tells when a picture was taken, by the clock of the county where the picture names no zone', async () => {
    const ctx = await (await aTenant()).person('resident');
    const taken = async (exif: Record<string, string>) => {
      const bytes = await sharp(await photo())
        .withExif({ IFD2: exif })
        .jpeg()
        .toBuffer();
      return (await createAttachment(ctx, { bytes })).body.takenAt;
    };
    const digits = { DateTimeOriginal: '2026:03:01 16:15:07' };
    expect(await taken(digits)).toBe('2026-03-01T08:15:07Z');
    expect(await taken({ ...digits, OffsetTimeOriginal: '+09:00' })).toBe('2026-03-01T07:15:07Z');
    expect(await taken({})).toBeNull();
    expect((await createAttachment(ctx, { bytes: film })).body.takenAt).toBe('2026-03-01T08:15:07Z');
  });

  test('removes the file again when its row cannot be written', async () => {
    const kept = new Set<string>();
    const tenant = await aTenant({ deps: testDeps({ storage: watchedBy(kept) }) });
    const ctx = await tenant.person('resident');
    const broken = { ...ctx, inTenant: () => Promise.reject(new Error('database away')) };
    await expect(createAttachment(broken, { bytes: await photo() })).rejects.toThrow('database away');
    expect(kept).toEqual(new Set());
  });
});

describe('who sees a file', () => {
  test('whoever uploaded it, and nobody else of the tenant while no case shows it', async () => {
    const tenant = await aTenant();
    const { body } = await createAttachment(await tenant.person('resident'), { bytes: await photo() });
    await expect(getAttachment(await tenant.person('centre'), body.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('whoever sees a case that shows it', async () => {
    const tenant = await aTenant();
    const uploader = await tenant.person('resident');
    const { body } = await createAttachment(uploader, { bytes: await photo() });
    await aCaseWith(tenant, { photo: body.id, leadUnit: 'chengguan', requester: uploader });
    const seen = async (ctx: Context) =>
      getAttachment(ctx, body.id).then(
        () => true,
        () => false,
      );
    const other = await tenant.person('somebody-else', { posts: [{ role: 'resident', unit: null }] });
    expect(await seen(await tenant.person('centre'))).toBe(true);
    expect(await seen(await tenant.person('chengguan'))).toBe(true);
    expect(await seen(await tenant.person('zhujian'))).toBe(false);
    expect(await seen(other)).toBe(false);
  });

  test('also where the process calls its photos by another name', async () => {
    const tenant = await aTenant();
    const uploader = await tenant.person('resident');
    const { body } = await createAttachment(uploader, { bytes: await photo() });
    await aCaseWith(tenant, { photo: body.id, leadUnit: 'chengguan', requester: uploader, field: 'scene' });
    expect((await getAttachment(await tenant.person('chengguan'), body.id)).type).toBe('image/jpeg');
    await expect(getAttachment(await tenant.person('zhujian'), body.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('nobody of another tenant', async () => {
    const [mine, other] = [await aTenant(), await aTenant()];
    const { body } = await createAttachment(await mine.person('resident'), { bytes: await photo() });
    await expect(getAttachment(await other.person('centre'), body.id)).rejects.toMatchObject({ code: 'not-found' });
  });
});

/** The file store with an eye on which keys it holds. */
function watchedBy(kept: Set<string>): Storage {
  const { storage } = testDeps();
  return {
    put: async (key, bytes) => {
      await storage.put(key, bytes);
      kept.add(key);
    },
    size: storage.size,
    read: storage.read,
    delete: async (key) => {
      await storage.delete(key);
      kept.delete(key);
    },
  };
}

/** Rows as recordDecision writes them, as far as sight of a photo depends on them. */
async function aCaseWith(
  tenant: TestTenant,
  about: { photo: string; leadUnit: string; requester: Context; field?: string },
) {
  const key = { tenant_id: tenant.code, case_id: randomUUID() };
  const at = new Date();
  const plain = { approved: true, confirmed: false, final_owner: false, ever_dispatched: true, ever_signed: false };
  await tenant.inTenant(async (tx) => {
    await tx
      .insertInto('case')
      .values({
        ...key,
        ...plain,
        ...{
          number: 'X-1',
          process: 'whistle',
          kind: 'daily',
          config_version: 1,
          urgency: 'urgent',
          state: 'dispatched',
        },
        ...{ step: 'dispatch', round: 1, level: 'street', flags: [], location_path: [], photos: [about.photo] },
        ...{ channel: 'app', reporter_type: 'resident', reporter_secret: false, requester_kind: 'person' as const },
        ...{ requester_id: about.requester.actor.id, source_id: 'x', description: 'stalls', seq: 1, last_hash: '' },
        ...{ created_at: at, updated_at: at },
      })
      .execute();
    await tx
      .insertInto('case_track')
      .values({ ...key, id: 1, unit: about.leadUnit, role: 'lead', state: 'dispatched', dispatched_at: at })
      .execute();
    const data = JSON.stringify({ [about.field ?? 'photos']: [about.photo, 'not an id'] });
    await tx
      .insertInto('case_event')
      .values({ ...key, seq: 1, at, type: 'reported', step: 'report', actor_role: 'resident', data, hash: '' })
      .execute();
  });
}
