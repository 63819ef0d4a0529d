/** The compiled calendar: plain JSON, what `calendar.yaml` of a tenant and its parents come to. */

export type DurationUnit =
  'seconds' | 'minutes' | 'hours' | 'days' | 'working_seconds' | 'working_minutes' | 'working_hours' | 'working_days';

export interface Budget {
  value: number;
  unit: DurationUnit;
}

/** A stretch of local time, `HH:MM` to `HH:MM`; `24:00` is the end of the day. */
export interface Span {
  from: string;
  to: string;
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** `perDay` wins over `weekdays`; Saturday and Sunday are closed unless `perDay` opens them. */
export interface WeekPattern {
  weekdays: Span[];
  perDay?: Partial<Record<Weekday, Span[]>>;
}

export interface Season {
  code: string;
  title: string;
  /** `MM-DD`, inclusive, may wrap the year; a season without bounds is the all-year one. */
  from?: string;
  to?: string;
  hours: WeekPattern;
}

export interface DayOff {
  date: string;
  title: string;
  source: string;
  provisional?: boolean;
}

export interface DayWorked extends DayOff {
  /** Its own hours; without them the season's pattern of a weekday. */
  hours?: Span[];
}

export interface Calendar {
  /** IANA name. */
  zone: string;
  /** `YYYY-MM-DD`, both inclusive; what is counted outside them is provisional. */
  coveredFrom: string;
  coveredUntil: string;
  seasons: Season[];
  daysOff: DayOff[];
  daysWorked: DayWorked[];
}
