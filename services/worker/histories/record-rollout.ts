import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { findTemporalBinary, temporalServer } from '#services/platform/temporal-binary.ts';
import { caseTaskQueue, massTaskQueue, rolloutWorkflowId, rolloutWorkflowType } from '#workflows/case/naming.ts';
import type { RolloutActivities } from '#workflows/rollout/activities.ts';
import { bundleWorkflows } from '../workflow-bundle.ts';
import { withoutPaths } from './scenarios.ts';

/** Writes `workflows/rollout/__histories__/*.json` from a real run: `npx tsx services/worker/histories/record-rollout.ts`. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = `${root}workflows/rollout/__histories__`;
const pages = 6;

/** Six pages, the second of which fails once; long enough to continue as new where histories are short. */
function pagesThatFailOnce(): RolloutActivities {
  let failures = 0;
  return {
    async rollOutPage({ after }) {
      const page = Number(after ?? 0) + 1;
      if (page === 2 && failures++ === 0) throw withoutPaths(new Error('synthetic'));
      return { after: page < pages ? String(page) : null };
    },
  };
}

const environment = await TestWorkflowEnvironment.createLocal({
  server: {
    executable: {
      type: 'existing-path',
      path: await findTemporalBinary(temporalServer, { path: '', caches: [`${root}.cache/bin`] }),
    },
    extraArgs: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=20'],
  },
  client: { identity: 'recorder' },
});
try {
  const common = { connection: environment.nativeConnection, identity: 'recorder' };
  const codePath = await bundleWorkflows(`${root}.cache`);
  const cases = await Worker.create({ ...common, taskQueue: caseTaskQueue, workflowBundle: { codePath } });
  const mass = await Worker.create({ ...common, taskQueue: massTaskQueue, activities: pagesThatFailOnce() });
  const workflowId = rolloutWorkflowId({ tenant: 'demo', kind: 'reproject', version: 2 });
  const runs: string[] = [];
  await mass.runUntil(
    cases.runUntil(async () => {
      const started = await environment.client.workflow.start(rolloutWorkflowType, {
        workflowId,
        taskQueue: caseTaskQueue,
        args: [{ tenant: 'demo', rolloutId: '0199a1b2-0000-7000-8000-000000000001', after: null }],
      });
      runs.push(started.firstExecutionRunId);
      await started.result();
      const last = (await environment.client.workflow.getHandle(workflowId).describe()).runId;
      if (last !== runs[0]) runs.push(last);
    }),
  );
  mkdirSync(folder, { recursive: true });
  for (const [index, runId] of runs.entries()) {
    const history = await environment.client.workflow.getHandle(workflowId, runId).fetchHistory();
    writeFileSync(`${folder}/pages-${index + 1}.json`, `${historyToJSON(history)}\n`);
  }
} finally {
  await environment.teardown();
}
