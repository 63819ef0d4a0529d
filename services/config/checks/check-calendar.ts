import type { Budget, Calendar } from '#workflows/definition/calendar.ts';
import { addBudget, dateOf, instantOf } from '#workflows/engine/worktime/index.ts';

import { filesOf } from '../read-layer.ts';
import { contradictions, spreadDays } from '../calendar-days.ts';
import { childOf, locate, type Place, type Tree } from '../tree.ts';
import { noDuplicates, type CheckContext } from './context.ts';
import { durationText } from './duration-text.ts';

export function checkCalendar(ctx: CheckContext): void {
  const { bundle, report } = ctx;
  for (const layer of bundle.layers)
    for (const { piece } of filesOf(layer, 'calendar')) {
      noDuplicates(ctx, childOf(piece.tree, 'seasons'), 'code');
      // Too many of them are told where the layers are put together.
      const spread = spreadDays(piece.tree, () => {});
      for (const list of ['days_off', 'days_worked']) noDayTwice(ctx, childOf(spread, list));
      for (const { date, off, worked } of contradictions(spread))
        report('calendar/off-and-worked', worked, { date }, off);
    }
  if (bundle.incomplete.has('calendar')) return;
  if (!bundle.calendar)
    return report(
      'file/missing',
      { tenant: bundle.code, file: 'calendar.yaml', line: 1, column: 1 },
      { file: 'calendar.yaml' },
    );
  const { tree, value } = bundle.calendar;
  for (const key of ['covered_from', 'covered_until', 'seasons'] as const)
    if (value[key] === undefined) report('calendar/incomplete', tree.place, { key });
  if (value.covered_from !== undefined && value.covered_until !== undefined && value.covered_until < value.covered_from)
    report('calendar/order', locate(tree, ['covered_until']));
  for (const [index, season] of (value.seasons ?? []).entries()) {
    const at = childOf(childOf(tree, 'seasons'), index);
    const isWhole = at?.kind === 'map' && !at.damaged;
    if (isWhole && (season.from === undefined) !== (season.to === undefined))
      report('calendar/season-bounds', locate(tree, ['seasons', index]), { name: season.code });
    for (const [day, spans] of Object.entries(season.hours ?? {}))
      if (spans && overlap(spans)) report('calendar/span-overlap', locate(tree, ['seasons', index, 'hours', day]));
  }
  for (const [index, { hours }] of (value.days_worked ?? []).entries())
    if (hours && overlap(hours)) report('calendar/span-overlap', locate(tree, ['days_worked', index, 'hours']));
  if (value.seasons && !value.seasons.some(({ hours }) => Object.values(hours ?? {}).some((spans) => spans?.length)))
    report('calendar/never-open', locate(tree, ['seasons']));
  else if (value.seasons && !value.seasons.some(({ from, hours }) => !from && hours)) checkWholeYear(ctx);
}

/** Of a list whose stretches are written out; a stretch that holds days of another entry is told once. */
function noDayTwice(ctx: CheckContext, list: Tree | undefined): void {
  if (list?.kind !== 'list') return;
  const seen = new Map<string, Place>();
  const told = new Set<Place>();
  for (const item of list.items) {
    const date = childOf(item, 'date');
    if (date?.kind !== 'scalar') continue;
    const first = seen.get(date.text);
    seen.set(date.text, date.place);
    if (!first || told.has(date.place)) continue;
    told.add(date.place);
    ctx.report('name/duplicate', date.place, { name: date.text }, first);
  }
}

/** Without an all-year season the others together must leave no day of the year without hours. */
function checkWholeYear(ctx: CheckContext): void {
  const { tree, value } = ctx.bundle.calendar ?? {};
  if (!tree) return;
  const seasons = (value?.seasons ?? []).filter(({ hours }) => hours);
  for (let day = Date.UTC(2024, 0, 1); day < Date.UTC(2025, 0, 1); day += 86_400_000) {
    const date = new Date(day).toISOString().slice(5, 10);
    const holds = seasons.some(({ from = '01-01', to = '12-31' }) =>
      from <= to ? from <= date && date <= to : date >= from || date <= to,
    );
    if (!holds) return ctx.report('calendar/no-hours', locate(tree, ['seasons']), { date });
  }
}

function overlap(spans: { from: string; to: string }[]): boolean {
  return spans.some((span, index) => index > 0 && span.from < (spans[index - 1]?.to ?? ''));
}

/**
 * Whether the calendar is known long enough for the longest limit. Without a day to count from that is the first day
 * of the newest edition: a calendar that ends before even those cases can be due was never finished.
 */
export function checkHorizon(ctx: CheckContext, calendar: Calendar): void {
  const { tree } = ctx.bundle.calendar ?? {};
  const from = [ctx.today ?? '', ...ctx.editions.map(({ piece }) => piece.value.from ?? '')].toSorted().at(-1);
  if (!tree || !from || from < calendar.coveredFrom) return;
  const start = instantOf(calendar, from, '12:00');
  let latest: { limit: Budget; due: string } | undefined;
  for (const limit of limitsOf(ctx)) {
    const due = dateOf(calendar, addBudget(calendar, start, limit).dueAt - 1);
    if (!latest || due > latest.due) latest = { limit, due };
  }
  if (!latest || latest.due <= calendar.coveredUntil) return;
  const params = { until: calendar.coveredUntil, limit: durationText(latest.limit), due: latest.due };
  ctx.report('calendar/ends-early', locate(tree, ['covered_until']), params);
}

function limitsOf(ctx: CheckContext): Budget[] {
  const found = new Map<string, Budget>();
  for (const item of [...ctx.items.values()].flat())
    for (const limit of [item.limit, ...(item.variants ?? []).map((variant) => variant.limit)])
      if (limit) found.set(durationText(limit), limit);
  return [...found.values()];
}
