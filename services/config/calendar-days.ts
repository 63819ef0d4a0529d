import type { Report } from './fault.ts';
import { codeOf } from './merge.ts';
import { childOf, type Entry, type MapTree, type Place, type Tree } from './tree.ts';

/** Years of holidays written one by one are a few hundred days; a calendar of all days of a century is a mistake. */
const mostDays = 10_000;

const lists = ['days_off', 'days_worked'] as const;
type DayList = (typeof lists)[number];

const dayMs = 86_400_000;

/** The days of `2026-10-01..2026-10-07`, first and last included, or of one day. */
export function daysOf(text: string): string[] {
  const [first = '', last = first] = text.split('..');
  const days: string[] = [];
  for (let at = Date.parse(`${first}T00:00:00Z`); at <= Date.parse(`${last}T00:00:00Z`); at += dayMs)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/**
 * A layer's calendar with each stretch of days written day by day, so that a layer on top can speak of one of them. Each day stands where
 * the stretch does. Says where it is too many, and leaves out the rest.
 */
export function spreadDays(tree: Tree, report: Report): Tree {
  let left = mostDays;
  return withLists(tree, (list) => {
    const items: Tree[] = [];
    for (const item of list.items) {
      const date = childOf(item, 'date');
      const days = date?.kind === 'scalar' ? daysOf(date.text) : [];
      if (left >= 0 && days.length > left && date) report('calendar/too-many-days', date.place, { most: mostDays });
      left -= days.length;
      if (left < 0) break;
      items.push(...days.map((day) => onDay(item as MapTree, day)));
    }
    return items;
  });
}

function onDay(item: MapTree, day: string): Tree {
  const entries = new Map<string, Entry>(item.entries);
  const { keyPlace, value } = item.entries.get('date')!;
  entries.set('date', { keyPlace, value: { kind: 'scalar', place: value.place, value: day, text: day } });
  return { ...item, entries };
}

/** The days that one layer calls both off and worked, with both places. */
export function contradictions(tree: Tree): { date: string; off: Place; worked: Place }[] {
  const off = daysIn(tree, 'days_off');
  return [...daysIn(tree, 'days_worked')].flatMap(([date, worked]) => {
    const other = off.get(date);
    return other ? [{ date, off: other.place, worked: worked.place }] : [];
  });
}

/** What layers together say of a day is the word of the nearest one that speaks of it, in whichever list. `layers`: root first. */
export function nearestWord(tree: Tree, layers: readonly string[]): Tree {
  const distance = ({ place }: Tree) => -layers.indexOf(place.tenant);
  const said = { days_off: daysIn(tree, 'days_off'), days_worked: daysIn(tree, 'days_worked') };
  return withLists(tree, (list, name) => {
    const others = said[name === 'days_off' ? 'days_worked' : 'days_off'];
    return list.items.filter((item) => {
      const other = others.get(codeOf(item) ?? '');
      return !other || distance(item) <= distance(other);
    });
  });
}

function daysIn(tree: Tree, name: DayList): Map<string, Tree> {
  const list = childOf(tree, name);
  return new Map(list?.kind === 'list' ? list.items.map((item) => [codeOf(item) ?? '', item]) : []);
}

function withLists(tree: Tree, change: (list: Extract<Tree, { kind: 'list' }>, name: DayList) => Tree[]): Tree {
  if (tree.kind !== 'map') return tree;
  const entries = new Map(tree.entries);
  for (const name of lists) {
    const entry = entries.get(name);
    if (entry?.value.kind !== 'list') continue;
    entries.set(name, { ...entry, value: { ...entry.value, items: change(entry.value, name) } });
  }
  return { ...tree, entries };
}
