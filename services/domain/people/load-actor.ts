import { sql } from 'kysely';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import type { Actor, Deps, Post } from '../context.ts';
import { withTenant, type TenantDb } from '../database.ts';
import { Problem } from '../problem.ts';

/**
 * The person behind a verified token, with the posts held today by the tenant's own date; asked for each request, so that a post that ended
 * ends. Throws `forbidden` for a tenant, an account or a switched-off account that this installation does not know or let in.
 */
export async function loadActor(deps: Deps, tenant: string, subject: string): Promise<Actor> {
  // Not every text that a token may carry can be asked of PostgreSQL.
  if (tenant === '' || /\0/.test(tenant + subject)) throw notServed();
  return withTenant(deps.db, tenant, async (tx) => {
    const found = await findAccount(tx, tenant, subject);
    if (!found) throw notServed();
    if (!found.has_account) throw noAccount();
    if (found.is_disabled) throw switchedOff();
    const today = await todayOf(deps, tx);
    const posts = found.posts.filter((post) => post.from <= today && (post.to === null || today <= post.to));
    return { kind: 'person', id: subject, posts: posts.map(({ role, unit }) => ({ role, unit })) };
  });
}

interface Account {
  has_account: boolean;
  is_disabled: boolean;
  posts: (Post & { from: string; to: string | null })[];
}

async function findAccount(tx: TenantDb, tenant: string, subject: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select p.person_id is not null as has_account, p.disabled_at is not null as is_disabled,
      coalesce((
        select jsonb_agg(jsonb_build_object('role', role, 'unit', unit, 'from', from_date, 'to', to_date)
          order by from_date, post_id)
        from post where post.tenant_id = t.tenant_id and post.person_id = p.person_id), '[]') as posts
    from tenant t left join person p on p.tenant_id = t.tenant_id and p.person_id = ${subject}
    where t.tenant_id = ${tenant}`.execute(tx);
  return rows[0];
}

async function todayOf(deps: Deps, tx: TenantDb): Promise<string> {
  const now = await deps.clock.now(tx);
  const { config } = await deps.configurations.active(tx, now);
  return dateOf(config.calendar, now);
}

function notServed() {
  return new Problem('forbidden', {
    en: 'The tenant named in the token is not served here.',
    zh: '令牌所指的地区未在本系统开通。',
  });
}

function noAccount() {
  return new Problem('forbidden', {
    en: 'You have no account in this tenant. Its administrator of people can add you.',
    zh: '您在本地区没有账号，请联系人员管理员开通。',
  });
}

function switchedOff() {
  return new Problem('forbidden', {
    en: 'Your account is switched off. The administrator of people can tell you why.',
    zh: '您的账号已停用，请联系人员管理员。',
  });
}
