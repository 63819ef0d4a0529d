import type { Standing } from '#workflows/engine/process/case-state.ts';
import { hasRole, unitsAs, type Actor, type Role } from '../context.ts';

/** What of a case decides in which relations somebody stands to it. */
export interface StandingFacts {
  requesterKind: string;
  requesterId: string | null;
  /** The place's unit and all above it. */
  locationPath: string[];
}

/** API "Who may": a grid worker adds to what others reported in the area, and takes no other action of the requester. */
export const areaActions: readonly string[] = ['supplement'];

/** For somebody who sees the case; nobody else is asked. */
export function standingOf(facts: StandingFacts, actor: Actor): Standing {
  const relations: Standing['relations'] = ['anyone'];
  if (isRequester(facts, actor)) relations.push('requester');
  if (hasRole(actor, 'centre')) relations.push('centre');
  if (hasPostOver(facts, actor, 'street_leader')) relations.push('street_leader');
  return { relations, units: [...new Set(unitsAs(actor, 'officer'))] };
}

/** The standing for one action: as above, and the requester's for what the area's grid worker may do too. */
export function standingFor(facts: StandingFacts, actor: Actor, action: string): Standing {
  const standing = standingOf(facts, actor);
  if (!areaActions.includes(action) || !hasPostOver(facts, actor, 'grid_worker')) return standing;
  return { ...standing, relations: [...standing.relations, 'requester'] };
}

/** System accounts hold no posts and are nobody's requester. */
function isRequester(facts: StandingFacts, actor: Actor): boolean {
  return facts.requesterKind === actor.kind && facts.requesterId === actor.id;
}

function hasPostOver(facts: StandingFacts, actor: Actor, role: Role): boolean {
  return unitsAs(actor, role).some((unit) => facts.locationPath.includes(unit));
}
