import type { Process } from '#workflows/definition/compiled-process.ts';
import { dutiesOf, type Duty } from '#workflows/engine/process/duties.ts';
import type { TenantDb } from '../database.ts';
import type { Configurations } from '../tenants/configurations.ts';
import type { VersionDuty } from '../tenants/version-duties.ts';

/** A duty of one process; null: in every configuration version. */
export interface VersionedDuty extends Duty {
  versions: number[] | null;
  process: string;
  /** To which items (`<edition>/<item>`) nobody has to go, where `visit` asks for it. */
  unvisited: string[];
}

/**
 * Clocks are judged by the process that a case is pinned to; what a flag or a merge asks for is the same in every version.
 * A county that publishes often has many versions with the same duties: each is told once, so that the list costs no more for it.
 */
export function versionedDuties(
  ofVersions: ReadonlyMap<number, readonly VersionDuty[]>,
  present: readonly Process[],
): VersionedDuty[] {
  const ofClocks = new Map<string, VersionedDuty & { versions: number[] }>();
  for (const [version, duties] of ofVersions)
    for (const { key, process, duty } of duties) {
      const known = ofClocks.get(key);
      if (known) known.versions.push(version);
      else ofClocks.set(key, { ...duty, versions: [version], process });
    }
  const ofOthers = present.flatMap((process) =>
    dutiesOf(process)
      .filter((duty) => duty.deadline === null)
      .map((duty) => ({ ...duty, unvisited: [], versions: null, process: process.code })),
  );
  return [...ofClocks.values(), ...ofOthers];
}

export async function clockDutiesByVersion(
  configurations: Configurations,
  tx: TenantDb,
  versions: readonly number[],
): Promise<Map<number, readonly VersionDuty[]>> {
  const found = new Map<number, readonly VersionDuty[]>();
  for (const version of versions) found.set(version, await configurations.clockDuties(tx, version));
  return found;
}
