import type { Fault, LayerFiles } from '#services/config/index.ts';
import { ChildEnded, createChildPool } from '#services/platform/child-pool.ts';
import { createFairGate, TurnedAway } from '#services/platform/fair-gate.ts';
import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { Problem } from '../problem.ts';

export interface CheckWork {
  layers: LayerFiles[];
  /** The tenant's day, for what depends on it. */
  today?: string;
}

export interface CheckedBundle {
  ok: boolean;
  config?: CompiledConfig;
  hash?: string;
  faults: Fault[];
}

export interface BundleChecker {
  /**
   * Compiles a bundle and runs its tests in another process: what strangers write takes up to seconds, in which nobody else would be
   * answered. Throws `too-large` for what cannot be done within the limits, `unavailable` when no process came free in time.
   */
  check(tenant: string, work: CheckWork): Promise<CheckedBundle>;
}

/** Many times what the largest county takes. */
const limits = { memoryBytes: 768 * 1024 * 1024, timeMs: 20_000 };
const turns = { slots: 2, perKey: 1, waitingPerKey: 8, patienceMs: 30_000 };

export function createBundleChecker({ memoryBytes, timeMs } = limits): BundleChecker {
  const gate = createFairGate(turns);
  const children = createChildPool<CheckWork, CheckedBundle>({
    module: new URL('./check-bundle.child.ts', import.meta.url),
    memoryBytes,
    timeMs,
    idleMs: 300_000,
  });
  return { check: (tenant, work) => gate.run(tenant, () => children.run(work)).catch(told) };
}

function told(error: unknown): never {
  if (error instanceof TurnedAway) throw checkersBusy(error);
  if (error instanceof ChildEnded) throw error.reason === 'killed' ? checkersBusy(error) : tooMuchToCheck(error);
  throw error;
}

function checkersBusy(cause: unknown): Problem {
  const detail = {
    en: 'Many bundles are being checked right now. Nothing was changed; send the same request again.',
    zh: '当前正在检查的配置较多，未作任何更改，请原样重发。',
  };
  return new Problem('unavailable', detail, { retryAfterSeconds: 10 }, { cause });
}

function tooMuchToCheck(cause: unknown): Problem {
  const detail = {
    en: 'Checking the bundle takes more time or memory than that of any county needs. Send fewer or smaller files and fewer tests.',
    zh: '检查该配置所需的时间或内存远超任何县区的需要。请减少文件或测试，或缩小文件。',
  };
  return new Problem('too-large', detail, {}, { cause });
}
