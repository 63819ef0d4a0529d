import type { Stall } from './processes.ts';
import type { Sample } from './victim.ts';

/** No honest request may be held up by more than this. */
export const mostMs = 200;

export interface Times {
  requests: number;
  median: number;
  p95: number;
  p99: number;
  longest: number;
}

export function timesOf(samples: readonly Sample[]): Times {
  const sorted = samples.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return { requests: sorted.length, median: at(0.5), p95: at(0.95), p99: at(0.99), longest: at(1) };
}

export interface HeldUp {
  /** What a request took beyond what 99 of 100 took before. */
  ms: number;
  /** Of it, what API and victim did not spend waiting for a processor of this machine. */
  ownMs: number;
  /** What the API's event loop worked meanwhile. */
  workedMs: number;
}

/** What an honest request lost, all of it and without the machine's part. */
export function heldUpBy(sample: Sample, usualMs: number, stalls: readonly Stall[]): HeldUp {
  const during = stalls.filter((stall) => overlapMs(stall, sample) > 0);
  const machineMs = during.reduce((sum, stall) => sum + Math.min(stall.waitedMs, overlapMs(stall, sample)), 0);
  const ms = sample.ms - usualMs;
  const workedMs = during.reduce((sum, { ranMs }) => sum + ranMs, 0);
  return { ms, ownMs: ms - sample.lateMs - machineMs, workedMs };
}

function overlapMs({ endedAt, lateMs }: Stall, { at, ms }: Pick<Sample, 'at' | 'ms'>): number {
  return Math.min(endedAt, at + ms) - Math.max(endedAt - lateMs, at);
}
