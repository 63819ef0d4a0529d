import type { BudgetFile, DurationOrSetting as DurationSchema } from '#workflows/definition/schema/process-deadline.ts';
import type { ProcessFile } from '#workflows/definition/schema/process-file.ts';
import { toBudget, urgencies } from '#workflows/definition/schema/scalars.ts';

import { isBudget } from '../compile/settings.ts';
import { locate, locateKey, type Path, type Place, type Tree } from '../tree.ts';
import { mustKnow, type CheckContext } from './context.ts';
import { allDeadlines, rungsOf, type WrittenDeadline } from './process-parts.ts';

/** Names and budgets of deadlines, ladders and settings, and that running out decides nothing. */
export function checkProcessDeadlines(ctx: CheckContext, file: ProcessFile, tree: Tree): void {
  const deadlines = allDeadlines(file);
  const seen = new Map<string, Place>();
  for (const deadline of deadlines) {
    const place = locateKey(tree, deadline.state ? deadline.budgetPath : deadline.path);
    const first = seen.get(deadline.name);
    if (first) ctx.report('name/duplicate', place, { name: deadline.name }, first);
    else seen.set(deadline.name, place);
    checkNames(ctx, file, tree, deadline, deadlines);
    checkBudget(ctx, file, tree, deadline);
    checkExpiry(ctx, file, tree, deadline);
  }
  for (const [name, rungs] of Object.entries(file.ladders ?? {})) {
    if (!deadlines.some(({ entry }) => entry.then === name))
      ctx.report('process/unused', locateKey(tree, ['ladders', name]), { name });
    checkOrder(
      ctx,
      tree,
      ['ladders', name],
      rungs.map(({ at }) => at),
    );
  }
  checkSettingsUse(ctx, file, tree);
}

function checkNames(
  ctx: CheckContext,
  file: ProcessFile,
  tree: Tree,
  deadline: WrittenDeadline,
  all: WrittenDeadline[],
): void {
  const { entry, path } = deadline;
  const actions = Object.keys(file.actions);
  const states = Object.keys(file.states);
  const at = (...rest: PropertyKey[]) => locate(tree, [...path, ...rest]);
  for (const [index, met] of (entry.met_by ?? []).entries()) {
    const action = typeof met === 'string' ? met : met.action;
    const place = typeof met === 'string' ? at('met_by', index) : at('met_by', index, 'action');
    if (!mustKnow(ctx, 'action', action, actions, place) || typeof met === 'string') continue;
    const fields = Object.keys(file.actions[action]?.fields ?? {});
    for (const key of Object.keys(met))
      if (key !== 'action') mustKnow(ctx, 'condition', key, fields, locateKey(tree, [...path, 'met_by', index, key]));
  }
  for (const key of ['met_in', 'pauses_in'] as const)
    for (const [index, state] of (entry[key] ?? []).entries()) mustKnow(ctx, 'state', state, states, at(key, index));
  for (const [index, action] of (entry.cancelled_by ?? []).entries())
    mustKnow(ctx, 'action', action, actions, at('cancelled_by', index));
  const others = all.map(({ name }) => name).filter((name) => name !== deadline.name);
  if (entry.not_after !== undefined) mustKnow(ctx, 'deadline', entry.not_after, others, at('not_after'));
  if (typeof entry.then === 'string') mustKnow(ctx, 'ladder', entry.then, Object.keys(file.ladders ?? {}), at('then'));
}

function checkBudget(ctx: CheckContext, file: ProcessFile, tree: Tree, { entry, budgetPath }: WrittenDeadline): void {
  const budget: BudgetFile | undefined = entry.budget;
  if (budget === undefined || budget === 'item_limit' || budget === 'until_asked') return;
  if (typeof budget === 'string' || isBudget(budget)) return checkDuration(ctx, file, tree, budgetPath, budget, true);
  const { office_time_follows_limit: follows, ...budgets } = budget;
  if (typeof follows === 'string') {
    const at = [...budgetPath, 'office_time_follows_limit'];
    const known = mustKnow(ctx, 'setting', follows, Object.keys(file.settings ?? {}), locate(tree, at));
    const value = file.settings?.[follows]?.default;
    if (known && !Array.isArray(value))
      ctx.report('setting/type', locate(tree, at), { name: follows, expected: '@list', found: wordFor(value) });
  }
  const keys = Object.keys(budgets);
  const byLevel = !keys.some((key) => (urgencies as readonly string[]).includes(key));
  const known = byLevel ? [...ctx.levels, ...urgencies] : urgencies;
  for (const key of keys) {
    const at = [...budgetPath, key];
    mustKnow(ctx, byLevel ? 'level' : 'urgency', key, known, locateKey(tree, at));
    checkDuration(ctx, file, tree, at, budgets[key]);
  }
  const missing = byLevel ? [] : urgencies.filter((urgency) => !keys.includes(urgency));
  if (missing.length > 0)
    ctx.report('process/budget-incomplete', locate(tree, budgetPath), { missing: missing.join(', ') });
}

