import { sql, type RawBuilder } from 'kysely';
import { hasRole, unitsAs, type Actor } from '../context.ts';
import type { Places } from '../places/places-today.ts';

/**
 * Which cases somebody sees (API "Who may"), as a condition on `"case" as c`. Lists, counts, work lists and single cases
 * all ask this one, so what cannot be listed cannot be opened either. What an area holds and what lies below a unit is told
 * by the org chart of today, whatever it was when the case was reported.
 */
export function visibleTo(actor: Actor, places: Places): RawBuilder<boolean> {
  if (hasRole(actor, 'centre', 'leader', 'inspector')) return sql<boolean>`true`;
  const conditions = [sql<boolean>`(c.requester_kind = ${actor.kind} and c.requester_id = ${actor.id})`];
  const areas = places.within(unitsAs(actor, 'grid_worker', 'street_leader'));
  if (areas.length > 0) conditions.push(sql<boolean>`c.location_unit = any(${areas}::text[])`);
  const own = unitsAs(actor, 'officer', 'street_leader');
  const units = [...new Set([...own, ...places.within(own)])];
  if (units.length > 0)
    conditions.push(sql<boolean>`exists (
      select from case_track t where t.tenant_id = c.tenant_id and t.case_id = c.case_id and t.unit = any(${units}::text[]))`);
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}
