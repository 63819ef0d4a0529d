import type { Calendar, DayOff, DayWorked, Season, Span, Weekday } from '../../definition/calendar.ts';
import { dayOfDate, monthDayOf, timeOfDay, weekdayOf } from './dates.ts';
import { WorktimeError } from './worktime-error.ts';
import { instantOfLocal, zoneNamed, type Zone } from './zone.ts';

/** What the calendar says of one local day. */
export interface OfficeDay {
  day: number;
  /** Open time as instants, in order, apart from each other, never empty ones. */
  spans: readonly (readonly [from: number, to: number])[];
  isWorking: boolean;
  off: DayOff | null;
  worked: DayWorked | null;
  isCovered: boolean;
  /** A deadline that rests on this day may still change. */
  isProvisional: boolean;
}

type Hours = readonly (readonly [fromMs: number, toMs: number])[];

interface SeasonHours {
  season: Season;
  contains: (monthDay: number) => boolean;
  weekday: Hours;
  perDay: Partial<Record<Weekday, Hours>>;
}

/** A calendar made ready for asking. */
export interface CalendarIndex {
  zone: Zone;
  coveredFrom: number;
  coveredUntil: number;
  seasons: SeasonHours[];
  off: Map<number, DayOff>;
  worked: Map<number, { entry: DayWorked; hours: Hours | null }>;
  days: Map<number, OfficeDay>;
}

// More than the farthest deadline reaches, so that asking for it again costs nothing.
const DAYS_KEPT = 8_000;
const indexes = new WeakMap<Calendar, CalendarIndex>();

/**
 * Remembered by the calendar's identity, so a calendar is never changed once asked. Where a date stands twice in a list
 * the later entry counts; a date both off and worked is worked.
 * Throws `unknown_zone`, `invalid_date`, `invalid_time` or `invalid_calendar`; a checked bundle never does.
 */
export function indexOf(calendar: Calendar): CalendarIndex {
  const known = indexes.get(calendar);
  if (known) return known;
  const index: CalendarIndex = {
    zone: zoneNamed(calendar.zone),
    coveredFrom: dayOfDate(calendar.coveredFrom),
    coveredUntil: dayOfDate(calendar.coveredUntil),
    seasons: calendar.seasons.map(seasonHours),
    off: new Map(calendar.daysOff.map((entry) => [dayOfDate(entry.date), entry])),
    worked: new Map(
      calendar.daysWorked.map((entry) => [
        dayOfDate(entry.date),
        { entry, hours: entry.hours ? hoursOf(entry.hours) : null },
      ]),
    ),
    days: new Map(),
  };
  indexes.set(calendar, index);
  return index;
}

export function officeDay(index: CalendarIndex, day: number): OfficeDay {
  const known = index.days.get(day);
  if (known) return known;
  const worked = index.worked.get(day);
  const off = worked ? null : (index.off.get(day) ?? null);
  const spans = off
    ? []
    : instantsOf(index.zone, day, worked?.hours ?? ordinaryHours(index, day, worked !== undefined));
  const isCovered = day >= index.coveredFrom && day <= index.coveredUntil;
  const found = {
    day,
    spans,
    isWorking: spans.length > 0,
    off,
    worked: worked?.entry ?? null,
    isCovered,
    isProvisional: !isCovered || (off ?? worked?.entry)?.provisional === true,
  };
  if (index.days.size >= DAYS_KEPT) index.days.clear();
  index.days.set(day, found);
  return found;
}

export function seasonOfDay(index: CalendarIndex, day: number): Season | null {
  return seasonHoursOfDay(index, day)?.season ?? null;
}

function seasonHoursOfDay(index: CalendarIndex, day: number): SeasonHours | undefined {
  const monthDay = monthDayOf(day);
  return index.seasons.find((season) => season.contains(monthDay));
}

function ordinaryHours(index: CalendarIndex, day: number, isWorked: boolean): Hours {
  const season = seasonHoursOfDay(index, day);
  if (!season) return [];
  const weekday = weekdayOf(day);
  const isWeekend = weekday === 'sat' || weekday === 'sun';
  // A worked weekend is an ordinary weekday moved, so a Saturday's own short hours do not apply to it.
  if (isWeekend) return isWorked ? season.weekday : (season.perDay[weekday] ?? []);
  return season.perDay[weekday] ?? season.weekday;
}

function seasonHours(season: Season): SeasonHours {
  const from = season.from === undefined ? 101 : monthDay(season.from);
  const to = season.to === undefined ? 1231 : monthDay(season.to);
  const perDay = Object.entries(season.hours.perDay ?? {}) as [Weekday, Span[]][];
  return {
    season,
    contains: from <= to ? (at) => at >= from && at <= to : (at) => at >= from || at <= to,
    weekday: hoursOf(season.hours.weekdays),
    perDay: Object.fromEntries(perDay.map(([weekday, spans]) => [weekday, hoursOf(spans)])),
  };
}

function monthDay(text: string): number {
  // Read as a bound and not as a day: a season to 06-31 ends with June, and 02-29 is a bound in every year.
  return Number(text.slice(0, 2)) * 100 + Number(text.slice(3));
}

/** In order and merged where they touch: noon without a break is no closing. */
function hoursOf(spans: readonly Span[]): Hours {
  const merged: [number, number][] = [];
  const sorted = spans.map(({ from, to }) => [timeOfDay(from), timeOfDay(to)] as [number, number]);
  for (const [from, to] of sorted.sort((a, b) => a[0] - b[0])) {
    if (to <= from) throw new WorktimeError('invalid_calendar', 'office hours end before they begin');
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

function instantsOf(zone: Zone, day: number, hours: Hours): [number, number][] {
  return hours
    .map(([from, to]): [number, number] => [instantOfLocal(zone, day, from), instantOfLocal(zone, day, to)])
    .filter(([from, to]) => from < to);
}