type DurationOrSetting = ReturnType<typeof DurationSchema.parse>;

function checkDuration(
  ctx: CheckContext,
  file: ProcessFile,
  tree: Tree,
  path: Path,
  written: DurationOrSetting | undefined,
  isWhole = false,
): void {
  if (typeof written !== 'string') return;
  const settings = Object.keys(file.settings ?? {});
  const known = isWhole ? [...settings, 'item_limit', 'until_asked'] : settings;
  if (!mustKnow(ctx, 'setting', written, known, locate(tree, path))) return;
  const value = file.settings?.[written]?.default;
  if (!isBudget(value))
    ctx.report('setting/type', locate(tree, path), { name: written, expected: '@duration', found: wordFor(value) });
}

function wordFor(value: unknown): string {
  return Array.isArray(value) ? '@list' : isBudget(value) ? '@duration' : `@${typeof value}`;
}

/** Outcomes and effects that only a person's word may bring about. */
const decisions = new Set(['solved', 'approved', 'passed', 'agreed', 'granted', 'accepted', 'consented']);
const decidingEffects = new Set([
  'approve',
  'confirm',
  'record_evaluation',
  'decide_request',
  'sign_for_unit',
  'record_arrival',
  'record_contact',
]);

function checkExpiry(ctx: CheckContext, file: ProcessFile, tree: Tree, deadline: WrittenDeadline): void {
  const { entry, path } = deadline;
  const base = typeof entry.then === 'string' ? ['ladders', entry.then] : [...path, 'then'];
  for (const [index, rung] of rungsOf(file, deadline).entries()) {
    const deciding = rung.do?.find((effect) => typeof effect === 'string' && decidingEffects.has(effect));
    const what = rung.outcome !== undefined && decisions.has(rung.outcome) ? rung.outcome : deciding;
    if (typeof what === 'string')
      ctx.report('process/expiry-approves', locate(tree, [...base, index]), { name: deadline.name, what });
  }
}

function checkOrder(ctx: CheckContext, tree: Tree, path: Path, labels: string[]): void {
  let last = -1;
  for (const [index, label] of labels.entries()) {
    const at = positionOf(label);
    if (at < last) ctx.report('process/rung-order', locate(tree, [...path, index, 'at']), { at: label });
    last = Math.max(last, at);
  }
}

/** Rough order only: percentages, then due, then by length with a working day taken as a day. */
function positionOf(label: string): number {
  if (label.endsWith('%')) return Number(label.slice(0, -1));
  const plus = label.split(' + ')[1];
  if (plus === undefined) return 100;
  const { value, unit } = toBudget(plus);
  const seconds = unit.endsWith('days') ? 86_400 : unit.endsWith('hours') ? 3600 : unit.endsWith('minutes') ? 60 : 1;
  return 100 + value * seconds;
}

/** The engine asks for this one by name. */
const builtIn = ['rounds_at_most'];

function checkSettingsUse(ctx: CheckContext, file: ProcessFile, tree: Tree): void {
  const used = new Set<string>(builtIn);
  for (const { entry } of allDeadlines(file)) {
    if (typeof entry.budget === 'string') used.add(entry.budget);
    else for (const value of Object.values(entry.budget ?? {})) if (typeof value === 'string') used.add(value);
  }
  for (const [name, { again_after: after }] of Object.entries(file.actions)) {
    if (typeof after !== 'string') continue;
    used.add(after);
    checkDuration(ctx, file, tree, ['actions', name, 'again_after'], after);
  }
  const settings = Object.keys(file.settings ?? {});
  for (const [name, request] of Object.entries(file.requests ?? {}))
    for (const key of ['at_most', 'longest'] as const) {
      const written = request[key];
      if (typeof written !== 'string') continue;
      used.add(written);
      const place = locate(tree, ['requests', name, key]);
      if (!mustKnow(ctx, 'setting', written, settings, place)) continue;
      const value = file.settings?.[written]?.default;
      const expected = key === 'at_most' ? '@number' : '@duration';
      if (wordFor(value) !== expected)
        ctx.report('setting/type', place, { name: written, expected, found: wordFor(value) });
    }
  for (const name of settings)
    if (!used.has(name)) ctx.report('process/unused', locateKey(tree, ['settings', name]), { name });
}
