import type { Standing } from '#workflows/engine/process/case-state.ts';
import { hasRole, unitsAs, type Actor, type Role } from '../context.ts';
import type { Places } from '../places/places-today.ts';

/** What of a case decides in which relations somebody stands to it. */
export interface StandingFacts {
  requesterKind: string;
  requesterId: string | null;
  /** The place's unit, by the code that it was reported under. */
  locationUnit: string | null;
}

/** API "Who may": a grid worker adds to what others reported in the area, and takes no other action of the requester. */
export const areaActions: readonly string[] = ['supplement'];

/** For somebody who sees the case; nobody else is asked. */
export function standingOf(facts: StandingFacts, actor: Actor, places: Places): Standing {
  const relations: Standing['relations'] = ['anyone'];
  if (isRequester(facts, actor)) relations.push('requester');
  if (hasRole(actor, 'centre')) relations.push('centre');
  if (hasRole(actor, 'centre') && facts.requesterKind === 'centre') relations.push('for_requester');
  if (hasPostOver(facts, actor, places, 'street_leader')) relations.push('street_leader');
  return { relations, units: [...new Set(unitsAs(actor, 'officer'))] };
}

/** The standing for one action: as above, and the requester's for what the area's grid worker may do too. */
export function standingFor(facts: StandingFacts, actor: Actor, places: Places, action: string): Standing {
  const standing = standingOf(facts, actor, places);
  if (!areaActions.includes(action) || !hasPostOver(facts, actor, places, 'grid_worker')) return standing;
  return { ...standing, relations: [...standing.relations, 'requester'] };
}

/** System accounts hold no posts and are nobody's requester. */
export function isRequester(facts: StandingFacts, actor: Actor): boolean {
  return facts.requesterKind === actor.kind && facts.requesterId === actor.id;
}

function hasPostOver({ locationUnit }: StandingFacts, actor: Actor, places: Places, role: Role): boolean {
  const around = places.around(locationUnit);
  return unitsAs(actor, role).some((unit) => around.has(unit));
}
