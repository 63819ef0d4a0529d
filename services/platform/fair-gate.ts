export interface FairGateLimits {
  /** Pieces of work that run at the same time. */
  slots: number;
  /** How many of them may be of one key. */
  perKey: number;
  /** Pieces of one key that may wait; one more is turned away at once. */
  waitingPerKey: number;
  /** How long a piece waits before it is turned away. */
  patienceMs: number;
}

export interface FairGate {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** Work that was not begun: its key has too many waiting (`full`), or no slot came free in time (`late`). */
export class TurnedAway extends Error {
  readonly reason: 'full' | 'late';

  constructor(reason: 'full' | 'late') {
    super(reason === 'full' ? 'too many of this key are waiting' : 'no slot came free in time');
    this.name = 'TurnedAway';
    this.reason = reason;
  }
}

interface Line {
  running: number;
  waiting: Set<() => void>;
}

/** Lets so much work run at once; those who wait get their turns key by key, so that one key's many delay no other's few. */
export function createFairGate({ slots, perKey, waitingPerKey, patienceMs }: FairGateLimits): FairGate {
  // In the order in which the keys get their next turn; a key without work is not in it.
  const keys = new Map<string, Line>();
  let running = 0;

  function admit(): void {
    for (const [key, of] of keys) {
      if (running >= slots) return;
      const [go] = of.waiting;
      if (go === undefined || of.running >= perKey) continue;
      of.waiting.delete(go);
      of.running += 1;
      running += 1;
      // This same loop meets it again, after all others.
      moveBack(key, of);
      go();
    }
  }

  function moveBack(key: string, of: Line): void {
    keys.delete(key);
    if (of.running > 0 || of.waiting.size > 0) keys.set(key, of);
  }

  return {
    async run(key, work) {
      const of: Line = keys.get(key) ?? { running: 0, waiting: new Set() };
      const mustWait = running >= slots || of.running >= perKey;
      if (mustWait && of.waiting.size >= waitingPerKey) throw new TurnedAway('full');
      keys.set(key, of);
      await new Promise<void>((resolve, reject) => {
        const go = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          of.waiting.delete(go);
          if (of.running === 0 && of.waiting.size === 0) keys.delete(key);
          reject(new TurnedAway('late'));
        }, patienceMs);
        of.waiting.add(go);
        admit();
      });
      try {
        return await work();
      } finally {
        of.running -= 1;
        running -= 1;
        // Whoever came while this ran goes first.
        moveBack(key, of);
        admit();
      }
    },
  };
}
