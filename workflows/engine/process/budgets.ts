/** How long a clock runs: as the process states it, as the item's limit is, or as was asked for and granted. */
import type { Budget, DurationUnit } from '../../definition/calendar.ts';
import type { BudgetSource } from '../../definition/compiled-process.ts';
import { addBudget, endOfDate } from '../worktime/index.ts';
import type { Due } from '../worktime/index.ts';
import { currentItem } from './run.ts';
import type { Run } from './run.ts';

/** What a clock that starts now is given, and when that is used up; null where the case has no such budget. */
export function budgetOf(run: Run, source: BudgetSource, unit: string | null): { budget: Budget; due: Due } | null {
  if (source.kind === 'until_asked') return untilAsked(run);
  const budget = statedBudget(run, source, unit);
  return budget && { budget, due: addBudget(run.rules.calendar, run.at, budget) };
}

/** A suspension ends with the day that was asked for and granted. */
function untilAsked(run: Run): { budget: Budget; due: Due } | null {
  const until = run.request?.until ?? null;
  if (until === null) return null;
  const dueAt = endOfDate(run.rules.calendar, until);
  const seconds = Math.max(1, Math.ceil((dueAt - run.at) / 1000));
  return {
    budget: { value: seconds, unit: 'seconds' },
    due: { dueAt, provisional: false, lastCounted: null, trace: [] },
  };
}

/** `unit`: whose clock it is. A budget by level is that of the unit's own level; a unit outside the levels has the case's. */
export function statedBudget(
  run: Run,
  source: Exclude<BudgetSource, { kind: 'until_asked' }>,
  unit: string | null,
): Budget | null {
  const { state, rules } = run;
  switch (source.kind) {
    case 'fixed':
      return source.budget;
    case 'item_limit':
      return currentItem(rules, state)?.limit ?? null;
    case 'by_level':
      return source.budgets[(unit === null ? null : rules.org.units[unit]?.level) ?? state.level] ?? null;
    case 'by_urgency': {
      const budget = source.budgets[state.urgency] ?? null;
      const limit = currentItem(rules, state)?.limit;
      const follows = source.officeTimeFollowsLimit.includes(state.urgency) && limit?.unit.startsWith('working_');
      return budget && follows ? { ...budget, unit: officeUnit(budget.unit) } : budget;
    }
  }
}

function officeUnit(unit: DurationUnit): DurationUnit {
  return unit.startsWith('working_') ? unit : (`working_${unit}` as DurationUnit);
}
