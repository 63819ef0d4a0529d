import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '#services/platform/log.ts';
import { prepareTemporalRuntime } from '../temporal-runtime.ts';
import { bundleWorkflows } from '../workflow-bundle.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const workflowFolder = join(root, 'workflows/rollout');
const source = readFileSync(join(workflowFolder, 'rollout.workflow.ts'), 'utf8');
const histories = readdirSync(join(workflowFolder, '__histories__')).map((workflowId) => ({
  workflowId,
  history: JSON.parse(readFileSync(join(workflowFolder, '__histories__', workflowId), 'utf8')) as Parameters<
    typeof Worker.runReplayHistory
  >[1],
}));

/** Inside the project, so that the bundler finds the SDK. */
let folder: string;
beforeAll(() => {
  prepareTemporalRuntime(createLogger({ level: 'silent', name: 'replay' }));
  mkdirSync(join(root, '.cache'), { recursive: true });
  folder = mkdtempSync(join(root, '.cache', 'replay-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function faults(codePath: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, histories))
    if (error) found.push(`${workflowId} ${error.name}`);
  return found;
}

test('mass work that is under way goes on with the workflow code as it is now', async () => {
  expect(histories.length).toBeGreaterThan(1);
  expect(await faults(await bundleWorkflows(folder))).toEqual([]);
});

test.each([
  [
    'asks for a page twice',
    'place = page.after;',
    'place = (await rollOutPage({ tenant, rolloutId, after: place })).after;',
  ],
  ['never continues as new', 'if (workflowInfo().continueAsNewSuggested)', 'if (false)'],
])('and would break if a changed workflow %s', async (_, from, to) => {
  const changed = source.replace(from, to).replaceAll("from './", `from '${workflowFolder}/`);
  expect(changed).toContain(to);
  const workflowsPath = join(mkdtempSync(join(folder, 'changed-')), 'index.ts');
  writeFileSync(workflowsPath, changed.replaceAll("from '../case/", `from '${join(root, 'workflows/case')}/`));
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  writeFileSync(`${workflowsPath}.cjs`, code);
  expect(await faults(`${workflowsPath}.cjs`)).toContainEqual(expect.stringContaining('DeterminismViolationError'));
});
