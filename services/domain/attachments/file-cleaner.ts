import { ChildEnded, createChildPool } from '#services/platform/child-pool.ts';
import { createFairGate, TurnedAway } from '#services/platform/fair-gate.ts';
import { Problem, type ProblemCode, type ProblemExtra, type Text } from '../problem.ts';
import { cleanersBusy, tooMuchToRead } from './attachment-problems.ts';
import type { CleanFile } from './clean-file.ts';
import type { AcceptedType } from './schema.ts';

export interface CleanWork {
  bytes: Uint8Array;
  type: AcceptedType;
}

/** What crosses from the child: errors lose their class on the way. */
export type Cleaned = CleanFile | { problem: { code: ProblemCode; detail: Text; extra: ProblemExtra }; why: string };

export interface FileCleaner {
  /**
   * The file without its metadata, read in another process. Throws `attachment/unreadable` for what cannot be read whole or not within the
   * limits, `unavailable` when no process came free in time.
   */
  clean(tenant: string, work: CleanWork): Promise<CleanFile>;
}

/** What the largest picture that is accepted needs, and a tenth. */
const memoryBytes = 512 * 1024 * 1024;

/** One process per core of a small machine, and never both for one tenant: somebody else's picture finds a free one or the next. */
const turns = { slots: 2, perKey: 1, waitingPerKey: 32, patienceMs: 60_000 };

export function createFileCleaner(): FileCleaner {
  const gate = createFairGate(turns);
  const children = createChildPool<CleanWork, Cleaned>({
    module: new URL('./clean-file.child.ts', import.meta.url),
    memoryBytes,
    timeMs: 30_000,
    idleMs: 60_000,
  });
  return {
    async clean(tenant, work) {
      const cleaned = await gate.run(tenant, () => children.run(work)).catch(told);
      if (!('problem' in cleaned)) return cleaned;
      const { code, detail, extra } = cleaned.problem;
      throw new Problem(code, detail, extra, { cause: new Error(cleaned.why) });
    },
  };
}

function told(error: unknown): never {
  if (error instanceof TurnedAway) throw cleanersBusy(error);
  if (error instanceof ChildEnded) throw error.reason === 'killed' ? cleanersBusy(error) : tooMuchToRead(error);
  throw error;
}
