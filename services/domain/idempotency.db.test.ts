import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Context } from './context.ts';
import { once } from './idempotency.ts';
import { aTenant } from './testing.ts';

/** Counts how often the work was done, in the database, where a rollback takes it back. */
function order(
  ctx: Context,
  key: string | undefined,
  body: unknown = { n: 1 },
  { fail = false, operation = 'order' } = {},
) {
  return ctx.inTenant((tx) =>
    once(tx, ctx, { key, operation, body }, async () => {
      const row = { tenant_id: ctx.tenant, actor_role: 'test', action: 'ordered' };
      await tx.insertInto('audit_entry').values(row).execute();
      if (fail) throw new Error('out of stock');
      return { status: 201, body: { name: '王芳', body }, headers: { Location: '/1' } };
    }),
  );
}

const timesDone = async (ctx: Context) =>
  (await ctx.inTenant((tx) => tx.selectFrom('audit_entry').selectAll().where('action', '=', 'ordered').execute()))
    .length;

describe('a request with an Idempotency-Key', () => {
  test('gets the first answer again, headers included', async () => {
    const ctx = await (await aTenant()).person('resident');
    const [first, again] = [await order(ctx, 'k'), await order(ctx, 'k')];
    expect(again).toEqual({ ...first, replayed: true });
    expect([first.replayed, await timesDone(ctx)]).toEqual([false, 1]);
  });

  test('is done once also when ten arrive at the same moment', async () => {
    const ctx = await (await aTenant()).person('resident');
    const answers = await Promise.all(Array.from({ length: 10 }, () => order(ctx, 'k')));
    expect(answers.filter((answer) => !answer.replayed).length).toBe(1);
    expect(await timesDone(ctx)).toBe(1);
  });

  test('is the same whatever the order of the body’s members', async () => {
    const ctx = await (await aTenant()).person('resident');
    await order(ctx, 'k', { a: 1, b: [{ c: 2, d: 3 }] });
    expect((await order(ctx, 'k', { b: [{ d: 3, c: 2 }], a: 1 })).replayed).toBe(true);
  });

  test('is refused with another body or for another operation', async () => {
    const ctx = await (await aTenant()).person('resident');
    await order(ctx, 'k');
    const refused = { code: 'idempotency/key-reused', status: 422 };
    await expect(order(ctx, 'k', { n: 2 })).rejects.toMatchObject(refused);
    await expect(order(ctx, 'k', { n: 1 }, { operation: 'other' })).rejects.toMatchObject(refused);
    expect(await timesDone(ctx)).toBe(1);
  });

  test('leaves its key free when it failed', async () => {
    const ctx = await (await aTenant()).person('resident');
    await expect(order(ctx, 'k', { n: 1 }, { fail: true })).rejects.toThrow('out of stock');
    expect((await order(ctx, 'k', { n: 2 })).replayed).toBe(false);
    expect(await timesDone(ctx)).toBe(1);
  });

  test('belongs to its caller', async () => {
    const tenant = await aTenant();
    await order(await tenant.person('resident'), 'k', { n: 1 });
    expect((await order(await tenant.person('deputy'), 'k', { n: 2 })).replayed).toBe(false);
  });

  test('without a key is simply done', async () => {
    const ctx = await (await aTenant()).person('resident');
    await order(ctx, undefined);
    expect((await order(ctx, undefined)).replayed).toBe(false);
    expect(await timesDone(ctx)).toBe(2);
  });

  test('keeps its answer sealed', async () => {
    const ctx = await (await aTenant()).person('resident');
    await order(ctx, 'k');
    const kept = await ctx.inTenant((tx) => tx.selectFrom('idempotency_key').selectAll().executeTakeFirstOrThrow());
    expect(kept.answer_sealed).toMatch(/^eyJ/);
    expect(JSON.stringify(kept)).not.toContain('王芳');
  });

  test('clears away keys past their time, and lives for a day at least', async () => {
    const ctx = await (await aTenant()).person('resident');
    const oldKey = (key: string, age: string) =>
      ctx.inTenant((tx) =>
        sql`insert into idempotency_key (tenant_id, caller, key, operation, body_hash, created_at)
            values (${ctx.tenant}, 'person:x', ${key}, 'o', 'h', clock_timestamp() - ${age}::interval)`.execute(tx),
      );
    await oldKey('old', '4 days');
    await oldKey('yesterday', '30 hours');
    await order(ctx, 'new');
    const rows = await ctx.inTenant((tx) => tx.selectFrom('idempotency_key').select('key').orderBy('key').execute());
    expect(rows.map((row) => row.key)).toEqual(['new', 'yesterday']);
  });
});
