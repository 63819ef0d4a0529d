import { sql, type RawBuilder } from 'kysely';
import type { Calendar } from '#workflows/definition/calendar.ts';
import { endOfDate, instantOf } from '#workflows/engine/worktime/index.ts';
import { isDate, parseInstant } from '#workflows/engine/worktime/instant.ts';
import type { ListCasesQuery } from './schema.ts';

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
  number: 'number',
} as const;

/** All filters of the list as a condition on `"case" as c`. Days are those of the calendar's zone. */
export function caseFilter(query: ListCasesQuery, calendar: Calendar): RawBuilder<boolean> {
  const conditions = [sql<boolean>`true`];
  for (const [name, column] of Object.entries(columns)) {
    const value = query[name as keyof typeof columns];
    if (value !== undefined) conditions.push(sql`c.${sql.ref(column)} = ${value}`);
  }
  const { unit, breached, dueBefore, createdFrom, createdTo, q } = query;
  if (unit !== undefined) conditions.push(ofUnit(unit));
  if (breached !== undefined) conditions.push(breached ? sql`${hasBreach}` : sql`not ${hasBreach}`);
  if (dueBefore !== undefined) conditions.push(hasDueBefore(parseInstant(dueBefore)!));
  if (createdFrom !== undefined) conditions.push(sql`c.created_at >= ${startOf(createdFrom, calendar)}`);
  if (createdTo !== undefined) conditions.push(sql`c.created_at < ${endOf(createdTo, calendar)}`);
  if (q !== undefined) conditions.push(sql`c.description ilike ${`%${escapeLike(q)}%`}`);
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

function ofUnit(unit: string): RawBuilder<boolean> {
  return sql`(c.location_path && ${[unit]}::text[] or exists (
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

/** What people type is looked for as it stands. */
function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}
