import type { Calendar } from '../../definition/calendar.ts';
import type { RoutingWhen } from '../../definition/compiled.ts';
import { entryOf } from '../entry-of.ts';
import { dateOf, isOpen } from '../worktime/index.ts';
import { pathUp, unitOfLevel } from './org-tree.ts';
import type { RoutingScope } from './question.ts';

/** One key of a rule's `when`: what it asks for, what the report has of it (codes, empty for nothing), and whether that will do. */
export interface RoutingFact {
  key: keyof RoutingWhen;
  wanted: string[];
  found: string[];
  fits: boolean;
}

type Found = Pick<RoutingFact, 'found' | 'fits'>;
type Look<K extends keyof RoutingWhen> = (scope: RoutingScope, wanted: NonNullable<RoutingWhen[K]>) => Found;

const isOneOf =
  (find: (scope: RoutingScope) => string) =>
  (scope: RoutingScope, wanted: readonly string[]): Found => {
    const found = find(scope);
    return { found: [found], fits: wanted.includes(found) };
  };

const looks: { [K in keyof Required<RoutingWhen>]: Look<K> } = {
  process: isOneOf(({ question }) => question.process),
  item: ({ question: { item } }, wanted) => ({
    found: item === null ? [] : [item],
    fits: wanted === 'none' ? item === null : item !== null && wanted.includes(item),
  }),
  variant: isOneOf(({ question }) => question.variant ?? 'none'),
  category: ({ item }, wanted) => ({
    found: item ? [item.category] : [],
    fits: item !== null && wanted.some((name) => item.category === name || item.category.startsWith(`${name}.`)),
  }),
  kind: isOneOf(({ question }) => question.kind),
  area: ({ rules, question }, wanted) => {
    const found = pathUp(rules.org, question.locationUnit);
    return { found, fits: found.some((unit) => wanted.includes(unit)) };
  },
  season: ({ rules, question }, wanted) => {
    const found = seasonsOn(rules.calendar, dateOf(rules.calendar, question.reportedAt).slice(5));
    return { found, fits: found.some((code) => wanted.includes(code)) };
  },
  reported: ({ rules, question }, wanted) => {
    const found = isOpen(rules.calendar, question.reportedAt) ? 'in_office_hours' : 'outside_office_hours';
    return { found: [found], fits: found === wanted };
  },
  reporter: isOneOf(({ question }) => question.reporterType),
  channel: isOneOf(({ question }) => question.channel),
  onDutyListOf: ({ rules, question }, level) => {
    const unit = unitOfLevel(rules.org, question.locationUnit, level);
    const duties = unit === null ? [] : (entryOf(rules.org.units, unit)?.dutyList ?? []);
    return {
      found: unit === null ? [] : [unit],
      fits: question.item !== null && duties.includes(question.item),
    };
  },
};

/** Told one after the other, so that who only asks whether all fit stops at the first that does not. */
export function* factsOf(scope: RoutingScope, when: RoutingWhen): Generator<RoutingFact> {
  for (const name in when) {
    const key = name as keyof RoutingWhen;
    const wanted = when[key];
    if (wanted === undefined) continue;
    const look = looks[key] as Look<keyof RoutingWhen>;
    yield { key, wanted: [wanted].flat(), ...look(scope, wanted) };
  }
}

/** Seasons may overlap (heating lies over winter hours), so each is asked by its own bounds; they may wrap the year. */
function seasonsOn({ seasons }: Calendar, day: string): string[] {
  return seasons
    .filter(({ from, to }) => {
      if (from === undefined || to === undefined) return true;
      return from <= to ? from <= day && day <= to : day >= from || day <= to;
    })
    .map(({ code }) => code);
}
