import type { Rung } from '../../definition/compiled-process.ts';
import { extendFrom, fractionAt, measure } from '../worktime/index.ts';
import type { Deadline } from './case-state.ts';
import { defOf } from './run.ts';
import type { Run } from './run.ts';

/** Lays the unfired rungs out over the clock as it now runs; what has fired stays fired. */
export function planRungs(run: Run, deadline: Deadline): void {
  const fired = deadline.rungs.filter((rung) => rung.firedAt !== null);
  const { dueAt, extensions } = deadline;
  const done = (index: number, isFromDueOn: boolean): boolean =>
    fired.some((rung) => rung.index === index && (!isFromDueOn || rung.extensions === extensions));
  const ahead = defOf(run, deadline.name).ladder.flatMap((rung) => {
    const isFromDueOn = 'due' in rung.at;
    if (done(rung.index, isFromDueOn)) return [];
    const at = dueAt === null ? null : rungAt(run, deadline, dueAt, rung.at);
    return [{ index: rung.index, at, firedAt: null, extensions }];
  });
  deadline.rungs = [...fired, ...ahead];
}

function rungAt(run: Run, deadline: Deadline, dueAt: number, at: Rung['at']): number {
  const calendar = run.rules.calendar;
  // Counted as an extension is: after a deadline that ended at 24:00 the next working day is the first.
  if ('due' in at) return at.plus ? extendFrom(calendar, { ...deadline, dueAt }, at.plus).dueAt : dueAt;
  const { unit } = deadline.budget;
  const segmentStartedAt = deadline.pauses.at(-1)?.to ?? deadline.startedAt;
  const paused = deadline.pauses.reduce((sum, p) => sum + measure(calendar, unit, p.from, p.to ?? p.from), 0);
  const spentMs = measure(calendar, unit, deadline.startedAt, segmentStartedAt) - paused;
  // A clock that was shortened reminds at once of what would be behind it; nothing is told before it was decided.
  return Math.max(run.at, fractionAt(calendar, { budgetUnit: unit, segmentStartedAt, spentMs, dueAt }, at.fraction));
}
