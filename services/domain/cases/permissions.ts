import { hasRole, type Actor, type Context, type Role } from '../context.ts';
import { roleTitles } from '../role-titles.ts';
import { Problem } from '../problem.ts';

const whoReports = ['resident', 'deputy', 'grid_worker', 'officer', 'street_leader', 'centre'] as const;
const whoSeesCases = [...whoReports, 'leader', 'inspector', 'operator'] as const;

/**
 * API "Who may", by verb. Which cases and which actions of a case it comes to is told by sight and standing; the
 * operator sees a tenant's cases only by its grant, so that without one they are not there (404).
 */
const holders = {
  'case.report': whoReports,
  'case.read': whoSeesCases,
  'case.submit_action': whoSeesCases,
  // Whoever may report or show what was done; who only reads or remarks has nothing to upload.
  'attachment.create': whoReports,
  'case.reveal': ['centre', 'inspector'],
  // By phone, name or address, which are sealed: whoever answers the caller.
  'case.search_person': ['centre'],
  'case.simulate': ['centre', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export type CasePermission = keyof typeof holders;

export const casePermissions = Object.keys(holders) as CasePermission[];

const forIntegrations: readonly CasePermission[] = [
  'case.report',
  'case.read',
  'case.submit_action',
  'attachment.create',
];

export function mayUse(actor: Actor, permission: CasePermission): boolean {
  return actor.kind === 'integration' ? forIntegrations.includes(permission) : hasRole(actor, ...holders[permission]);
}

/** 403 before anything is looked up. */
export function requirePermission(ctx: Context, permission: CasePermission): void {
  if (mayUse(ctx.actor, permission)) return;
  const needed = holders[permission];
  throw new Problem('forbidden', {
    en: `This needs one of these roles: ${needed.join(', ')}.`,
    zh: `需要以下角色之一：${roleTitles(needed)}。`,
  });
}
