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

/** Workflows with their local activities. */
export const caseTaskQueue = 'cases';
/** What leaves the house: a queue of its own, so that a slow partner never stands before the cases' clocks. */
export const outwardTaskQueue = 'outward';

/** Keyword search attribute, for operations only; product lists come from PostgreSQL. */
export const tenantAttribute = 'TenantId';

/** 1 is served first; statutory deadlines come before outward work, and leave 1 to whatever a person waits for. */
export const priorities = { case: 2, outward: 3 } as const;
