import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createTenantKeys } from './tenant-keys.ts';
import { aTenant, testDeps } from './testing.ts';

describe('keys of a tenant', () => {
  test('what one process sealed another opens, for the same tenant', async () => {
    const tenant = await aTenant();
    const sealed = await tenant.inTenant(async (tx) => (await tenant.deps.keys.sealer(tx)).seal('王芳'));
    const elsewhere = testDeps().keys;
    expect(await tenant.inTenant(async (tx) => (await elsewhere.sealer(tx)).open(sealed))).toBe('王芳');
  });

  test('what one tenant sealed another cannot open', async () => {
    const [mine, other] = [await aTenant(), await aTenant()];
    const sealed = await mine.inTenant(async (tx) => (await mine.deps.keys.sealer(tx)).seal('王芳'));
    const opened = other.inTenant(async (tx) => (await other.deps.keys.sealer(tx)).open(sealed));
    await expect(opened).rejects.toThrow('has no key');
  });

  test('the stored key is wrapped: without the master key nothing opens', async () => {
    const tenant = await aTenant();
    const wrongKeys = createTenantKeys(randomBytes(32));
    await expect(tenant.inTenant((tx) => wrongKeys.sealer(tx))).rejects.toThrow('master key');
  });

  test('a key that another process added seals from its next start, and older values still open', async () => {
    const tenant = await aTenant();
    const old = await tenant.inTenant(async (tx) => (await tenant.deps.keys.sealer(tx)).seal('old'));
    const { wrapped } = await aTenantKey();
    await tenant.inTenant((tx) =>
      tx.insertInto('tenant_key').values({ tenant_id: tenant.code, key_id: 'second', wrapped }).execute(),
    );
    const restarted = testDeps().keys;
    const fresh = await tenant.inTenant(async (tx) => (await restarted.sealer(tx)).seal('new'));
    const opened = await tenant.inTenant(async (tx) => {
      const sealer = await tenant.deps.keys.sealer(tx);
      return [await sealer.open(old), await sealer.open(fresh)];
    });
    expect(opened).toEqual(['old', 'new']);
  });

  test('a tenant keeps its key when it is given one again', async () => {
    const tenant = await aTenant();
    await tenant.inTenant((tx) => tenant.deps.keys.createKey(tx));
    const rows = await tenant.inTenant((tx) => tx.selectFrom('tenant_key').selectAll().execute());
    expect(rows.length).toBe(1);
  });
});

/** Another wrapped data key of the same installation. */
async function aTenantKey() {
  const donor = await aTenant();
  return donor.inTenant((tx) => tx.selectFrom('tenant_key').select('wrapped').executeTakeFirstOrThrow());
}
