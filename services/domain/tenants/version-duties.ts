import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { dutiesOf, type Duty } from '#workflows/engine/process/duties.ts';

/** A duty that a clock of one configuration version makes. */
export interface VersionDuty {
  /** The same for the same duty of the same process, in whatever version. */
  key: string;
  process: string;
  duty: Duty & { unvisited: string[] };
}

export function clockDutiesOf({ processes, catalogue }: CompiledConfig): VersionDuty[] {
  const unvisited = unvisitedItems(catalogue);
  return Object.values(processes).flatMap((process) =>
    dutiesOf(process)
      .filter((duty) => duty.deadline !== null)
      .map((duty) => ({ ...duty, unvisited: duty.visit === null ? [] : unvisited }))
      .map((duty) => ({ key: JSON.stringify([process.code, duty]), process: process.code, duty })),
  );
}

/** The items to which nobody has to go, as `<edition>/<item>`. */
function unvisitedItems(catalogue: CompiledConfig['catalogue']): string[] {
  return catalogue.flatMap(({ edition, items }) =>
    Object.values(items)
      .filter(({ visit }) => visit === 'not_needed')
      .map(({ code }) => `${edition}/${code}`),
  );
}
