import type { Calendar, Season } from '../../definition/calendar.ts';
import { checkInstant, DAY_MS, dateOfDay, dayOfDate, timeOfDay } from './dates.ts';
import { indexOf, officeDay, seasonOfDay } from './office-day.ts';
import { instantOfLocal, localDayOf } from './zone.ts';

/** Open from an opening on, closed at the closing instant itself. */
export function isOpen(calendar: Calendar, at: number): boolean {
  const index = indexOf(calendar);
  const { spans } = officeDay(index, localDayOf(index.zone, checkInstant(at)));
  return spans.some(([opens, closes]) => at >= opens && at < closes);
}

/** A day with any open time. */
export function isWorkingDay(calendar: Calendar, date: string): boolean {
  return officeDay(indexOf(calendar), dayOfDate(date)).isWorking;
}

/** The tenant's local date at an instant. */
export function dateOf(calendar: Calendar, at: number): string {
  return dateOfDay(localDayOf(indexOf(calendar).zone, checkInstant(at)));
}

/** The season whose hours hold at an instant; null where none contains its day. */
export function seasonOf(calendar: Calendar, at: number): Season | null {
  const index = indexOf(calendar);
  return seasonOfDay(index, localDayOf(index.zone, checkInstant(at)));
}

/** 24:00 of a local date. */
export function endOfDate(calendar: Calendar, date: string): number {
  return instantOfLocal(indexOf(calendar).zone, dayOfDate(date), DAY_MS);
}

/** The first instant at which the local clock shows `HH:MM` of the date, or, where it skips that, the next time. */
export function instantOf(calendar: Calendar, date: string, time: string): number {
  return instantOfLocal(indexOf(calendar).zone, dayOfDate(date), timeOfDay(time));
}
