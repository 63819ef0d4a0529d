import type { Calendar } from '#workflows/definition/calendar.ts';
import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { canonicalJson } from '../canonical-json.ts';

/** The parts of a configuration that open cases follow too (HOUSE §4.7). */
const liveParts = ['calendar', 'org'] as const;
export type LivePart = (typeof liveParts)[number];

/** Which of them differ in what they say; the line that a unit stands on is no difference. */
export function liveChanges(before: CompiledConfig, after: CompiledConfig): LivePart[] {
  return liveParts.filter((part) => content(before[part]) !== content(after[part]));
}

/** Dates named in a case's history; more than these are a new year's calendar, which its coverage tells. */
const mostDates = 20;

/** What of the calendar has changed, as a case's history says why its deadlines moved. */
export function describeLiveChanges(before: CompiledConfig, after: CompiledConfig): Record<string, unknown> {
  const changed = liveChanges(before, after);
  if (!changed.includes('calendar')) return { changed };
  const [was, is] = [before.calendar, after.calendar];
  const dates = changedDates(was, is);
  return {
    changed,
    ...(dates.length > 0 && { dates: dates.slice(0, mostDates) }),
    ...(content(was.seasons) !== content(is.seasons) && { hours: true }),
    ...(was.coveredUntil !== is.coveredUntil && { coveredUntil: is.coveredUntil }),
  };
}

function changedDates(was: Calendar, is: Calendar): string[] {
  const daysOf = ({ daysOff, daysWorked }: Calendar) =>
    new Map([
      ...daysOff.map((day) => [day.date, content(['off', day.provisional ?? false])] as const),
      ...daysWorked.map((day) => [day.date, content(['worked', day.hours ?? null])] as const),
    ]);
  const [old, present] = [daysOf(was), daysOf(is)];
  return [...new Set([...old.keys(), ...present.keys()])].filter((date) => old.get(date) !== present.get(date)).sort();
}

function content(value: unknown): string {
  return canonicalJson(
    JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'source' ? undefined : inner))),
  );
}
