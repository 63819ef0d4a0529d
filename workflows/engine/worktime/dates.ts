import type { Weekday } from '../../definition/calendar.ts';
import { WorktimeError } from './worktime-error.ts';

export const DAY_MS = 86_400_000;

// Four-digit years only, so that dates compare as text, and none before zones had laws.
const EARLIEST = Date.UTC(1900, 0, 2);
const LATEST = Date.UTC(9900, 0, 1);

const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Days since 1970-01-01 of a `YYYY-MM-DD`; throws `invalid_date` for a day that does not exist. */
export function dayOfDate(date: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const ms = parts ? Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) : Number.NaN;
  if (!(ms >= EARLIEST && ms <= LATEST) || new Date(ms).toISOString().slice(0, 10) !== date)
    throw new WorktimeError('invalid_date', `“${date}” is not a date YYYY-MM-DD between 1900 and 9900`);
  return ms / DAY_MS;
}

export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function weekdayOf(day: number): Weekday {
  // 1970-01-01 was a Thursday.
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7]!;
}

/** Month and day as one number, 314 for 14 March, so that ranges within a year compare. */
export function monthDayOf(day: number): number {
  const date = new Date(day * DAY_MS);
  return (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** Milliseconds since local midnight of `HH:MM`; 24:00 is the end of the day. Throws `invalid_time`. */
export function timeOfDay(time: string): number {
  const parts = /^(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$/.exec(time);
  if (!parts) throw new WorktimeError('invalid_time', `“${time}” is not a time HH:MM between 00:00 and 24:00`);
  return (Number(parts[1] ?? parts[3]) * 60 + Number(parts[2] ?? parts[4])) * 60_000;
}

/** Instants are whole epoch milliseconds; throws `out_of_range` for anything else. */
export function checkInstant(at: number): number {
  if (!Number.isInteger(at) || at < EARLIEST || at > LATEST)
    throw new WorktimeError('out_of_range', `${at} is not a whole epoch millisecond between 1900 and 9900`);
  return at;
}
