import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '#services/platform/log.ts';
import { prepareTemporalRuntime } from '../temporal-runtime.ts';
import { bundleWorkflows } from '../workflow-bundle.ts';
import { scenarios } from './scenarios.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const caseFolder = join(root, 'workflows/case');
const source = readFileSync(join(caseFolder, 'case.workflow.ts'), 'utf8');

type History = Parameters<typeof Worker.runReplayHistory>[1];

const names = readdirSync(join(caseFolder, '__histories__')).filter((name) => name.endsWith('.json'));
const historyOf = (name: string) =>
  JSON.parse(readFileSync(join(caseFolder, '__histories__', name), 'utf8')) as History;

/** Inside the project, so that the bundler finds the SDK. */
let folder: string;
beforeAll(() => {
  prepareTemporalRuntime(createLogger({ level: 'silent', name: 'replay' }));
  mkdirSync(join(root, '.cache'), { recursive: true });
  folder = mkdtempSync(join(root, '.cache', 'replay-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function faults(codePath: string): Promise<string[]> {
  const histories = names.map((name) => ({ workflowId: name, history: historyOf(name) }));
  const found: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, histories))
    if (error) found.push(`${workflowId} ${error.name}`);
  return found;
}

describe('cases that already run', () => {
  test('go on with the workflow code as it is now', async () => {
    expect(await faults(await bundleWorkflows(folder))).toEqual([]);
  });

  test('are recorded in each way through the workflow', () => {
    const recorded = new Set(names.map((name) => name.replace(/-\d+\.json$/, '')));
    expect([...recorded].sort()).toEqual(scenarios.map(({ name }) => name).sort());
  });

  const changes: [what: string, from: string | RegExp, to: string][] = [
    ['looks through the task queue', 'proxyLocalActivities<', 'proxyActivities<'],
    ['looks before it waits', '  for (;;) {', '  await advanceCase({ tenant, caseId });\n  for (;;) {'],
    ['does not see to outward work', 'start(workId);\n', 'void workId;\n'],
    [
      'waits once more before it ends',
      'wake === never) return;',
      'wake === never) return void (await condition(() => false, 1));',
    ],
    ['never continues as new', 'if (workflowInfo().continueAsNewSuggested)', 'if (false)'],
  ];
  test.each(changes)('would break if a changed workflow %s', async (_, from, to) => {
    const changed = source.replace(from, to).replaceAll("from './", `from '${caseFolder}/`);
    expect(changed).toContain(to);
    const workflowsPath = join(mkdtempSync(join(folder, 'changed-')), 'index.ts');
    writeFileSync(workflowsPath, changed);
    const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
    writeFileSync(`${workflowsPath}.cjs`, code);
    expect(await faults(`${workflowsPath}.cjs`)).toContainEqual(expect.stringContaining('DeterminismViolationError'));
  });
});

test('a bundle is made once for the same code', async () => {
  const codePath = await bundleWorkflows(folder);
  writeFileSync(codePath, 'as it was left');
  expect(await bundleWorkflows(folder)).toBe(codePath);
  expect(readFileSync(codePath, 'utf8')).toBe('as it was left');
});
