export type {
  Budget,
  Calendar,
  DayOff,
  DayWorked,
  DurationUnit,
  Season,
  Span,
  Weekday,
  WeekPattern,
} from '#workflows/definition/calendar.ts';
