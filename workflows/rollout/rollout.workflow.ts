import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { massTaskQueue, priorities } from '../case/naming.ts';
import type { RolloutActivities, RolloutPage } from './activities.ts';

const { rollOutPage } = proxyActivities<RolloutActivities>({
  taskQueue: massTaskQueue,
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
  priority: { priorityKey: priorities.mass },
});

/** From page to page until all is done; it keeps nothing but where it is. */
export async function rolloutWorkflow({ tenant, rolloutId, after }: RolloutPage): Promise<void> {
  for (let place = after; ;) {
    const page = await rollOutPage({ tenant, rolloutId, after: place });
    if (page.after === null) return;
    place = page.after;
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof rolloutWorkflow>({ tenant, rolloutId, after: place });
  }
}
