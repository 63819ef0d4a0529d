/** Chance that can be had again: the same seed gives the same requests. */
export interface Random {
  /** From 0 up to and without the bound. */
  below: (bound: number) => number;
  pick: <T>(from: readonly T[]) => T;
  chance: (share: number) => boolean;
  shuffled: <T>(all: readonly T[]) => T[];
  bytes: (count: number) => Buffer;
}

/** A number generator of 32 bits (mulberry32): small, quick, and good enough to choose by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    below,
    pick: (from) => {
      if (from.length === 0) throw new Error('nothing to pick from');
      return from[below(from.length)]!;
    },
    chance: (share) => next() < share,
    shuffled(all) {
      const left = [...all];
      return all.map(() => left.splice(below(left.length), 1)[0]!);
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  };
}
