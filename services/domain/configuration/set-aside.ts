import { isPostgresAway } from '#services/platform/postgres-away.ts';
import { writeAudit } from '../audit.ts';
import type { Deps } from '../context.ts';
import { withTenant } from '../database.ts';
import { Problem } from '../problem.ts';
import { system } from './system.ts';

export interface OneOfMany {
  tenant: string;
  /** As the audit log names what it is done to: `case/0199…`. */
  target: string;
  /** What was to be done, as the audit log names it. */
  action: string;
}

/**
 * Does one of many and goes on where it fails by a fault of its own: that one is set aside, said in the log and in the tenant's audit
 * log, and left as it was; whoever next touches it tries it again. Throws only where the next one would fail in the same way.
 */
export async function orSetAside(deps: Deps, one: OneOfMany, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isPostgresAway(error) || isBusy(error)) throw error;
    const { tenant, target, action } = one;
    deps.log.error({ err: error, tenant, target, action }, 'one of many was set aside; the others go on');
    // What exactly failed may hold what nobody may read there; the log has it.
    const code = error instanceof Problem ? error.code : 'internal';
    await withTenant(deps.db, tenant, (tx) =>
      writeAudit(tx, system, { action: `${action}.set_aside`, target, data: { code } }),
    );
  }
}

/** All places taken, for bundles or connections: the page is done again. */
function isBusy(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'unavailable' || error.code === 'rate-limited');
}
