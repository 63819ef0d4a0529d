import { sql, type RawBuilder } from 'kysely';
import type { Calendar } from '#workflows/definition/calendar.ts';
import { endOfDate, instantOf } from '#workflows/engine/worktime/index.ts';
import { isDate, parseInstant } from '#workflows/engine/worktime/instant.ts';
import type { CaseRules } from '../tenants/configurations.ts';
import type { Places } from '../places/places-today.ts';
import type { ListCasesQuery } from './schema.ts';

type FilterRules = Pick<CaseRules, 'calendar' | 'places'>;

const columns = {
  state: 'state',
  step: 'step',
  process: 'process',
  kind: 'kind',
  item: 'item_code',
  lead: 'lead_unit',
  reporterType: 'reporter_type',
  channel: 'channel',
  outcome: 'outcome',
} as const;

/** The filters by what a case is, as a condition on `"case" as c`. Days are those of the calendar's zone, places lie where they lie today. */
export function caseFilter(query: ListCasesQuery, { calendar, places }: FilterRules): RawBuilder<boolean> {
  const conditions = [sql<boolean>`true`];
  for (const [name, column] of Object.entries(columns)) {
    const value = query[name as keyof typeof columns];
    if (value !== undefined) conditions.push(sql`c.${sql.ref(column)} = ${value}`);
  }
  const { unit, breached, dueBefore, createdFrom, createdTo, open } = query;
  if (unit !== undefined) conditions.push(ofUnit(unit, places));
  if (breached !== undefined) conditions.push(breached ? sql`${hasBreach}` : sql`not ${hasBreach}`);
  if (dueBefore !== undefined) conditions.push(hasDueBefore(parseInstant(dueBefore)!));
  if (createdFrom !== undefined) conditions.push(sql`c.created_at >= ${startOf(createdFrom, calendar)}`);
  if (createdTo !== undefined) conditions.push(sql`c.created_at < ${endOf(createdTo, calendar)}`);
  if (open !== undefined) conditions.push(open ? sql`c.closed_at is null` : sql`c.closed_at is not null`);
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** An ended unit still finds what was reported under its code. */
function ofUnit(unit: string, places: Places): RawBuilder<boolean> {
  return sql`(c.location_unit = any(${[unit, ...places.within([unit])]}::text[]) or exists (
    select from case_track t where t.tenant_id = c.tenant_id and t.case_id = c.case_id and t.unit = ${unit}))`;
}

const hasBreach = sql<boolean>`exists (
  select from case_deadline d where d.tenant_id = c.tenant_id and d.case_id = c.case_id and d.state = 'breached')`;

function hasDueBefore(at: number): RawBuilder<boolean> {
  return sql`exists (
    select from case_deadline d where d.tenant_id = c.tenant_id and d.case_id = c.case_id
      and d.state = 'running' and d.due_at < ${new Date(at)})`;
}

function startOf(text: string, calendar: Calendar): Date {
  return new Date(isDate(text) ? instantOf(calendar, text, '00:00') : parseInstant(text)!);
}

function endOf(text: string, calendar: Calendar): Date {
  return new Date(isDate(text) ? endOfDate(calendar, text) : parseInstant(text)!);
}
