import { usageOf } from './cpu.ts';
import { drive, type Driven, type Timed } from './drive.ts';

export interface Work {
  pieces: number;
  atOnce: number;
  piece: (timed: Timed, index: number) => Promise<unknown>;
  /** Until what the pieces set off has come to rest; its time counts for `settledPerSecond` only. */
  settle?: () => Promise<void>;
}

export interface Measured extends Driven {
  /** Pieces a second with everything that they set off. */
  settledPerSecond: number;
  /** CPU milliseconds a piece, by process. */
  cpuMs: Record<string, number>;
}

export async function measure(
  pids: Record<string, number>,
  { pieces, atOnce, piece, settle }: Work,
): Promise<Measured> {
  const before = usageOf(pids);
  const begun = performance.now();
  const driven = await drive({ pieces, atOnce }, piece);
  await settle?.();
  const settledPerSecond = (1000 * pieces) / (performance.now() - begun);
  const after = usageOf(pids);
  const names = Object.keys(pids);
  const cpuMs = Object.fromEntries(
    names.map((name) => [name, ((after[name]?.cpuMs ?? 0) - (before[name]?.cpuMs ?? 0)) / pieces]),
  );
  return { ...driven, settledPerSecond, cpuMs };
}
