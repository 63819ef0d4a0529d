/** The usual way, and nothing else: six messages as updates, each with one local activity that does nothing. */
import { allHandlersFinished, condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';

export interface BareActivities {
  nothing(): Promise<void>;
}

export const stepUpdate = defineUpdate<number, [last: boolean]>('step');

const { nothing } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10 seconds' });

export async function bareWorkflow(): Promise<void> {
  let steps = 0;
  let isOver = false;
  setHandler(stepUpdate, async (last) => {
    await nothing();
    isOver ||= last;
    return (steps += 1);
  });
  await condition(() => isOver && allHandlersFinished());
}
