import { Context } from '@temporalio/activity';
import { rollOutPage } from '#services/domain/configuration/roll-out-page.ts';
import type { Deps } from '#services/domain/context.ts';
import type { RolloutActivities } from '#workflows/rollout/activities.ts';
import { discreetly } from './discreetly.ts';
import { outlasting } from './outlasting.ts';

/** The domain's verb, as Temporal calls it; each step of a page is a sign of life. */
export function createRolloutActivities(deps: Deps) {
  return {
    rollOutPage: (input) =>
      discreetly(deps, { activity: 'rollOutPage', ...input }, () =>
        outlasting(() => rollOutPage(deps, input, { onStep: (done) => Context.current().heartbeat(done) })),
      ),
  } satisfies RolloutActivities;
}
