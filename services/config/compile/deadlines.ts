import type { BudgetSource, DeadlineDef, Rung, Urgency } from '#workflows/definition/compiled-process.ts';
import {
  withinKeys,
  type BudgetFile,
  type DeadlineFile,
  type RungFile,
} from '#workflows/definition/schema/process-deadline.ts';
import type { ProcessFile } from '#workflows/definition/schema/process-file.ts';
import { toBudget, urgencies } from '#workflows/definition/schema/scalars.ts';

import { compileCondition } from './condition.ts';
import { defined } from './defined.ts';
import { compileEffects } from './moves.ts';
import { budgetOf, isBudget, type Settings } from './settings.ts';

type Common = Omit<DeadlineFile, 'from' | 'of' | 'budget'>;

/** Those of states first, then the list, both as written: the order also breaks ties. */
export function compileDeadlines(file: ProcessFile, settings: Settings): DeadlineDef[] {
  const ofStates = Object.entries(file.states).flatMap(([state, { title, within }]) => {
    const name = within && Object.keys(within).find((key) => !withinKeys.includes(key));
    if (!within || name === undefined) return [];
    const budget = within[name] as BudgetFile;
    const fallback = file.actions[name]?.title ?? title;
    return [compileOne(file, settings, name, { on: 'state', state }, budget, within as Common, fallback)];
  });
  const listed = Object.entries(file.deadlines ?? {}).map(([name, deadline]) => {
    const { from, of: roles, budget, ...common } = deadline;
    const start: DeadlineDef['starts'] =
      from === 'track' || from === 'round' ? { on: from, roles: roles ?? ['lead'] } : { on: from };
    return compileOne(file, settings, name, start, budget, common, name);
  });
  return [...ofStates, ...listed];
}

function compileOne(
  file: ProcessFile,
  settings: Settings,
  name: string,
  start: DeadlineDef['starts'],
  budget: BudgetFile,
  common: Common,
  fallbackTitle: string,
): DeadlineDef {
  const rungs = typeof common.then === 'string' ? file.ladders?.[common.then] : common.then;
  return defined({
    name,
    title: common.title ?? fallbackTitle,
    starts: start,
    when: compileCondition(common.when),
    budget: compileBudget(budget, settings),
    metBy: (common.met_by ?? []).map(compileMetBy),
    metIn: common.met_in ?? [],
    cancelledBy: common.cancelled_by ?? [],
    pausesIn: common.pauses_in ?? [],
    notAfter: common.not_after,
    expiresAs: common.runs_out ?? ('breached' as const),
    ladder: (rungs ?? []).map(compileRung),
  });
}

function compileMetBy(written: NonNullable<Common['met_by']>[number]): DeadlineDef['metBy'][number] {
  if (typeof written === 'string') return { action: written };
  const { action, ...fields } = written;
  return { action, fields: fields as Record<string, (string | number | boolean)[]> };
}

function compileBudget(written: BudgetFile, settings: Settings): BudgetSource {
  if (written === 'item_limit' || written === 'until_asked') return { kind: written };
  if (typeof written === 'string' || isBudget(written)) return { kind: 'fixed', budget: budgetOf(written, settings) };
  const { office_time_follows_limit: follows, ...budgets } = written;
  const parsed = Object.fromEntries(
    Object.entries(budgets).flatMap(([key, value]) => (value === undefined ? [] : [[key, budgetOf(value, settings)]])),
  );
  if (!Object.keys(parsed).every((key) => (urgencies as readonly string[]).includes(key)))
    return { kind: 'by_level', budgets: parsed };
  const named = typeof follows === 'string' ? settings[follows] : follows;
  return {
    kind: 'by_urgency',
    budgets: parsed,
    officeTimeFollowsLimit: (Array.isArray(named) ? named : []) as Urgency[],
  };
}

function compileRung(written: RungFile, index: number): Rung {
  return defined({
    index,
    label: written.at,
    at: rungAt(written.at),
    remind: written.remind ?? [],
    tell: written.tell ?? [],
    mark: written.mark,
    raise: written.raise,
    listFor: written.list_for,
    to: written.to,
    outcome: written.outcome,
    do: compileEffects(written.do),
  });
}

function rungAt(label: string): Rung['at'] {
  if (label.endsWith('%')) return { fraction: Number(label.slice(0, -1)) / 100 };
  const plus = label.split(' + ')[1];
  return plus === undefined ? { due: true } : { due: true, plus: toBudget(plus) };
}
