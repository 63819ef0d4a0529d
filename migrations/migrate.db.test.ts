import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import '../infra/test/provided.ts';
import { migrate, pendingMigrations } from './migrate.ts';

async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** An empty database that belongs to a login without any special right but the two roles of the application. */
async function aPlainDatabase(): Promise<string> {
  const name = `plain_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (admin) => {
    await admin.query(`create role ${name} login password 'plain'`);
    await admin.query(`grant countyflow_app, countyflow_relay to ${name} with inherit false, set true`);
    await admin.query(`create database ${name} owner ${name}`);
  });
  onTestFinished(() =>
    asAdmin(async (admin) => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.query(`drop role ${name}`);
    }),
  );
  const url = new URL(inject('postgresUrl'));
  Object.assign(url, { pathname: `/${name}`, username: name, password: 'plain' });
  return url.href;
}

function aPool(url: string, role: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, options: `-c role=${role}`, max: 1 });
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  return pool;
}

const rowsOfOneCase = `
  insert into tenant (tenant_id, title, kind) values ('a', 'A', 'county');
  insert into config_version (tenant_id, version, hash, engine_level, compiled, files, parents, note, created_by)
    values ('a', 1, '', 1, '{}', '{}', '[]', '', '');
  insert into "case" (tenant_id, case_id, number, process, kind, config_version, urgency, state, step, round, level,
      approved, confirmed, final_owner, ever_dispatched, ever_signed, channel, reporter_type, reporter_secret,
      requester_kind, source_id, description, seq, last_hash, created_at, updated_at)
    values ('a', '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a', 'A-1', 'p', 'k', 1, 'normal', 's', 'x', 1, 'street',
      true, false, false, false, false, 'app', 'resident', false, 'person', 'x', 'd', 0, '', now(), now());
  insert into outbox (tenant_id, case_id, reason) values ('a', '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a', 'wake');`;

describe('migrations', () => {
  test('are taken once, also when several processes start at the same moment', async () => {
    const url = await aPlainDatabase();
    const taken = (await Promise.all([migrate(url), migrate(url), migrate(url)])).filter((steps) => steps.length > 0);
    expect(taken.length).toBe(1);
    expect(await migrate(url)).toEqual([]);
    expect(await pendingMigrations(aPool(url, 'countyflow_app'))).toEqual([]);
  });

  test('need no special right: a plain owner’s tables keep rows from the owner and serve both roles', async () => {
    const url = await aPlainDatabase();
    await migrate(url);
    const [owner, app, relay] = [aPool(url, 'none'), aPool(url, 'countyflow_app'), aPool(url, 'countyflow_relay')];
    await app.query(`begin; select set_config('app.tenant_id', 'a', true); ${rowsOfOneCase} commit`);
    expect((await owner.query('select * from "case"')).rows).toEqual([]);
    expect((await relay.query('select tenant_id from "case"')).rows).toEqual([{ tenant_id: 'a' }]);
    expect((await relay.query('update outbox set leased_until = now()')).rowCount).toBe(1);
    await expect(app.query('drop table "case"')).rejects.toThrow('must be owner');
  });

  test('a plain owner’s look-up of pieces of text finds those of the tenant that asks, and no other role may ask', async () => {
    const url = await aPlainDatabase();
    await migrate(url);
    const [app, relay] = [aPool(url, 'countyflow_app'), aPool(url, 'countyflow_relay')];
    const asTenant = async (tenant: string, statement: string) => {
      const all = await app.query(`begin; select set_config('app.tenant_id', '${tenant}', true); ${statement}; commit`);
      return (all as unknown as { rows: unknown[] }[]).at(-2)!.rows;
    };
    await asTenant('a', rowsOfOneCase);
    await asTenant('a', `insert into case_search select tenant_id, case_id, '路灯', '{1,2}', number, null from "case"`);
    expect(await asTenant('a', `select find_by_grams('{2}', 9) as id`)).toEqual([{ id: expect.any(String) as string }]);
    expect(await asTenant('a', `select find_by_grams('{2,3}', 9) as id`)).toEqual([]);
    expect(await asTenant('b', `select find_by_grams('{2}', 9) as id`)).toEqual([]);
    await expect(app.query(`select find_by_grams('{2}', 9)`)).rejects.toThrow('no tenant is set');
    await expect(relay.query(`select find_by_grams('{2}', 9)`)).rejects.toThrow('permission denied');
    const owner = aPool(url, 'none');
    await owner.query('set enable_seqscan = off');
    const plan = await owner.query(`explain select from case_search where grams @> '{2}'`);
    expect(JSON.stringify(plan.rows)).toContain('Bitmap Index Scan on case_search_grams');
  });

  test('what was in force before publications had rows of their own still is', async () => {
    const url = await aPlainDatabase();
    await migrate(url, '0007-create-case-attachments');
    const app = aPool(url, 'countyflow_app');
    const asTenant = (statement: string) =>
      app.query(`begin; select set_config('app.tenant_id', 'a', true); ${statement}; commit`);
    await asTenant(`
      insert into tenant (tenant_id, title, kind) values ('a', 'A', 'county');
      insert into config_version (tenant_id, version, hash, engine_level, compiled, files, parents, note, created_by,
          published_from, published_at)
        values ('a', 1, 'x', 1, '{}', '{}', '[]', '', 'system', '1970-01-01', '2026-01-01'),
          ('a', 2, 'y', 1, '{}', '{}', '[]', '', 'a/admin', null, null)`);
    await migrate(url);
    const found = await asTenant('select version, published_from, published_by from config_publication');
    const rows = (found as unknown as { rows: unknown[] }[]).flatMap((result) => result.rows);
    expect(rows).toContainEqual({ version: 1, published_from: new Date(0), published_by: 'system' });
    expect(rows).toHaveLength(2);
  });

  test('a file that a case named in a field of another name is shown by it afterwards', async () => {
    const url = await aPlainDatabase();
    await migrate(url, '0009-index-what-waits');
    const app = aPool(url, 'countyflow_app');
    const [caseId, shown, other] = ['0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a', randomUUID(), randomUUID()];
    const asTenant = (statement: string) =>
      app.query(`begin; select set_config('app.tenant_id', 'a', true); ${statement}; commit`);
    const file = (id: string) => `insert into attachment (tenant_id, attachment_id, type, size, sha256, storage_key,
      created_by) values ('a', '${id}', 'image/jpeg', 1, '', '', 'a/x')`;
    const event = (seq: number, data: object) => `insert into case_event (tenant_id, case_id, seq, at, type, step,
      actor_role, data, hash) values ('a', '${caseId}', ${seq}, now(), 't', 's', 'r', '${JSON.stringify(data)}', '')`;
    const named = { scene: [shown, 'not an id', 7], text: other, deep: { photos: [other] } };
    await asTenant([rowsOfOneCase, file(shown), file(other), event(1, named), event(2, [])].join(';'));
    await migrate(url);
    await asTenant(event(3, named));
    const found = await asTenant('select attachment_id from case_attachment');
    const rows = (found as unknown as { rows: { attachment_id?: string }[] }[]).flatMap((result) => result.rows);
    expect(rows.filter((row) => row.attachment_id !== undefined)).toEqual([{ attachment_id: shown }]);
  });

  test('whoever waits for the outbox is told of a row when it is committed', async () => {
    const url = await aPlainDatabase();
    await migrate(url);
    const listener = new pg.Client({ connectionString: url });
    await listener.connect();
    onTestFinished(() => listener.end());
    await listener.query('listen outbox');
    const told = new Promise((resolve) => listener.once('notification', (message) => resolve(message.channel)));
    await aPool(url, 'countyflow_app').query(
      `begin; select set_config('app.tenant_id', 'a', true); ${rowsOfOneCase} commit`,
    );
    expect(await told).toBe('outbox');
  });
});
