import { advanceCase } from '#services/domain/cases/advance-case.ts';
import { doWork } from '#services/domain/cases/do-work.ts';
import type { Deps } from '#services/domain/context.ts';
import { Problem } from '#services/domain/problem.ts';
import type { CaseActivities } from '#workflows/case/activities.ts';
import { discreetly } from './discreetly.ts';
import { outlasting } from './outlasting.ts';

/** The domain's verbs, as Temporal calls them. Every failure may be retried, for what is wrong may be put right meanwhile. */
export function createCaseActivities(deps: Deps) {
  return {
    advanceCase: (input) =>
      discreetly(deps, { activity: 'advanceCase', ...input }, async () => {
        try {
          return await outlasting(() => advanceCase(deps, input));
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
