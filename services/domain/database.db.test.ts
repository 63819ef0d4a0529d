import { sql } from 'kysely';
import { inject, describe, expect, test } from 'vitest';
import '../../infra/test/provided.ts';
import { createPool } from '#services/platform/postgres.ts';
import { createDatabase, withTenant } from './database.ts';
import { aTenant } from './testing.ts';

const one = (role: 'countyflow_app' | 'countyflow_relay' | 'login') => {
  const pool = createPool({ url: inject('databaseUrl'), role, max: 1, applicationName: 'test' });
  pool.options.allowExitOnIdle = true;
  return { pool, db: createDatabase(pool) };
};

describe('isolation of tenants', () => {
  test('shows a tenant its own rows alone, also on a connection that served another tenant', async () => {
    const [mine, other] = [await aTenant(), await aTenant()];
    await mine.person('resident');
    const { db } = one('countyflow_app');
    const peopleOf = (tenant: string) =>
      withTenant(db, tenant, async (tx) => (await tx.selectFrom('person').select('person_id').execute()).length);
    expect([await peopleOf(mine.code), await peopleOf(other.code), await peopleOf(mine.code)]).toEqual([1, 0, 1]);
  });

  test('raises where no tenant is set, also on a connection that served one before', async () => {
    const tenant = await aTenant();
    const { db } = one('countyflow_app');
    await withTenant(db, tenant.code, (tx) => tx.selectFrom('person').selectAll().execute());
    await expect(db.selectFrom('person').selectAll().execute()).rejects.toThrow('no tenant is set');
  });

  test('refuses to write a row of another tenant', async () => {
    const [mine, other] = [await aTenant(), await aTenant()];
    const foreign = { tenant_id: other.code, person_id: 'intruder', name_sealed: null };
    await expect(mine.inTenant((tx) => tx.insertInto('person').values(foreign).execute())).rejects.toThrow(
      'row-level security',
    );
  });

  test('leaves no trace of a transaction that failed', async () => {
    const tenant = await aTenant();
    const failed = tenant.inTenant(async (tx) => {
      const row = { tenant_id: tenant.code, person_id: 'half', name_sealed: null };
      await tx.insertInto('person').values(row).execute();
      throw new Error('stop');
    });
    await expect(failed).rejects.toThrow('stop');
    expect(await tenant.inTenant((tx) => tx.selectFrom('person').selectAll().execute())).toEqual([]);
  });
});

