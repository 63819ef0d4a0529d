import type { Process } from '#workflows/definition/compiled-process.ts';

/** By which action the process lets somebody nearby follow a case in this state; null where it does not. */
export function followAction(process: Process, state: string): string | null {
  return process.states[state]?.may.nearby?.[0] ?? null;
}

/** Whether it ever does. */
export function anyFollowAction(process: Process): string | null {
  return (
    Object.keys(process.states)
      .map((state) => followAction(process, state))
      .find((action) => action !== null) ?? null
  );
}
