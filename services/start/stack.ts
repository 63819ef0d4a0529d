import type { Logger } from '#services/platform/log.ts';
import type { Part } from './part.ts';

export interface Stack {
  /** Put on top; it will be stopped before everything that is below. What comes after stopAll is stopped at once. */
  push(name: string, part: Part): void;
  /** Stops from the top down, one at a time. A part that fails or hangs does not keep the others up. */
  stopAll(): Promise<void>;
  isStopping(): boolean;
}

const patienceMs = 45_000;

/** What runs, in the order in which it leans on each other. */
export function createStack(log: Logger): Stack {
  const parts: { name: string; part: Part }[] = [];
  let stopping: Promise<void> | undefined;

  async function stopEach(): Promise<void> {
    for (let top = parts.pop(); top; top = parts.pop()) await stopOne(top);
  }

  async function stopOne({ name, part }: { name: string; part: Part }): Promise<void> {
    await withinPatience(part.stop()).catch((error: unknown) =>
      log.error({ err: error, part: name }, 'did not stop well'),
    );
  }

  return {
    push(name, part) {
      if (stopping) stopping = stopping.then(() => stopOne({ name, part }));
      else parts.push({ name, part });
    },
    stopAll: () => (stopping ??= stopEach()),
    isStopping: () => stopping !== undefined,
  };
}

async function withinPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`still running after ${patienceMs / 1000} s`)), patienceMs);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
