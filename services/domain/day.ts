import type { Calendar } from '#workflows/definition/calendar.ts';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import { isDate, parseInstant } from '#workflows/engine/worktime/instant.ts';

/** The tenant's day that a date, an instant or (without either) now means. */
export function dayOf(calendar: Calendar, at: string | undefined, now: number): string {
  if (at !== undefined && isDate(at)) return at;
  return dateOf(calendar, at === undefined ? now : (parseInstant(at) ?? now));
}
