import { describe, expect, test } from 'vitest';
import { aTenant, shiftedClock, testDeps, type TestTenant } from '../testing.ts';
import { loadActor } from './load-actor.ts';
import { Me } from './schema.ts';
import { seedDemoPeople } from './seed-demo-people.ts';
import { whoAmI } from './who-am-i.ts';

const addPost = (
  tenant: TestTenant,
  person: string,
  post: { role: 'officer' | 'admin' | 'auditor'; from: string; to?: string },
) =>
  tenant.inTenant((tx) =>
    tx
      .insertInto('post')
      .values({
        ...{ tenant_id: tenant.code, person_id: `${tenant.code}/${person}`, role: post.role, unit: 'chengguan' },
        ...{ from_date: post.from, to_date: post.to ?? null },
      })
      .execute(),
  );

describe('demo people', () => {
  test('hold a role each, and every unit has its officer', async () => {
    const tenant = await aTenant();
    const ids = await seedDemoPeople(tenant.deps, tenant.code);
    const named = [
      'centre',
      'admin',
      'people-admin',
      'leader',
      'inspector',
      'auditor',
      'resident',
      'grid-worker',
      'deputy',
    ];
    const units = Object.keys(tenant.config.org.units);
    expect(new Set(ids)).toEqual(
      new Set([...named, 'street-leader', ...units].map((name) => `${tenant.code}/${name}`)),
    );
    const posts = async (name: string) => (await loadActor(tenant.deps, tenant.code, `${tenant.code}/${name}`)).posts;
    expect(await posts('centre')).toEqual([{ role: 'centre', unit: 'centre' }]);
    expect(await posts('chengguan')).toEqual([{ role: 'officer', unit: 'chengguan' }]);
    expect(await posts('grid-worker')).toEqual([{ role: 'grid_worker', unit: 'dongfeng-xinggong' }]);
    expect(await posts('street-leader')).toEqual([{ role: 'street_leader', unit: 'dongfeng' }]);
  });

  test('officers carry their unit’s title whole, however long it is', async () => {
    const tenant = await aTenant();
    const departments = Object.values(tenant.config.org.units).filter((unit) => unit.kind === 'department');
    const { code, title } = departments.reduce((longest, unit) =>
      unit.title.length > longest.title.length ? unit : longest,
    );
    expect(title.length).toBeGreaterThan(4);
    expect(await whoAmI(await tenant.person(code))).toMatchObject({ name: `${title}联络员` });
  });

  test('are added once, and a post that somebody changed stays changed', async () => {
    const tenant = await aTenant();
    await seedDemoPeople(tenant.deps, tenant.code);
    await tenant.inTenant((tx) =>
      tx.updateTable('post').set({ to_date: '2021-01-01' }).where('role', '=', 'leader').execute(),
    );
    await Promise.all([seedDemoPeople(tenant.deps, tenant.code), seedDemoPeople(tenant.deps, tenant.code)]);
    expect((await loadActor(tenant.deps, tenant.code, `${tenant.code}/leader`)).posts).toEqual([]);
  });

  test('of a province are its operator', async () => {
    const province = await aTenant({ bundle: 'jilin' });
    expect(await seedDemoPeople(province.deps, province.code)).toEqual([`${province.code}/operator`]);
  });
});

describe('the person behind a token', () => {
  test('holds the posts of today by the tenant’s own date', async () => {
    const clock = shiftedClock();
    const tenant = await aTenant({ deps: testDeps({ clock }) });
    await tenant.person('resident');
    await addPost(tenant, 'resident', { role: 'officer', from: '2026-03-01', to: '2026-03-31' });
    const rolesAt = async (at: string) => {
      clock.set(Date.parse(at));
      const actor = await loadActor(tenant.deps, tenant.code, `${tenant.code}/resident`);
      return actor.posts.map((post) => post.role).join();
    };
    expect(await rolesAt('2026-02-28T15:59:00Z')).toBe('resident');
    expect(await rolesAt('2026-02-28T16:00:00Z')).toBe('resident,officer');
    expect(await rolesAt('2026-03-31T15:59:00Z')).toBe('resident,officer');
    expect(await rolesAt('2026-03-31T16:00:00Z')).toBe('resident');
  });

  test('is refused without an account, with one that is switched off, and in a tenant that is not there', async () => {
    const tenant = await aTenant();
    await tenant.person('resident');
    await tenant.inTenant((tx) => tx.updateTable('person').set({ disabled_at: new Date() }).execute());
    const refusal = (code: string, subject: string) =>
      loadActor(tenant.deps, code, subject).catch((error: Error) => error.message);
    expect(await refusal(tenant.code, `${tenant.code}/resident`)).toMatch('forbidden: Your account is switched off');
    expect(await refusal(tenant.code, 'nobody')).toMatch('forbidden: You have no account');
    expect(await refusal('t-not-there', 'nobody')).toMatch('forbidden: The tenant named in the token');
    expect(await refusal('', 'nobody')).toMatch('forbidden: The tenant named in the token');
    expect(await refusal(tenant.code, 'no\0body')).toMatch('forbidden: The tenant named in the token');
  });

  test('cannot administer two of configuration, people and audit log at the same time', async () => {
    const tenant = await aTenant();
    await tenant.person('admin');
    await expect(addPost(tenant, 'admin', { role: 'auditor', from: '2026-01-01' })).rejects.toThrow('three_persons');
  });
});

describe('who I am', () => {
  test('says my name, tenant, posts with their unit’s title, and what I may', async () => {
    const tenant = await aTenant();
    const me = Me.parse(await whoAmI(await tenant.person('grid-worker')));
    expect(me).toMatchObject({
      id: `${tenant.code}/grid-worker`,
      name: '王芳',
      tenant: { code: tenant.code, title: '辉南县', kind: 'county', trial: true },
      posts: [{ role: 'grid_worker', unit: 'dongfeng-xinggong', title: '兴工社区' }],
      may: ['case.report', 'case.read', 'case.submit_action', 'attachment.create'],
    });
  });

  test('keeps names sealed at rest', async () => {
    const tenant = await aTenant();
    await tenant.person('grid-worker');
    const rows = await tenant.inTenant((tx) => tx.selectFrom('person').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain('王芳');
  });
});
