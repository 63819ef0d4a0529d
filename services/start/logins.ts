import { hkdfSync } from 'node:crypto';
import pg from 'pg';
import type { DatabaseRole } from '#services/platform/postgres.ts';
import { StartupError } from '#services/platform/startup-error.ts';

/** What the parts of the product are in the database, each by a login that can be nothing else. */
export type PartRole = Exclude<DatabaseRole, 'login'>;
export type DatabaseUrls = Record<PartRole, string>;

const partRoles: readonly PartRole[] = ['countyflow_app', 'countyflow_relay'];

/**
 * Where each part connects. The logins are named after the database, since roles belong to the whole server; their passwords come from
 * the master key, so that every process of an installation finds the same.
 */
export function loginUrls(ownerUrl: string, masterKey: Uint8Array): DatabaseUrls {
  const of = (role: PartRole) => {
    const url = new URL(ownerUrl);
    url.username = `${decodeURIComponent(url.pathname.slice(1))}_${role.replace('countyflow_', '')}_login`;
    url.password = Buffer.from(hkdfSync('sha256', masterKey, url.username, 'countyflow database login', 24)).toString(
      'base64url',
    );
    return url.href;
  };
  return { countyflow_app: of('countyflow_app'), countyflow_relay: of('countyflow_relay') };
}

/** Makes those logins, or gives them their passwords again. `ownerUrl`'s login must have migrated, and may create roles. */
export async function ensureLogins(ownerUrl: string, urls: DatabaseUrls): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    for (const role of partRoles) await ensureLogin(client, role, new URL(urls[role]));
  } finally {
    await client.end();
  }
}

async function ensureLogin(client: pg.Client, role: PartRole, url: URL): Promise<void> {
  const login = client.escapeIdentifier(url.username);
  const found = await client.query('select from pg_roles where rolname = $1', [url.username]);
  // Without `inherit` it is nothing until it takes its role, and nothing again when it gives the role back.
  const attributes = `login noinherit nosuperuser nocreaterole nocreatedb nobypassrls`;
  const verb = found.rowCount ? 'alter' : 'create';
  await client.query(`${verb} role ${login} ${attributes} password ${client.escapeLiteral(url.password)}`);
  await client.query(`grant ${role} to ${login} with inherit false, set true`);
}

interface Login {
  login: string;
  is_powerful: boolean;
  others: string[];
}

/**
 * Refuses a login that could become more than its part: whoever gets an application to run their SQL would be the owner. A server that is
 * away, or not migrated yet, is no reason not to start; the readiness says so, and then the login is not looked at.
 */
export async function requireOwnLogin(pool: pg.Pool, role: PartRole): Promise<void> {
  const { rows } = await pool
    .query<Login>(
      `select session_user as login, r.rolsuper or r.rolcreaterole or r.rolbypassrls as is_powerful,
         array(select o.rolname::text from pg_roles o
           where o.rolname not in (session_user, $1) and pg_has_role(session_user, o.oid, 'SET')) as others
       from pg_roles r where r.rolname = session_user`,
      [role],
    )
    .catch(() => ({ rows: [] }));
  const [found] = rows;
  if (!found || (!found.is_powerful && found.others.length === 0)) return;
  const make = `create role countyflow_login login noinherit password '…';\n  grant ${role} to countyflow_login with inherit false, set true;`;
  throw new StartupError({
    zh: `DATABASE_URL 的账号 ${found.login} 权限过大：一旦应用被人注入 SQL，对方即可越出 ${role}。请为此进程单独建账号：\n  ${make}`,
    en: `The login ${found.login} of DATABASE_URL can do too much: whoever made this process run their SQL could step out of ${role}. Give it a login of its own:\n  ${make}`,
  });
}
