import type { Calendar, WeekPattern, Weekday } from '#workflows/definition/calendar.ts';

import type { Bundle } from '../assemble.ts';
import { childOf, treeAt, type Tree } from '../tree.ts';
import { defined } from './defined.ts';
import type { Origins } from './origins.ts';

const weekdays: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export function compileCalendar(bundle: Bundle, zone: string, origins: Origins): Calendar {
  const { tree, value } = bundle.calendar ?? { tree: undefined, value: {} };
  const sourceAt = (list: string, index: number) => {
    const entry = childOf(childOf(tree, list), index);
    return entry ? origins.sourceOf(entry.place) : '';
  };
  // worktime takes the hours of the first season that contains a day: those with hours of their own, then those that
  // only name a time of the year (heating) and keep the all-year hours, then the all-year one, whoever wrote them
  const written = value.seasons ?? [];
  const allYear = written.find(({ from }) => !from)?.hours ?? {};
  const rank = (season: (typeof written)[number]) => (season.from ? Number(!season.hours) : 2);
  const seasons = written.toSorted((a, b) => rank(a) - rank(b));
  if (tree) origins.note('/calendar', tree);
  origins.note('/calendar/zone', zoneTree(bundle));
  const treeOf = (season: (typeof written)[number] | undefined) =>
    season && treeAt(tree, ['seasons', written.indexOf(season)]);
  for (const [index, season] of seasons.entries()) {
    const pointer = `/calendar/seasons/${index}`;
    const hours = childOf(treeOf(season.hours ? season : written.find(({ from }) => !from)), 'hours');
    origins.note(pointer, treeOf(season));
    origins.note(`${pointer}/hours`, hours);
    origins.note(`${pointer}/hours/perDay`, hours);
  }
  return {
    zone,
    coveredFrom: value.covered_from ?? '',
    coveredUntil: value.covered_until ?? '',
    seasons: seasons.map(({ code, title, from, to, hours }) =>
      defined({ code, title: title ?? code, from, to, hours: compileHours(hours ?? allYear) }),
    ),
    daysOff: (value.days_off ?? []).map(({ date, title, provisional }, index) =>
      defined({ date, title: title ?? date, source: sourceAt('days_off', index), provisional }),
    ),
    daysWorked: (value.days_worked ?? []).map(({ date, title, provisional, hours }, index) =>
      defined({ date, title: title ?? date, source: sourceAt('days_worked', index), provisional, hours }),
    ),
  };
}

/** The calendar's zone is the tenant's, so it comes from another file than the rest of the calendar. */
function zoneTree(bundle: Bundle): Tree | undefined {
  return childOf(bundle.tenants.findLast(({ value }) => value.zone !== undefined)?.tree, 'zone');
}

type Hours = { [K in Weekday | 'weekdays']?: WeekPattern['weekdays'] | undefined };

function compileHours(hours: Hours): WeekPattern {
  const perDay: NonNullable<WeekPattern['perDay']> = {};
  for (const day of weekdays) {
    const spans = hours[day];
    if (spans) perDay[day] = spans;
  }
  return { weekdays: hours.weekdays ?? [], ...(Object.keys(perDay).length > 0 && { perDay }) };
}
