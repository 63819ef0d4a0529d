import type { Budget } from '../../definition/calendar.ts';
import type { Refused, Report, Rules } from './case-state.ts';
import { openCase } from './open-case.ts';
import { isOpenTrack, leadOf } from './run.ts';

export interface Simulated {
  ok: true;
  lead: string | null;
  assist: string[];
  routing: { rule: string; source: string; reason: string } | null;
  urgency: string;
  state: string;
  outcome: string | null;
  referredTo: string | null;
  deadlines: {
    name: string;
    unit: string | null;
    budget: Budget;
    startedAt: number;
    dueAt: number | null;
    provisional: boolean;
  }[];
}

/** What a report at `at` would lead to: the same engine as a real one, with nothing written. */
export function simulate(rules: Rules, report: Report, at: number): Simulated | Refused {
  const decision = openCase(rules, report, at);
  if (!decision.ok) return decision;
  const { state } = decision;
  return {
    ok: true,
    lead: leadOf(state)?.unit ?? null,
    assist: state.tracks.filter((track) => track.role === 'assist' && isOpenTrack(track)).map((track) => track.unit),
    routing: state.routing,
    urgency: state.urgency,
    state: state.state,
    outcome: state.outcome,
    referredTo: state.referredTo,
    deadlines: state.deadlines.map(({ name, unit, budget, startedAt, dueAt, provisional }) => ({
      name,
      unit,
      budget,
      startedAt,
      dueAt,
      provisional,
    })),
  };
}
