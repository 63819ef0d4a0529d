import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { findTemporalBinary, temporalServer } from '#services/platform/temporal-binary.ts';
import { caseTaskQueue, caseWorkflowId, outwardTaskQueue, tenantAttribute } from '#workflows/case/naming.ts';
import { sendNudge } from '../send-nudge.ts';
import { bundleWorkflows } from '../workflow-bundle.ts';
import { scenarios, type Scenario, type Stage } from './scenarios.ts';

/** Writes `workflows/case/__histories__/*.json` from real runs: `npx tsx services/worker/histories/record.ts [scenario…]`. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = `${root}workflows/case/__histories__`;
const identity = 'recorder';
/** So that a case of a few looks is long enough to continue as new. */
const shortHistories = ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=20'];

async function recordAll(names: readonly string[]): Promise<void> {
  const path = await findTemporalBinary(temporalServer, { path: '', caches: [`${root}.cache/bin`] });
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      extraArgs: ['--search-attribute', `${tenantAttribute}=Keyword`, ...shortHistories],
    },
    client: { identity },
  });
  try {
    for (const scenario of scenarios)
      if (names.length === 0 || names.includes(scenario.name)) await record(environment, scenario);
  } finally {
    await environment.teardown();
  }
}

async function record(environment: TestWorkflowEnvironment, scenario: Scenario): Promise<void> {
  const key = { tenant: 'demo', caseId: randomUUID() };
  let looks = 0;
  const activities = {
    advanceCase: () => scenario.looks[looks++]?.() ?? Promise.resolve({ wakeInMs: null, work: [], ended: true }),
    doWork: scenario.doWork ?? (() => Promise.resolve()),
  };
  const common = { connection: environment.nativeConnection, activities, identity };
  const codePath = await bundleWorkflows(`${root}.cache`);
  const cases = await Worker.create({ ...common, taskQueue: caseTaskQueue, workflowBundle: { codePath } });
  const outward = await Worker.create({ ...common, taskQueue: outwardTaskQueue });
  const handle = environment.client.workflow.getHandle(caseWorkflowId(key));
  const stage: Stage = {
    nudge: (nudge) => sendNudge(environment.client, key, nudge, 10_000),
    async looked(count) {
      while (looks < count) await sleep(20);
    },
    ended: () => handle.result(),
  };
  await outward.runUntil(cases.runUntil(scenario.play(stage)));
  await save(environment.client, handle.workflowId, scenario.name);
}

/** Every run of the case, oldest first: `reopened-1.json`, `reopened-2.json`. */
async function save(client: Client, workflowId: string, name: string): Promise<void> {
  const runs = [];
  const query = `WorkflowId = '${workflowId}'`;
  do {
    runs.length = 0;
    await sleep(500);
    for await (const run of client.workflow.list({ query })) runs.push(run);
  } while (runs.some((run) => run.status.name === 'RUNNING'));
  runs.sort((a, b) => a.startTime.getTime() - b.startTime.getTime());
  for (const [index, { runId }] of runs.entries()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    writeFileSync(`${folder}/${name}-${index + 1}.json`, `${historyToJSON(history)}\n`);
  }
  console.log(`${name}: ${runs.length}`);
}

await recordAll(process.argv.slice(2));
