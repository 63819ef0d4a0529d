import { ApplicationFailure } from '@temporalio/common';
import { advanceCase } from '#services/domain/cases/advance-case.ts';
import { doWork } from '#services/domain/cases/do-work.ts';
import type { Deps } from '#services/domain/context.ts';
import { Problem } from '#services/domain/problem.ts';
import type { CaseActivities } from '#workflows/case/activities.ts';

/** The domain's verbs, as Temporal calls them. Every failure may be retried, for what is wrong may be put right meanwhile. */
export function createCaseActivities(deps: Deps) {
  return {
    advanceCase: (input) =>
      discreetly(deps, { activity: 'advanceCase', ...input }, async () => {
        try {
          return await advanceCase(deps, input);
        } catch (error) {
          if (!(error instanceof Problem && error.code === 'not-found')) throw error;
          deps.log.warn(input, 'a workflow asks for a case that is not there; it ends');
          return { wakeInMs: null, work: [], ended: true };
        }
      }),
    doWork: (input) =>
      discreetly(deps, { activity: 'doWork', ...input }, async () => {
        await doWork(deps, input);
      }),
  } satisfies CaseActivities;
}

/**
 * A failure is stored in the workflow's history, where nothing personal may be, and an error's text can quote what it stumbled over.
 * So the history gets its kind alone, and the log, which stays in the house, the rest.
 */
async function discreetly<T>({ log }: Deps, about: Record<string, string>, work: () => Promise<T>): Promise<T> {
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
