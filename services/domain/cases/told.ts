import { sql } from 'kysely';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import { hasRole, unitsAs, type Actor, type Context } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { rulesByVersion, type LiveRules } from './case-rules.ts';
import { accountKey } from './notice-rows.ts';
import { noticeText, type ToldEvent } from './notice-text.ts';
import type { Told } from './snapshot.schema.ts';
import { visibleTo } from './visibility.ts';

const DAY_MS = 24 * 3600_000;
/** How far back, and how many at most. */
const SINCE_MS = 7 * DAY_MS;
const MOST = 50;

interface Row extends ToldEvent {
  case_id: string;
  config_version: number;
  at: string;
  kind: 'remind' | 'tell';
}

/**
 * The latest that the caller was told or reminded of by others, newest first, about open cases, and about their own and those they follow also when closed.
 * Each audience is read from its newest on, so it costs the same however much was told before.
 */
export async function toldTo(tx: TenantDb, ctx: Context, live: LiveRules, now: number): Promise<Told[]> {
  const audiences = JSON.stringify(audiencesOf(ctx.actor));
  const tenant = tenantOf(tx);
  const { rows } = await sql<Row>`
    with newest as (
      select distinct on (n.event_case, n.event_seq, n.case_id) n.*
      from jsonb_to_recordset(${audiences}::jsonb) as mine (audience text, whom text)
      cross join lateral (
        select * from case_notice n
        where n.tenant_id = ${tenant} and n.audience = mine.audience and n.whom = mine.whom
          and n.at > ${new Date(now - SINCE_MS)}
        order by n.at desc limit ${MOST}) n
      order by n.event_case, n.event_seq, n.case_id, n.kind
    )
    select n.case_id, n.audience, c.number, c.config_version, c.process, c.state, to_jsonb(n.at) #>> '{}' as at, n.kind,
      e.type, e.action, e.data, case when n.event_case <> n.case_id then p.number end as parent, p.state as "parentState"
    from newest n
    join "case" c on c.tenant_id = ${tenant} and c.case_id = n.case_id
    join case_event e on e.tenant_id = ${tenant} and e.case_id = n.event_case and e.seq = n.event_seq
    left join "case" p on p.tenant_id = ${tenant} and p.case_id = n.event_case
    where e.actor_id is distinct from ${ctx.actor.id} and (c.closed_at is null or n.audience in ('requester', 'follower'))
      and (n.audience = 'follower' or ${visibleTo(ctx.actor, live.places)})
    order by n.at desc, n.case_id, n.event_seq desc
    limit ${MOST}`.execute(tx);
  const rules = await rulesByVersion(live, [...new Set(rows.map((row) => row.config_version))]);
  return rows.map((row) => {
    const { title, text } = noticeText(row, rules.get(row.config_version)!);
    const { case_id: id, number, kind } = row;
    return {
      at: formatInstant(Date.parse(row.at)),
      kind,
      title: title[ctx.locale],
      text: text[ctx.locale],
      case: { id, number },
    };
  });
}

/** Until people say who is the head and who is in charge, a unit's officers and the leaders are. */
function audiencesOf(actor: Actor): { audience: string; whom: string }[] {
  const officerIn = unitsAs(actor, 'officer');
  return [
    ...officerIn.flatMap((whom) => [
      { audience: 'unit', whom },
      { audience: 'unit_head', whom },
    ]),
    ...unitsAs(actor, 'street_leader').map((whom) => ({ audience: 'street_leader', whom })),
    ...(hasRole(actor, 'centre') ? [{ audience: 'centre', whom: '' }] : []),
    ...(hasRole(actor, 'leader') ? [{ audience: 'leader_in_charge', whom: '' }] : []),
    { audience: 'requester', whom: accountKey(actor.kind, actor.id) },
    { audience: 'follower', whom: accountKey(actor.kind, actor.id) },
  ];
}
