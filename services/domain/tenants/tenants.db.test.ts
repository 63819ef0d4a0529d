import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, describe, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../infra/test/test-database.ts';
import { withTenant, type TenantDb } from '../database.ts';
import { aTenant, testDeps, type TestTenant } from '../testing.ts';
import { seedTenants } from './seed-tenants.ts';

/** Seeding uses the codes of the folders, so it needs a database of its own. */
async function anInstallation() {
  const database = await createTestDatabase(inject('postgresUrl'));
  const deps = testDeps({ databaseUrl: database.url });
  onTestFinished(async () => {
    await deps.db.destroy();
    await database.drop();
  });
  const folder = mkdtempSync(join(tmpdir(), 'countyflow-tenants-'));
  cpSync('tenants', folder, { recursive: true });
  return { deps, folder };
}

const versionsOf = (tx: TenantDb) =>
  tx.selectFrom('config_version').select(['version', 'parents', 'files', 'hash']).orderBy('version').execute();

describe('seeding tenants from a folder', () => {
  test('gives each tenant its first version, pinned to those of the layers below, and it is in force', async () => {
    const { deps, folder } = await anInstallation();
    const seeded = await seedTenants(deps, folder);
    expect(seeded.find(({ tenant }) => tenant === 'huinan')).toEqual({ tenant: 'huinan', version: 1, isNew: true });
    await withTenant(deps.db, 'huinan', async (tx) => {
      const [version] = await versionsOf(tx);
      expect(version!.parents).toEqual([
        { tenant: 'jilin', version: 1 },
        { tenant: 'china', version: 1 },
      ]);
      expect(version!.files['tenant.yaml']).toContain('extends: jilin');
      const { config } = await deps.configurations.active(tx, Date.now());
      expect([config.tenant.title, config.parents]).toEqual(['辉南县', ['jilin', 'china']]);
    });
  });

  test('changes nothing for a tenant that has a version, whatever the folder says now', async () => {
    const { deps, folder } = await anInstallation();
    await seedTenants(deps, folder);
    writeFileSync(join(folder, 'huinan', 'tenant.yaml'), 'not even: [yaml');
    const again = await seedTenants(deps, folder);
    expect(again.filter(({ isNew }) => isNew)).toEqual([]);
  });

  test('is done once when two processes start at the same moment', async () => {
    const { deps, folder } = await anInstallation();
    const [one, two] = await Promise.all([seedTenants(deps, folder), seedTenants(deps, folder)]);
    expect(one.map(({ isNew }, at) => [isNew, two[at]!.isNew].filter(Boolean).length)).toEqual(one.map(() => 1));
  });

  test('puts a new tenant on the layers in force and not on those of the folder', async () => {
    const { deps, folder } = await anInstallation();
    await seedTenants(deps, folder);
    cpSync(join(folder, 'huinan'), join(folder, 'meihe'), { recursive: true });
    const own = '# a county\ncode: meihe\ntitle: 梅河县\nkind: county\nextends: jilin\ndivision: "220581"\nnumber_prefix: MH\n';
    writeFileSync(join(folder, 'meihe', 'tenant.yaml'), own);
    writeFileSync(join(folder, 'jilin', 'tenant.yaml'), 'no longer: [a bundle');
    const seeded = await seedTenants(deps, folder);
    expect(seeded.filter(({ isNew }) => isNew).map(({ tenant }) => tenant)).toEqual(['meihe']);
    const [version] = await withTenant(deps.db, 'meihe', versionsOf);
    expect(version!.parents.map(({ tenant }) => tenant)).toEqual(['jilin', 'china']);
  });

  test('refuses a bundle with faults and says each with its place', async () => {
    const { deps, folder } = await anInstallation();
    writeFileSync(join(folder, 'huinan', 'tenant.yaml'), 'code: huinan\ntitel: 辉南县\nkind: county\nextends: jilin\n');
    await expect(seedTenants(deps, folder)).rejects.toThrow(/huinan\/tenant\.yaml:2:1 /);
    expect(await withTenant(deps.db, 'huinan', versionsOf)).toEqual([]);
    expect((await withTenant(deps.db, 'jilin', versionsOf)).length).toBe(1);
  });
});

describe('which configuration is in force', () => {
  const publish = (tenant: TestTenant, version: number, from: string, change: { engineLevel?: number } = {}) =>
    tenant.inTenant(async (tx) => {
      await tx
        .insertInto('config_version')
        .values({
          ...{ tenant_id: tenant.code, version, hash: `h${version}`, engine_level: change.engineLevel ?? 1 },
          compiled: JSON.stringify({ ...tenant.config, tenant: { ...tenant.config.tenant, title: `v${version}` } }),
          ...{ files: '{}', parents: '[]', note: '', created_by: 'test' },
        })
        .execute();
      const at = { published_from: new Date(from), published_at: new Date() };
      await tx
        .insertInto('config_publication')
        .values({ tenant_id: tenant.code, version, ...at, published_by: 'test' })
        .execute();
    });
  const activeAt = (tenant: TestTenant, at: string) =>
    tenant.inTenant((tx) => tenant.deps.configurations.active(tx, Date.parse(at)));

  test('changes at the instant a version was published from, also for a process that has asked before', async () => {
    const tenant = await aTenant();
    expect((await activeAt(tenant, '2030-01-01T00:00:00Z')).version).toBe(1);
    await publish(tenant, 2, '2030-01-01T00:00:00Z');
    expect((await activeAt(tenant, '2029-12-31T23:59:59.999Z')).version).toBe(1);
    expect(await activeAt(tenant, '2030-01-01T00:00:00Z')).toMatchObject({ version: 2, config: { tenant: { title: 'v2' } } });
  });

  test('pins a case to its version but gives it the calendar and org chart in force', async () => {
    const tenant = await aTenant();
    await publish(tenant, 2, '2026-01-01T00:00:00Z');
    const rules = await tenant.inTenant((tx) => tenant.deps.configurations.rules(tx, 1, Date.parse('2026-06-01T00:00:00Z')));
    const { config } = await activeAt(tenant, '2026-06-01T00:00:00Z');
    expect(rules).toMatchObject({ version: 1, config: { tenant: { title: '辉南县' } } });
    expect([rules.calendar === config.calendar, rules.org === config.org]).toEqual([true, true]);
  });

  test('is refused, not guessed at, when it needs a newer engine', async () => {
    const tenant = await aTenant();
    await publish(tenant, 2, '2026-01-01T00:00:00Z', { engineLevel: 99 });
    await expect(activeAt(tenant, '2026-06-01T00:00:00Z')).rejects.toMatchObject({ code: 'config/engine-too-old', status: 503 });
  });

  test('is nothing for a tenant that has published nothing', async () => {
    const { deps } = await aTenant();
    const asked = withTenant(deps.db, 't-not-there', (tx) => deps.configurations.active(tx, Date.now()));
    await expect(asked).rejects.toMatchObject({ code: 'config/not-published' });
  });

  test('cannot be changed by whoever holds it', async () => {
    const tenant = await aTenant();
    const { config } = await activeAt(tenant, '2026-06-01T00:00:00Z');
    expect(() => Object.assign(config.org.units['chengguan']!, { title: 'x' })).toThrow('read only');
  });
});
