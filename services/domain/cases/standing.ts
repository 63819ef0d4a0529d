import type { Standing } from '#workflows/engine/process/case-state.ts';
import type { Actor } from '../context.ts';

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
  if (actor.posts.some((post) => post.role === 'centre')) relations.push('centre');
  if (hasPostOver(facts, actor, 'street_leader')) relations.push('street_leader');
  const units = actor.posts.flatMap((post) => (post.role === 'officer' && post.unit !== null ? [post.unit] : []));
  return { relations, units: [...new Set(units)] };
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

function hasPostOver(facts: StandingFacts, actor: Actor, role: string): boolean {
  return actor.posts.some((post) => post.role === role && post.unit !== null && facts.locationPath.includes(post.unit));
}
