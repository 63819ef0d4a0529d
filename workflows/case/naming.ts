/** Every id, queue and attribute that Temporal sees, built here and nowhere else: opaque ids only, never a name. */

const tenantId = /^[a-z0-9][a-z0-9-]*$/;
const caseId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface CaseKey {
  tenant: string;
  caseId: string;
}

/** `t/{tenant}/case/{caseId}`. The form is enforced, since a slash in a tenant could spell another tenant's case. */
export function caseWorkflowId(key: CaseKey): string {
  if (!tenantId.test(key.tenant)) throw new RangeError(`not a tenant's id: ${JSON.stringify(key.tenant)}`);
  if (!caseId.test(key.caseId)) throw new RangeError(`not a case's id: ${JSON.stringify(key.caseId)}`);
  return `t/${key.tenant}/case/${key.caseId}`;
}

export const caseWorkflowType = 'caseWorkflow';

export interface RolloutKey {
  tenant: string;
  /** As the rollout's row names it. */
  kind: 'candidates' | 'reproject';
  version: number;
}

/** `t/{tenant}/reproject/{version}`: one run at a time for what a publication of that version brings about. */
export function rolloutWorkflowId({ tenant, kind, version }: RolloutKey): string {
  if (!tenantId.test(tenant)) throw new RangeError(`not a tenant's id: ${JSON.stringify(tenant)}`);
  return `t/${tenant}/${kind}/${version}`;
}

export const rolloutWorkflowType = 'rolloutWorkflow';

/** Workflows with their local activities. */
export const caseTaskQueue = 'cases';
/** What leaves the house: a queue of its own, so that a slow partner never stands before the cases' clocks. */
export const outwardTaskQueue = 'outward';
/** Pages of mass work, which may take minutes each and wait for each other. */
export const massTaskQueue = 'mass';

/** Keyword search attribute, for operations only; product lists come from PostgreSQL. */
export const tenantAttribute = 'TenantId';

/** 1 is served first; statutory deadlines come before outward and mass work, and leave 1 to whatever a person waits for. */
export const priorities = { case: 2, outward: 3, mass: 4 } as const;
