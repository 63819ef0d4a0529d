/** Calendar and org chart are live (HOUSE §4.7): when they change, open cases follow, and each says so in its history. */
import type { Calendar } from '../../definition/calendar.ts';
import type { Org } from '../../definition/compiled.ts';
import type { CaseState, Deadline, Rules } from './case-state.ts';
import { correctBreach, followCalendar, isSameClock } from './calendar-change.ts';
import { applyEffect } from './effects.ts';
import { settleDown } from './moves.ts';
import { copyCase, emit, startRun, system, tellClock } from './run.ts';
import type { Run } from './run.ts';
import type { Settled } from './settle.ts';
import { succeedUnits } from './succession.ts';
import { formatInstant } from '../worktime/instant.ts';

/** What the case's clocks were last counted by. */
export interface Before {
  calendar: Calendar;
  org: Org;
}

/**
 * Takes an open case over to the calendar and org chart of `rules` as of `at`; the caller has settled it to `at` under the ones before.
 * Tracks of units that have ended go to their successors, running clocks to their new instants, in one event that carries `because`. A
 * closed case stays as it is. `before` is null where the calendar is the same and only the day has changed.
 */
export function reproject(
  rules: Rules,
  before: Before | null,
  state: CaseState,
  at: number,
  { because = {}, recordedAt = at }: { because?: Record<string, unknown>; recordedAt?: number } = {},
): Settled {
  if (state.closedAt !== null) return { state, events: [] };
  const run = startRun(rules, state, at, { actor: system, standing: { relations: [], units: [] } }, applyEffect);
  Object.assign(run, { recordedAt, dueAt: recordedAt === at ? null : at });
  succeedUnits(run);
  if (run.events.length > 0) settleDown(run);
  if (before !== null && run.state.closedAt === null) moveClocks(run, before.calendar, because);
  if (run.events.length === 0) return { state, events: [] };
  run.state.updatedAt = at;
  return { state: run.state, events: run.events };
}

function moveClocks(run: Run, before: Calendar, because: Record<string, unknown>): void {
  const known = new Map(copyCase(run.state).deadlines.map((deadline) => [deadline.id, deadline]));
  for (const deadline of run.state.deadlines) {
    if (deadline.state === 'running') followCalendar(run, deadline, before);
    else if (deadline.state === 'breached') correctBreach(run, deadline, before);
  }
  const moved = run.state.deadlines.filter((deadline) => !isSameClock(deadline, known.get(deadline.id)!));
  if (moved.length === 0) return;
  emit(run, 'deadlines_reprojected', { ...because });
  for (const deadline of moved) tellMove(run, known.get(deadline.id)!, deadline);
}

function tellMove(run: Run, was: Deadline, { name, id, unit, dueAt, provisional, state, correctedAt }: Deadline): void {
  const isCorrected = was.state === 'breached' && (state !== 'breached' || correctedAt !== undefined);
  tellClock(run, {
    ...{ reprojected: name, id, unit, dueAt, provisional },
    dueBefore: was.dueAt === null ? null : formatInstant(was.dueAt),
    ...(isCorrected && { isCorrected }),
  });
}
