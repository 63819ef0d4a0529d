import type { Client } from '@temporalio/client';
import { caseWorkflowId, caseWorkflowType, type CaseKey } from '#workflows/case/naming.ts';

/**
 * Which of the cases have a running workflow, by case id. Visibility is a little behind: a run started this second may be missed, which
 * costs one look. `WorkflowId IN` keeps the answer no larger than the question, however many run.
 */
export async function findRunning(client: Client, cases: readonly CaseKey[], timeoutMs: number): Promise<Set<string>> {
  const caseIdOf = new Map(cases.map((key) => [caseWorkflowId(key), key.caseId]));
  const ids = [...caseIdOf.keys()].map((id) => `'${id}'`).join(', ');
  const query = `WorkflowType = '${caseWorkflowType}' AND ExecutionStatus = 'Running' AND WorkflowId IN (${ids})`;
  return client.withDeadline(Date.now() + timeoutMs, async () => {
    const running = new Set<string>();
    for await (const { workflowId } of client.workflow.list({ query, pageSize: cases.length }))
      running.add(caseIdOf.get(workflowId)!);
    return running;
  });
}
