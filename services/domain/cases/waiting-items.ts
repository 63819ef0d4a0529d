import { sql, type RawBuilder } from 'kysely';
import type { Budget } from '#workflows/definition/calendar.ts';
import type { CaseState } from '#workflows/engine/process/case-state.ts';
import { hasRole, unitsAs, type Actor } from '../context.ts';
import type { Places } from '../places/places-today.ts';
import type { VersionedDuty } from './versioned-duties.ts';
import { visibleTo } from './visibility.ts';

/** One line of the work list, as JSON: instants are text. */
export interface WaitingItem {
  case_id: string;
  action: string;
  unit: string | null;
  /** Tells the items of one case apart: the track's number, or the clock's. */
  part: number;
  /** Orders the list, as PostgreSQL writes an instant: when it is due, `infinity` without a clock. */
  key: string;
  deadline: string | null;
  budget: Budget | null;
  started_at: string | null;
  due_at: string | null;
  last_counted: string | null;
  breached: boolean;
  number: string;
  process: string;
  kind: string;
  config_version: number;
  item_code: string | null;
  item_variant: string | null;
  edition: number | null;
  urgency: string;
  state: string;
  location_unit: string | null;
  times: CaseState['times'];
  description: string;
  created_at: string;
}

/**
 * What waits for somebody, as common table expressions that end in `waiting`: the rows of the cases joined with the duties
 * of their processes, so no case is loaded to find out. A track shows its most pressing clock, a case each of its own.
 */
export function waitingItems(actor: Actor, duties: VersionedDuty[], places: Places): RawBuilder<unknown> {
  const visible = visibleTo(actor, places);
  const stands = standsTo(actor, places);
  return sql`
    duty as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(duties)}::jsonb) as duty (
        versions int[], process text, state text, action text, relation text, deadline text, flag text, "trackState" text,
        "trackRole" text, rank int, classified boolean, parent text, "withheldBy" text[], "withoutRequester" boolean,
        visit boolean, unvisited text[])
    ), on_tracks as (${onTracks(actor, duties, visible)}
    ), on_cases as (${onCases(duties, sql`${stands} and ${visible}`)}
    ), flagged as (${flagged(duties, sql`${stands} and ${visible}`)}
    ), merged as (${merged(duties, sql`${stands} and ${visible}`)}
    ), waiting as materialized (
      select w.case_id, w.action, w.unit, w.part, coalesce(d.due_at, 'infinity') as key, d.name as deadline, d.budget,
        d.started_at, d.due_at, d.last_counted, coalesce(d.state = 'breached', false) as breached
      from (select * from on_tracks union all select * from on_cases union all select * from flagged
        union all select * from merged) w
      join "case" c on c.case_id = w.case_id
      left join case_deadline d on d.tenant_id = c.tenant_id and d.case_id = c.case_id and d.id = w.deadline_id
    )`;
}

function onTracks(actor: Actor, duties: VersionedDuty[], visible: RawBuilder<boolean>) {
  const states = distinct(duties.map((duty) => duty.trackState));
  return sql`
    select distinct on (c.case_id, t.id) c.case_id, duty.action, t.unit, t.id as part, d.id as deadline_id
    from case_track t
    join "case" c on c.tenant_id = t.tenant_id and c.case_id = t.case_id
    join case_deadline d on d.tenant_id = t.tenant_id and d.case_id = t.case_id and (d.track = t.id or d.track is null)
    join duty on c.config_version = any(duty.versions) and duty.process = c.process and duty.state = c.state
      and duty.deadline = d.name and duty."trackState" = t.state and duty."trackRole" = t.role
    where t.unit = any(${unitsAs(actor, 'officer')}::text[]) and t.state = any(${states}::text[]) and t.ended_at is null
      and c.closed_at is null and ${isTicking} and ${visible}
      and (duty.visit is null or duty.visit <> coalesce(c.edition || '/' || c.item_code = any(duty.unvisited), false))
      and not exists (
        select from case_request r where r.tenant_id = t.tenant_id and r.case_id = t.case_id and r.track = t.id
          and r.state = 'pending' and r.kind = any(duty."withheldBy"))
    order by c.case_id, t.id, d.due_at, duty.rank, d.id`;
}

function onCases(duties: VersionedDuty[], theirs: RawBuilder<unknown>) {
  const names = distinct(duties.map((duty) => (duty.trackRole === null ? duty.deadline : null)));
  return sql`
    select distinct on (c.case_id, d.id) c.case_id, duty.action, null::text as unit, d.id as part, d.id as deadline_id
    from case_deadline d
    join "case" c on c.tenant_id = d.tenant_id and c.case_id = d.case_id
    join duty on c.config_version = any(duty.versions) and duty.process = c.process and duty.state = c.state
      and duty.deadline = d.name and duty."trackRole" is null
    where d.name = any(${names}::text[]) and ${isTicking} and c.closed_at is null
      and (duty.classified is null or duty.classified = (c.item_code is not null)) and ${theirs}
    order by c.case_id, d.id, duty.rank`;
}

function flagged(duties: VersionedDuty[], theirs: RawBuilder<unknown>) {
  // Written out and not as parameters, so that the index of a flag can be chosen.
  const isFlagged = distinct(duties.map((duty) => duty.flag)).map((flag) => sql`${sql.lit(flag)} = any(c.flags)`);
  return sql`
    select distinct on (c.case_id, duty.flag)
      c.case_id, duty.action, null::text as unit, 0 as part, null::int as deadline_id
    from "case" c
    join duty on duty.process = c.process and duty.state = c.state and duty.flag = any(c.flags)
    where (${isFlagged.length > 0 ? sql.join(isFlagged, sql` or `) : sql`false`}) and ${theirs}
    order by c.case_id, duty.flag, duty.rank`;
}

/** Merged cases whose requester has yet to judge what became of the one they went into. */
function merged(duties: VersionedDuty[], theirs: RawBuilder<unknown>) {
  const states = distinct(duties.map((duty) => duty.parent));
  return sql`
    select distinct on (c.case_id) c.case_id, duty.action, null::text as unit, 0 as part, null::int as deadline_id
    from "case" p
    join "case" c on c.tenant_id = p.tenant_id and c.merged_into = p.case_id
    join duty on duty.process = c.process and duty.state = c.state and duty.parent = p.state
    where p.state = any(${states}::text[]) and p.closed_at is null and ${theirs}
      and not exists (
        select from case_evaluation e
        where e.tenant_id = c.tenant_id and e.case_id = c.case_id and e.round = p.round)
    order by c.case_id, duty.rank`;
}

function distinct(values: (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}

/** Still watched: running, or run out and not done yet. */
const isTicking = sql<boolean>`d.state in ('running', 'breached') and d.ended_at is null`;

/** As standingOf, on rows; the centre takes the requester's part where no account has it. */
function standsTo(actor: Actor, places: Places): RawBuilder<boolean> {
  const streets = places.within(unitsAs(actor, 'street_leader'));
  return sql`(
    (duty.relation = 'requester' and c.requester_kind = ${actor.kind} and c.requester_id = ${actor.id})
    or (duty.relation = 'centre' and ${hasRole(actor, 'centre')}::boolean
      and (not duty."withoutRequester" or c.requester_kind = 'centre'))
    or (duty.relation = 'for_requester' and ${hasRole(actor, 'centre')}::boolean and c.requester_kind = 'centre')
    or (duty.relation = 'street_leader' and c.location_unit = any(${streets}::text[])))`;
}
