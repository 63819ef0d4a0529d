import pg from 'pg';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { createTestDatabase } from '../../infra/test/test-database.ts';
import { listCases } from '#services/domain/cases/list-cases.ts';
import { ListCasesQuery } from '#services/domain/cases/schema.ts';
import { report } from '#services/domain/cases/testing.ts';
import { withTenant } from '#services/domain/database.ts';
import { asTestTenant } from '#services/domain/testing.ts';
import { createLogger } from '#services/platform/log.ts';
import { createDomainDeps, type Surroundings } from './domain-deps.ts';
import { openPool } from './pools.ts';
import { seed, startFillingSearch } from './seed.ts';

test('what an older program recorded is found after the next seed, or a while after the next start', async () => {
  const { at, admin, centre } = await aSeededCounty();
  const opened = await report(centre, {
    channel: 'hotline',
    reporter: { type: 'resident', name: '王芳', phone: '13844510012' },
  });
  const found = async () => {
    const { data } = await listCases(centre, ListCasesQuery.parse({ phone: '0012', q: '摊贩' }));
    return data.map(({ id }) => id);
  };
  const forget = () => admin.query('delete from case_search; delete from case_person_key');

  await forget();
  expect(await found()).toEqual([]);
  await seed(at, 'tenants');
  expect(await found()).toEqual([opened.id]);

  await forget();
  const filling = startFillingSearch(at, [centre.tenant]);
  await vi.waitFor(async () => expect(await found()).toEqual([opened.id]), { timeout: 20_000 });
  await filling.stop();
});

/** As the command leaves it, on a database of its own. */
async function aSeededCounty() {
  const database = await createTestDatabase(inject('postgresUrl'));
  const at: Surroundings = {
    databaseUrls: { countyflow_app: database.url, countyflow_relay: database.url },
    masterKey: new Uint8Array(32).fill(3),
    attachmentsDir: '',
    noticeGateways: {},
    temporal: { address: '', namespace: '' },
    bundleFolder: '',
    log: createLogger({ level: 'fatal', name: 'test' }),
  };
  await seed(at, 'tenants');
  const pool = openPool(at, { role: 'countyflow_app', max: 2, applicationName: 'test' });
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  onTestFinished(async () => {
    await admin.end();
    await pool.end();
    await database.drop();
  });
  const deps = createDomainDeps(at, pool);
  const tenant = 'huinan';
  const { config } = await withTenant(deps.db, tenant, (tx) => deps.configurations.active(tx, Date.now()));
  return { at, admin, centre: await asTestTenant(deps, tenant, config).person('centre') };
}
