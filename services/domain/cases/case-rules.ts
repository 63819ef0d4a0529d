import type { Rules } from '#workflows/engine/process/case-state.ts';
import type { Deps } from '../context.ts';
import type { TenantDb } from '../database.ts';

/** The rules in force, and those of any case: its own version under the calendar and org chart in force (they are live). */
export interface LiveRules extends Rules {
  version: number;
  of(configVersion: number): Promise<Rules>;
}

/** Asks once which version is in force, for however many cases follow. */
export async function liveRules(
  { configurations }: Pick<Deps, 'configurations'>,
  tx: TenantDb,
  at: number,
): Promise<LiveRules> {
  const { config, version } = await configurations.active(tx, at);
  const { calendar, org } = config;
  const of = async (pinned: number): Promise<Rules> => {
    return { config: pinned === version ? config : await configurations.get(tx, pinned), calendar, org };
  };
  return { version, config, calendar, org, of };
}

/** Of several cases at once. */
export async function rulesByVersion(live: LiveRules, versions: Iterable<number>): Promise<Map<number, Rules>> {
  const rules = new Map<number, Rules>();
  for (const version of new Set(versions)) rules.set(version, await live.of(version));
  return rules;
}
