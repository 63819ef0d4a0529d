import { describe, expect, test } from 'vitest';
import { writeAudit } from './audit.ts';
import { aTenant } from './testing.ts';

describe('the audit log', () => {
  test('says who did what to what, in which role and request, in the transaction that it describes', async () => {
    const tenant = await aTenant();
    const ctx = await tenant.person('centre');
    await ctx.inTenant((tx) =>
      writeAudit(tx, ctx, { action: 'case.reveal', target: 'case/1', data: { reason: 'call' } }),
    );
    const undone = ctx.inTenant(async (tx) => {
      await writeAudit(tx, ctx, { action: 'case.reveal', target: 'case/2' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    const rows = await tenant.inTenant((tx) => tx.selectFrom('audit_entry').selectAll().execute());
    expect(rows).toMatchObject([
      { actor_id: ctx.actor.id, actor_role: 'centre', target: 'case/1', data: { reason: 'call' }, request_id: 'test' },
    ]);
  });

  test('cannot be rewritten by the application', async () => {
    const tenant = await aTenant();
    const ctx = await tenant.person('auditor');
    await ctx.inTenant((tx) => writeAudit(tx, ctx, { action: 'audit.export', target: null }));
    const change = tenant.inTenant((tx) => tx.updateTable('audit_entry').set({ action: 'nothing' }).execute());
    const removal = tenant.inTenant((tx) => tx.deleteFrom('audit_entry').execute());
    await expect(change).rejects.toThrow('permission denied');
    await expect(removal).rejects.toThrow('permission denied');
  });
});
