import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { aTenant, testDeps, type TestTenant } from '../testing.ts';
import { createAttachment } from './create-attachment.ts';
import { getAttachment } from './get-attachment.ts';
import { mp4WithPlaces } from './mp4.fixture.ts';
import type { Storage } from './storage.ts';

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
      body: { type: 'image/jpeg', size: kept.bytes.length },
    });
  });

  test('keeps pictures with a thumbnail, and PDF and MP4 without', async () => {
    const ctx = await (await aTenant()).person('resident');
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
    const types = [];
    for (const bytes of [await photo(), pdf, mp4WithPlaces().bytes]) {
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
    put: async (key, ...rest) => {
      await storage.put(key, ...rest);
      kept.add(key);
    },
    getBytes: (key) => storage.getBytes(key),
    delete: async (key) => {
      await storage.delete(key);
      kept.delete(key);
    },
  };
}

/** Rows as recordDecision writes them, as far as sight of a photo depends on them. */
async function aCaseWith(tenant: TestTenant, about: { photo: string; leadUnit: string; requester: Context }) {
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
    const data = JSON.stringify({ photos: [about.photo, 'not an id'] });
    await tx
      .insertInto('case_event')
      .values({ ...key, seq: 1, at, type: 'reported', step: 'report', actor_role: 'resident', data, hash: '' })
      .execute();
  });
}
