import { sql, type RawBuilder } from 'kysely';
import type { Org } from '#workflows/definition/compiled.ts';
import { hasRole, unitsAs, type Actor } from '../context.ts';

/**
 * Which cases somebody sees (API "Who may"), as a condition on `"case" as c`. Lists, counts, work lists and single cases
 * all ask this one, so what cannot be listed cannot be opened either.
 */
export function visibleTo(actor: Actor, org: Org): RawBuilder<boolean> {
  if (hasRole(actor, 'centre', 'leader', 'inspector')) return sql<boolean>`true`;
  const conditions = [sql<boolean>`(c.requester_kind = ${actor.kind} and c.requester_id = ${actor.id})`];
  const areas = unitsAs(actor, 'grid_worker', 'street_leader');
  if (areas.length > 0) conditions.push(sql<boolean>`c.location_path && ${areas}::text[]`);
  const units = unitsBelow(org, unitsAs(actor, 'officer', 'street_leader'));
  if (units.length > 0)
    conditions.push(sql<boolean>`exists (
      select from case_track t where t.tenant_id = c.tenant_id and t.case_id = c.case_id and t.unit = any(${units}::text[]))`);
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

/** The units themselves and all below them. */
export function unitsBelow(org: Org, tops: readonly string[]): string[] {
  const found = new Set(tops);
  const children = childrenOf(org);
  for (const unit of found) for (const child of children.get(unit) ?? []) found.add(child);
  return [...found];
}

function childrenOf(org: Org): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const { code, parent } of Object.values(org.units)) {
    if (parent === null) continue;
    children.set(parent, [...(children.get(parent) ?? []), code]);
  }
  return children;
}