describe('what the catalog says', () => {
  test('no table with a tenant_id lacks forced row-level security and a policy', async () => {
    const { pool } = one('login');
    const { rows } = await pool.query<{ name: string; forced: boolean; policies: number }>(`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid and 'countyflow_app'::regrole = any(p.polroles)
          and p.polname = 'own_tenant') as policies
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`);
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => !row.forced || row.policies !== 1)).toEqual([]);
    // A restrictive policy only narrows what the others show.
    const others = await pool.query(
      `select tablename, policyname, cmd from pg_policies
       where 'countyflow_app' = any(roles) and policyname <> 'own_tenant' and permissive = 'PERMISSIVE'`,
    );
    expect(others.rows).toEqual([{ tablename: 'tenant', policyname: 'children', cmd: 'SELECT' }]);
  });

  test('tenant_id leads every primary key and unique index of a tenant’s table', async () => {
    const { pool } = one('login');
    const { rows } = await pool.query(`
      select i.indexrelid::regclass::text as index from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attname = 'tenant_id'
      where i.indisunique and i.indkey[0] <> a.attnum and i.indrelid::regclass::text !~ '^pg_'`);
    expect(rows).toEqual([]);
  });

  test('the application’s and the relay’s role own nothing and cannot get around row-level security', async () => {
    const { pool } = one('login');
    const { rows } = await pool.query(`
      select rolname from pg_roles where rolname in ('countyflow_app', 'countyflow_relay')
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or exists (select from pg_class where relowner = pg_roles.oid))`);
    expect(rows).toEqual([]);
  });

  test.each(['audit_entry', 'case_event', 'case_rung', 'case_evaluation', 'attachment', 'config_publication'])(
    'the application cannot change or remove a row of %s',
    async (table) => {
      const { pool } = one('countyflow_app');
      const { rows } = await pool.query(
        `select privilege from unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) privilege
         where has_table_privilege($1, privilege) or (privilege = 'UPDATE' and has_any_column_privilege($1, privilege))`,
        [table],
      );
      expect(rows).toEqual([]);
    },
  );

  test('of a version the application may fill in the result that it lacks, and change nothing else', async () => {
    const { pool } = one('countyflow_app');
    const { rows } = await pool.query<{ column: string }>(
      `select attname as column from pg_attribute where attrelid = 'config_version'::regclass and attnum > 0
         and has_column_privilege('config_version', attnum, 'UPDATE') order by attname`,
    );
    expect(rows.map(({ column }) => column)).toEqual(['compiled', 'engine_level', 'faults', 'hash']);
    const { rows: narrowed } = await pool.query(
      `select permissive, qual, with_check from pg_policies where tablename = 'config_version' and cmd = 'UPDATE'`,
    );
    expect(narrowed).toEqual([
      { permissive: 'RESTRICTIVE', qual: '(compiled IS NULL)', with_check: '(compiled IS NOT NULL)' },
    ]);
    const privileges = `select has_table_privilege('config_version', 'DELETE') or has_table_privilege('config_version', 'TRUNCATE') as may`;
    expect((await pool.query(privileges)).rows).toEqual([{ may: false }]);
  });

  test('the application may not delete a case or anything of it', async () => {
    const { pool } = one('countyflow_app');
    const { rows } = await pool.query(`
      select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname <> 'idempotency_key' and has_table_privilege(oid, 'DELETE')`);
    expect(rows).toEqual([]);
  });

  test('the relay sees the outbox, and of cases and their work only ids and instants', async () => {
    const { pool } = one('countyflow_relay');
    const { rows } = await pool.query<{ at: string }>(`
      select format('%s.%s', table_name, column_name) as at from information_schema.column_privileges
      where grantee = 'countyflow_relay' and privilege_type = 'SELECT' and table_name not in ('outbox', 'kysely_migration')
      order by 1`);
    expect(rows.map((row) => row.at)).toEqual([
      ...['case_id', 'closed_at', 'next_at', 'tenant_id'].map((column) => `case.${column}`),
      ...['case_id', 'created_at', 'done_at', 'tenant_id', 'work_id'].map((column) => `case_work.${column}`),
      ...['done_at', 'kind', 'leased_until', 'not_before', 'rollout_id', 'tenant_id', 'version'].map(
        (column) => `rollout.${column}`,
      ),
    ]);
    await expect(pool.query('select description from "case"')).rejects.toThrow('permission denied');
  });

  test('the relay sees the outbox of every tenant, the application its own tenant’s', async () => {
    const [mine, other] = [await aTenant(), await aTenant()];
    const caseId = '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a';
    for (const tenant of [mine, other])
      await tenant.inTenant((tx) =>
        tx.insertInto('outbox').values({ tenant_id: tenant.code, case_id: caseId, reason: 'wake' }).execute(),
      );
    const ofMine = await mine.inTenant((tx) => sql`select tenant_id from outbox`.execute(tx));
    expect(ofMine.rows).toEqual([{ tenant_id: mine.code }]);
    const both = [mine.code, other.code];
    const seen = await one('countyflow_relay').pool.query('delete from outbox where tenant_id = any($1) returning 1', [
      both,
    ]);
    expect(seen.rowCount).toBe(2);
  });
});

test('a tenant whose transactions wait for each other leaves connections to the others', async () => {
  const [loud, quiet] = [await aTenant(), await aTenant()];
  const pool = createPool({ url: inject('databaseUrl'), role: 'countyflow_app', max: 3, applicationName: 'test' });
  pool.options.allowExitOnIdle = true;
  const db = createDatabase(pool);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const loudOnes = Array.from({ length: 20 }, () => withTenant(db, loud.code, () => held));
  const answered = await withTenant(db, quiet.code, () => Promise.resolve('answered'));
  expect(answered).toBe('answered');
  expect(pool.totalCount).toBe(3);
  letGo();
  await Promise.all(loudOnes);
});
