/**
 * A tenant's compiled working-time calendar: plain JSON, immutable once handed to a function of this folder, because
 * what is derived from it is remembered by object identity. Dates are days of `zone`.
 * Where a date stands twice in one list the later entry counts; a date both off and worked is worked.
 */
export interface Calendar {
  zone: string;
  /** First and last day for which days off and worked days are known, both inclusive. */
  coveredFrom: string;
  coveredUntil: string;
  /** The first season whose range contains the day decides; a season without a range is the all-year one. */
  seasons: Season[];
  daysOff: DayOff[];
  daysWorked: DayWorked[];
}

export interface Season {
  code: string;
  title: string;
  /** MM-DD, both inclusive; `from` after `to` goes over the turn of the year. */
  from?: string;
  to?: string;
  hours: WeekPattern;
}

export interface DayOff {
  date: string;
  title: string;
  /** file:line of the entry, for whoever asks why. */
  source: string;
  provisional?: boolean;
}

export interface DayWorked extends DayOff {
  /** Its own hours; without them a weekend takes the season's weekday pattern. */
  hours?: Span[];
}

/** HH:MM to HH:MM of one day; `to` may be 24:00. */
export interface Span {
  from: string;
  to: string;
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Saturday and Sunday are closed unless `perDay` opens them. */
export type WeekPattern = { weekdays: Span[]; perDay?: Partial<Record<Weekday, Span[]>> };

export type DurationUnit =
  'seconds' | 'minutes' | 'hours' | 'days' | 'working_seconds' | 'working_minutes' | 'working_hours' | 'working_days';

export interface Budget {
  value: number;
  unit: DurationUnit;
}
