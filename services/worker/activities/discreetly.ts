import { ApplicationFailure } from '@temporalio/common';
import type { Deps } from '#services/domain/context.ts';

/**
 * A failure is stored in the workflow's history, where nothing personal may be, and an error's text can quote what it stumbled over.
 * So the history gets its kind alone, and the log, which stays in the house, the rest.
 */
export async function discreetly<T>({ log }: Deps, about: Record<string, unknown>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const type = kindOf(error);
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    log.error({ ...about, type, error: { name, message, stack } }, 'an activity failed and will be tried again');
    throw ApplicationFailure.create({ type, message: `${type}; see the worker's log` });
  }
}

/** A problem's or PostgreSQL's code, or the name of the class. */
function kindOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown');
}
