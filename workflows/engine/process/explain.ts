import type { BudgetSource } from '../../definition/compiled-process.ts';
import { questionOf } from '../routing/question.ts';
import { explainRoute, type RouteExplanation } from '../routing/route.ts';
import { addBudget, type TraceStep } from '../worktime/index.ts';
import type { CaseState, Deadline, Refused, Report, Rules } from './case-state.ts';
import { openCase } from './open-case.ts';
import { defOf, processOf } from './run.ts';

export interface ExplainedClock {
  deadline: Deadline;
  title: string;
  /** Where its budget comes from. */
  source: BudgetSource['kind'];
  /** The process states this clock by day and night, and counts office time because the item's limit does. */
  followsLimit: boolean;
  /** The deadline that it is held to, where its own budget would end later. */
  heldTo: string | null;
  /** How its own budget is used up from the start. */
  trace: TraceStep[];
}

export interface ExplainedReport {
  ok: true;
  /** As it stands right after the report. */
  state: CaseState;
  /** Also for a case that still waits for an approval: where it goes once it is given. */
  route: RouteExplanation;
  clocks: ExplainedClock[];
}

/** Why these units and these instants: what `openCase` decides, with the reasons that it does not keep. */
export function explainReport(rules: Rules, report: Report, at: number): ExplainedReport | Refused {
  const opened = openCase(rules, report, at);
  if (!opened.ok) return opened;
  const { state } = opened;
  return {
    ok: true,
    state,
    route: explainRoute(rules, questionOf(state)),
    clocks: state.deadlines.map((deadline) => explainClock(rules, state, deadline)),
  };
}

function explainClock(rules: Rules, state: CaseState, deadline: Deadline): ExplainedClock {
  const { title, budget, notAfter } = defOf({ process: processOf(rules, state.process) }, deadline.name);
  const own = addBudget(rules.calendar, deadline.startedAt, deadline.budget, { trace: true });
  const stated = budget.kind === 'by_urgency' ? budget.budgets[state.urgency] : undefined;
  return {
    deadline,
    title,
    source: budget.kind,
    followsLimit: stated !== undefined && stated.unit !== deadline.budget.unit,
    heldTo: deadline.dueAt !== null && deadline.dueAt < own.dueAt ? (notAfter ?? null) : null,
    trace: own.trace,
  };
}
