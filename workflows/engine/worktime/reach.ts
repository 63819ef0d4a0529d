import { DAY_MS, dateOfDay } from './dates.ts';
import { officeDay, type CalendarIndex, type OfficeDay } from './office-day.ts';
import { tellClosedStart, tellDay, tellMoved, type Telling } from './trace.ts';
import { WorktimeError } from './worktime-error.ts';
import { instantOfLocal, localDayOf } from './zone.ts';

export interface Reach {
  at: number;
  provisional: boolean;
}

// No limit of any handbook comes near; they keep a mistaken budget from costing seconds.
const REACH_DAYS = 20 * 366;
const CLOSED_DAYS = 10 * 366;

/** The instant at which `ms` of plain time after `start` are over. */
export function afterPlainTime(start: number, ms: number): number {
  if (ms > REACH_DAYS * DAY_MS) throw tooFar();
  return start + ms;
}

/**
 * The instant at which `ms` of office time after `start` are used up. A budget used up exactly at a closing ends at
 * that closing, not at the next opening.
 */
export function afterOfficeTime(index: CalendarIndex, start: number, ms: number, telling: Telling): Reach {
  if (ms === 0) return { at: start, provisional: false };
  if (ms > REACH_DAYS * DAY_MS) throw tooFar();
  const first = localDayOf(index.zone, start);
  let left = ms;
  let provisional = false;
  for (const read of daysFrom(index, first)) {
    provisional ||= read.isProvisional;
    tellDay(telling, index, read);
    if (read.day === first) tellClosedStart(telling, read, start);
    for (const [opens, closes] of read.spans) {
      const from = opens > start ? opens : start;
      if (from >= closes) continue;
      const to = Math.min(closes, from + left);
      left -= to - from;
      telling?.steps.push({ kind: 'spent', date: dateOfDay(read.day), from, to, seconds: (to - from) / 1000 });
      if (left === 0) return { at: to, provisional };
    }
  }
  throw tooFar();
}

/** Close of business of the `count`-th working day after `first`, which is not counted. */
export function afterWorkingDays(index: CalendarIndex, first: number, count: number, telling: Telling): Reach {
  if (count > REACH_DAYS) throw tooFar();
  telling?.steps.push({ kind: 'first_day', date: dateOfDay(first) });
  let n = 0;
  let provisional = false;
  for (const read of daysFrom(index, first + 1)) {
    provisional ||= read.isProvisional;
    tellDay(telling, index, read);
    if (!read.isWorking) continue;
    n += 1;
    telling?.steps.push({ kind: 'counted_day', date: dateOfDay(read.day), n });
    if (n === count) return { at: closeOf(read), provisional };
  }
  throw tooFar();
}

/** 24:00 of the `count`-th calendar day after `first`, moved on to a working day (Civil Code art. 201, 203). */
export function afterDays(index: CalendarIndex, first: number, count: number, telling: Telling): Reach {
  if (count > REACH_DAYS) throw tooFar();
  const last = first + count;
  telling?.steps.push({ kind: 'first_day', date: dateOfDay(first) });
  if (count > 1) {
    const run = { from: dateOfDay(first + 1), until: dateOfDay(last - 1), days: count - 1, seconds: 0 };
    telling?.steps.push({ kind: 'run', ...run });
  }
  telling?.steps.push({ kind: 'counted_day', date: dateOfDay(last), n: count });
  return atEndOf(index, firstWorkingDay(index, last, telling));
}

/** Where no counted day is left: the end of the first working day that is not yet over at `at`. */
export function endOfWorkingDay(index: CalendarIndex, at: number, closes: boolean, telling: Telling): Reach {
  const today = localDayOf(index.zone, at);
  const read = officeDay(index, today);
  const isOver = closes && read.isWorking && closeOf(read) <= at;
  if (isOver) {
    tellDay(telling, index, read);
    tellClosedStart(telling, read, at);
  }
  const found = firstWorkingDay(index, isOver ? today + 1 : today, telling);
  const provisional = found.provisional || (isOver && read.isProvisional);
  return closes ? { at: closeOf(found.read), provisional } : { ...atEndOf(index, found), provisional };
}

/** Open milliseconds between two instants. */
export function officeTimeBetween(index: CalendarIndex, from: number, to: number): number {
  if (to <= from) return 0;
  if (to - from > REACH_DAYS * DAY_MS) throw tooFar();
  let sum = 0;
  const last = localDayOf(index.zone, to);
  for (let day = localDayOf(index.zone, from); day <= last; day++)
    for (const [opens, closes] of officeDay(index, day).spans)
      sum += Math.max(0, Math.min(closes, to) - Math.max(opens, from));
  return sum;
}

/** Working days after `after` up to and with `until`. */
export function workingDaysBetween(index: CalendarIndex, after: number, until: number): number {
  if (until - after > REACH_DAYS) throw tooFar();
  let count = 0;
  for (let day = after + 1; day <= until; day++) if (officeDay(index, day).isWorking) count += 1;
  return count;
}

function firstWorkingDay(index: CalendarIndex, day: number, telling: Telling) {
  const nominal = officeDay(index, day);
  let provisional = false;
  for (const read of daysFrom(index, day)) {
    provisional ||= read.isProvisional;
    tellDay(telling, index, read);
    if (!read.isWorking) continue;
    tellMoved(telling, nominal, read);
    return { read, provisional };
  }
  throw tooFar();
}

function atEndOf(index: CalendarIndex, { read, provisional }: { read: OfficeDay; provisional: boolean }): Reach {
  return { at: instantOfLocal(index.zone, read.day, DAY_MS), provisional };
}

function closeOf(read: OfficeDay): number {
  return read.spans.at(-1)![1];
}

/** The days from `first` on, as far as is sensible; throws `no_open_time` where the calendar stays closed. */
function* daysFrom(index: CalendarIndex, first: number): Generator<OfficeDay> {
  let closed = 0;
  for (let day = first; day <= first + REACH_DAYS; day++) {
    const read = officeDay(index, day);
    closed = read.isWorking ? 0 : closed + 1;
    if (closed > CLOSED_DAYS)
      throw new WorktimeError(
        'no_open_time',
        `the calendar has no open time in the ten years before ${dateOfDay(day)}`,
      );
    yield read;
  }
}

function tooFar(): WorktimeError {
  return new WorktimeError('too_far', 'the deadline would lie more than twenty years ahead');
}
