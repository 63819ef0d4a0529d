import type { ChildAnswer, ChildLimits } from './child-pool.ts';
import { limitMemory } from './limit-memory.ts';

/** The child's side of a child pool: does one piece of work after the other for the process that started it, and ends with it. */
export function serveParent<In, Out>(work: (input: In) => Promise<Out>): void {
  const { memoryBytes } = JSON.parse(process.argv[2]!) as ChildLimits;
  limitMemory(memoryBytes);
  // A signal to the whole group is for the parent, which lets work that has begun come to its end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
  process.on('message', (input: In) => {
    void work(input)
      .then(
        // A heap that has once grown seldom shrinks; half of the limit would be missing for the next piece.
        (value): ChildAnswer<Out> => ({ value, isLast: process.memoryUsage.rss() > memoryBytes / 2 }),
        (error: unknown): ChildAnswer<Out> => ({ failure: error instanceof Error ? error.stack! : String(error) }),
      )
      .then((answer) => process.send!(answer));
  });
}
