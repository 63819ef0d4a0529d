export interface Driven {
  /** Pieces done, and how long all of them took together. */
  pieces: number;
  elapsedMs: number;
  perSecond: number;
  /** One entry a message, in no particular order. */
  messagesMs: number[];
}

/** Times one message; a piece of work sends some of them. */
export type Timed = <T>(message: () => Promise<T>) => Promise<T>;

/** Does `pieces` pieces of work, so many at once. The first that fails ends the drive: a bench counts no failures. */
export async function drive(
  { pieces, atOnce }: { pieces: number; atOnce: number },
  work: (timed: Timed, index: number) => Promise<unknown>,
): Promise<Driven> {
  const messagesMs: number[] = [];
  const timed: Timed = async (message) => {
    const begun = performance.now();
    const answer = await message();
    messagesMs.push(performance.now() - begun);
    return answer;
  };
  let next = 0;
  const line = async () => {
    while (next < pieces) await work(timed, next++);
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: Math.min(atOnce, pieces) }, line));
  const elapsedMs = performance.now() - begun;
  return { pieces, elapsedMs, perSecond: (1000 * pieces) / elapsedMs, messagesMs };
}

/** The value that the given share of them do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
