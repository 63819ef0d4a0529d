import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { Timed } from '../load/drive.ts';
import { bareQueue } from './bare-queue.ts';
import { bareWorkflow, stepUpdate } from './bare.workflow.ts';

/** Messages of one case, in both ways of doing it. */
export const messagesOfCase = 6;

/** One bare case: started together with its first update, five more, and it has ended. */
export async function bareCase(client: Client, timed: Timed): Promise<void> {
  const workflowId = `bare/${randomUUID()}`;
  const start = new WithStartWorkflowOperation(bareWorkflow, {
    workflowId,
    taskQueue: bareQueue,
    args: [],
    workflowIdConflictPolicy: 'FAIL',
  });
  await timed(() =>
    client.workflow.executeUpdateWithStart(stepUpdate, { args: [false], startWorkflowOperation: start }),
  );
  const handle = client.workflow.getHandle(workflowId);
  for (let step = 2; step <= messagesOfCase; step += 1)
    await timed(() => handle.executeUpdate(stepUpdate, { args: [step === messagesOfCase] }));
}
