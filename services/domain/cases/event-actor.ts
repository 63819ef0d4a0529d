import type { Process } from '#workflows/definition/compiled-process.ts';
import type { CaseState, EventActor, Standing } from '#workflows/engine/process/case-state.ts';
import type { Actor, Post, Role } from '../context.ts';

export const systemActor: EventActor = { id: null, role: 'system', unit: null };

interface Acting {
  action: string;
  unit?: string | undefined;
}

/**
 * In which of their posts somebody acts, as the history keeps it. A reporter who asked for secrecy is not betrayed by the
 * grid that the post belongs to.
 */
export function eventActor(
  actor: Actor,
  process: Process,
  state: CaseState,
  standing: Standing,
  act: Acting,
): EventActor {
  const action = process.actions[act.action];
  if (action?.on === 'track') return { id: actor.id, role: 'officer', unit: act.unit ?? onlyUnit(state, standing) };
  const may = process.states[state.state]?.may ?? {};
  const relation = standing.relations.find((r) => r !== 'anyone' && may[r]?.includes(act.action));
  if (relation === 'street_leader') return { id: actor.id, ...postAs(actor, 'street_leader') };
  if (relation === 'centre' || relation === 'for_requester') return { id: actor.id, ...postAs(actor, 'centre') };
  const { role, unit } = relation === 'requester' ? reporterPost(actor) : firstPost(actor);
  const isHidden = relation === 'requester' && state.reporter.secret;
  return { id: actor.id, role, unit: isHidden ? null : unit };
}

/** As eventActor, for the report itself. */
export function reportingActor(actor: Actor, isSecret: boolean): EventActor {
  const { role, unit } = reporterPost(actor);
  return { id: actor.id, role, unit: isSecret && role !== 'centre' ? null : unit };
}

function onlyUnit(state: CaseState, { units }: Standing): string | null {
  const own = state.tracks.filter((track) => track.endedAt === null && units.includes(track.unit));
  return own.length === 1 ? own[0]!.unit : null;
}

function reporterPost(actor: Actor): { role: string; unit: string | null } {
  const order: Role[] = ['centre', 'resident', 'grid_worker', 'deputy', 'officer', 'street_leader'];
  return (
    order.map((role) => actor.posts.find((post) => post.role === role)).find((post) => post !== undefined) ??
    firstPost(actor)
  );
}

function firstPost(actor: Actor): { role: string; unit: string | null } {
  return actor.posts[0] ?? { role: actor.kind, unit: null };
}

function postAs(actor: Actor, role: Role): Post {
  return actor.posts.find((post) => post.role === role) ?? { role, unit: null };
}
