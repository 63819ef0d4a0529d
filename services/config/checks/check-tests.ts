import type { ProcessFile } from '#workflows/definition/schema/process-file.ts';
import {
  expectWords,
  playedRelations,
  type ExpectFile,
  type TestEntry,
} from '#workflows/definition/schema/test-file.ts';

import { childOf, locate, locateKey, type Path, type Tree } from '../tree.ts';
import { codesAt, mustKnow, noDuplicates, type CheckContext } from './context.ts';

/** Names in the tenant's own tests; whether they hold is for the engine to say. */
export function checkTests(ctx: CheckContext): void {
  const rules = ctx.bundle.routing.flatMap(({ value }) => value.rules.map(({ code }) => code));
  const known = [...rules, 'item', 'no-lead', 'no-item', 'assigned', 'passed_up'];
  for (const { piece } of ctx.bundle.tests) {
    noDuplicates(ctx, piece.tree, 'name');
    for (const [index, test] of piece.value.entries()) {
      const tree = childOf(piece.tree, index);
      if (tree) checkTest(ctx, test, tree, known);
    }
  }
}

function checkTest(
  ctx: CheckContext,
  { report, expect, then: steps = [] }: TestEntry,
  tree: Tree,
  rules: string[],
): void {
  const at = (...path: Path) => locate(tree, path);
  if (typeof report.location === 'string') mustKnow(ctx, 'unit', report.location, ctx.units, at('report', 'location'));
  if (report.item !== undefined) mustKnow(ctx, 'item', report.item, ctx.items, at('report', 'item'));
  const code = report.process ?? 'whistle';
  mustKnow(ctx, 'process', code, ctx.bundle.processes, at('report', 'process'));
  const process = ctx.bundle.processes.get(code)?.value;
  if (!process) return;
  if (report.kind !== undefined) mustKnow(ctx, 'kind', report.kind, Object.keys(process.kinds), at('report', 'kind'));
  checkExpect(ctx, process, expect, tree, ['expect'], rules);
  for (const [index, step] of steps.entries()) {
    const path = ['then', index];
    checkExpect(ctx, process, step.expect, tree, [...path, 'expect'], rules);
    if (!step.do) continue;
    mustKnow(ctx, 'action', step.do.action, Object.keys(process.actions), at(...path, 'do', 'action'));
    const played = [...playedRelations, ...ctx.units.keys()];
    if (step.do.by !== undefined) mustKnow(ctx, 'unit', step.do.by, played, at(...path, 'do', 'by'));
    if (step.do.unit !== undefined) mustKnow(ctx, 'unit', step.do.unit, ctx.units, at(...path, 'do', 'unit'));
  }
}

function checkExpect(
  ctx: CheckContext,
  process: ProcessFile,
  expect: ExpectFile | undefined,
  tree: Tree,
  path: Path,
  rules: string[],
): void {
  if (!expect) return;
  const at = (key: string) => locate(tree, [...path, key]);
  const deadlines = deadlineNames(process);
  if (expect.rule !== undefined) mustKnow(ctx, 'rule', expect.rule, rules, at('rule'));
  if (expect.lead !== undefined) mustKnow(ctx, 'unit', expect.lead, ctx.units, at('lead'));
  for (const [code, place] of codesAt(tree, [...path, 'assist'], expect.assist))
    mustKnow(ctx, 'unit', code, ctx.units, place);
  if (expect.location !== undefined) mustKnow(ctx, 'unit', expect.location, ctx.units, at('location'));
  for (const [code, place] of codesAt(tree, [...path, 'waits_for'], expect.waits_for))
    mustKnow(ctx, 'unit', code, [...playedRelations, ...ctx.units.keys()], place);
  if (expect.level !== undefined) mustKnow(ctx, 'level', expect.level, ctx.levels, at('level'));
  if (expect.outcome !== undefined)
    mustKnow(ctx, 'outcome', expect.outcome, Object.keys(process.outcomes), at('outcome'));
  if (expect.deadline !== undefined) mustKnow(ctx, 'deadline', expect.deadline, deadlines, at('deadline'));
  if (expect.state !== undefined && expect.deadline === undefined)
    mustKnow(ctx, 'state', expect.state, Object.keys(process.states), at('state'));
  for (const key of Object.keys(expect))
    if (!expectWords.includes(key)) mustKnow(ctx, 'deadline', key, deadlines, locateKey(tree, [...path, key]));
}

function deadlineNames(process: ProcessFile): string[] {
  const ofStates = Object.values(process.states).flatMap(({ within }) => Object.keys(within ?? {}));
  return [...ofStates, ...Object.keys(process.deadlines ?? {})];
}
