import type { Org } from '#workflows/definition/compiled.ts';
import { hasRole, type Actor, type Post } from '../context.ts';
import type { InputFault } from '../problem.ts';

export type Requester = { kind: 'person' | 'integration'; id: string } | { kind: 'centre'; id: null };

export interface ReporterParty {
  type: string;
  requester: Requester;
}

const deputies = ['peoples_deputy', 'party_deputy', 'cppcc_member'];

/**
 * Who counts as the reporter. A person's token fixes the type; an integration and the centre, who pass on what others
 * say, state it. The centre's callers have no account, so the centre itself takes the requester's part.
 */
export function reporterParty(actor: Actor, stated: string | undefined, org: Org): ReporterParty | InputFault {
  if (actor.kind !== 'person') return statedBy(stated, { kind: 'integration', id: actor.id });
  if (hasRole(actor, 'centre')) return statedBy(stated ?? 'resident', { kind: 'centre', id: null });
  const allowed = actor.posts.flatMap((post) => typesOf(post, org));
  const type = stated ?? allowed[0];
  if (type !== undefined && allowed.includes(type)) return { type, requester: { kind: 'person', id: actor.id } };
  return notAllowed(stated ?? '', [...new Set(allowed)]);
}

function statedBy(stated: string | undefined, requester: Requester): ReporterParty | InputFault {
  if (stated !== undefined) return { type: stated, requester };
  return {
    pointer: '/reporter/type',
    detail: { en: 'Required: say who reports, for example "resident".', zh: '必填：请说明由谁上报，例如 "resident"。' },
  };
}

/** The first is what counts when nothing is stated. */
function typesOf({ role, unit }: Post, org: Org): string[] {
  switch (role) {
    case 'resident':
    case 'grid_worker':
      return [role];
    case 'deputy':
      return deputies;
    case 'street_leader':
      return ['street'];
    case 'officer':
      return [isBelowTop(unit, org) ? 'street' : 'department'];
    default:
      return [];
  }
}

/** Streets, communities and grids carry a level below the tenant's top one; departments carry none. */
function isBelowTop(unit: string | null, org: Org): boolean {
  const level = unit === null ? null : (org.units[unit]?.level ?? null);
  return level !== null && level !== org.levels[0]?.code;
}

function notAllowed(stated: string, allowed: string[]): InputFault {
  const list = allowed.map((type) => `"${type}"`);
  return {
    pointer: '/reporter/type',
    detail: {
      en: `You cannot report as "${stated}". Leave it out, or say ${list.join(' or ')}.`,
      zh: `您不能以“${stated}”的身份上报。请省略此项，或填写 ${list.join(' 或 ')}。`,
    },
  };
}
