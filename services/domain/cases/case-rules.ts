import type { Rules } from '#workflows/engine/process/case-state.ts';
import type { Deps } from '../context.ts';
import type { TenantDb } from '../database.ts';

/** The rules of several cases at once: each version pinned, calendar and org chart the live ones. */
export async function rulesByVersion(
  deps: Pick<Deps, 'configurations'>,
  tx: TenantDb,
  at: number,
  versions: Iterable<number>,
): Promise<Map<number, Rules>> {
  const { config } = await deps.configurations.active(tx, at);
  const rules = new Map<number, Rules>();
  for (const version of new Set(versions)) {
    const pinned = await deps.configurations.get(tx, version);
    rules.set(version, { config: pinned, calendar: config.calendar, org: config.org });
  }
  return rules;
}
