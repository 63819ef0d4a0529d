import type { Deps } from '../context.ts';
import type { TenantDb } from '../database.ts';
import type { CaseRules } from '../tenants/configurations.ts';

/** The rules in force, and those of any case: its own version under the calendar and org chart in force (they are live). */
export interface LiveRules extends CaseRules {
  version: number;
  of(configVersion: number): Promise<CaseRules>;
}

/** Asks once which version is in force, for however many cases follow. */
export async function liveRules(
  { configurations }: Pick<Deps, 'configurations'>,
  tx: TenantDb,
  at: number,
): Promise<LiveRules> {
  const { config, version, places } = await configurations.active(tx, at);
  const { calendar, org } = config;
  const of = async (pinned: number): Promise<CaseRules> => {
    return { config: pinned === version ? config : await configurations.get(tx, pinned), calendar, org, places };
  };
  return { version, config, calendar, org, places, of };
}

/** Of several cases at once. */
export async function rulesByVersion(live: LiveRules, versions: Iterable<number>): Promise<Map<number, CaseRules>> {
  const rules = new Map<number, CaseRules>();
  for (const version of new Set(versions)) rules.set(version, await live.of(version));
  return rules;
}
