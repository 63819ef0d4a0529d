/**
 * Whether it is time to try a key again: at once, then after 1, 2, 4 … up to 60 rounds. Keys that were not asked for in a round are
 * forgotten, for their trouble is over.
 */
export interface Patience {
  isTurn(key: string): boolean;
  endRound(): void;
}

const longestRounds = 60;

export function createPatience(): Patience {
  interface Wait {
    left: number;
    rounds: number;
  }
  let before = new Map<string, Wait>();
  let now = new Map<string, Wait>();
  return {
    isTurn(key) {
      const wait = before.get(key);
      const isTurn = wait === undefined || wait.left <= 1;
      if (wait === undefined) now.set(key, { left: 1, rounds: 1 });
      else if (!isTurn) now.set(key, { ...wait, left: wait.left - 1 });
      else {
        const rounds = Math.min(longestRounds, wait.rounds * 2);
        now.set(key, { left: rounds, rounds });
      }
      return isTurn;
    },
    endRound() {
      before = now;
      now = new Map();
    },
  };
}
