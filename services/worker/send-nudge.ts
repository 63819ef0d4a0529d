import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { caseWorkflow } from '#workflows/case/case.workflow.ts';
import { nudgeSignal, type Nudge } from '#workflows/case/messages.ts';
import {
  caseTaskQueue,
  caseWorkflowId,
  caseWorkflowType,
  priorities,
  tenantAttribute,
  type CaseKey,
} from '#workflows/case/naming.ts';

const tenantKey = defineSearchAttributeKey(tenantAttribute, SearchAttributeType.KEYWORD);

/**
 * Starts the case's run if none is going, and nudges it in the same call; a case that was reopened gets a new run under its id.
 * Harmless when sent twice. Fails after `timeoutMs` without an answer.
 */
export async function sendNudge(client: Client, key: CaseKey, nudge: Nudge, timeoutMs: number): Promise<void> {
  await client.withDeadline(Date.now() + timeoutMs, () =>
    client.workflow.signalWithStart<typeof caseWorkflow, [Nudge]>(caseWorkflowType, {
      workflowId: caseWorkflowId(key),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      taskQueue: caseTaskQueue,
      // The nudge carries the instant.
      args: [{ ...key, wakeAt: null }],
      signal: nudgeSignal,
      signalArgs: [nudge],
      priority: { priorityKey: priorities.case, fairnessKey: key.tenant },
      typedSearchAttributes: [{ key: tenantKey, value: key.tenant }],
    }),
  );
}
