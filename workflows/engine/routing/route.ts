import type { CompiledConfig, Edition, Item, RoutingRule, RoutingWhen, Variant } from '../../definition/compiled.ts';
import type { Calendar } from '../../definition/calendar.ts';
import type { Rules } from '../process/case-state.ts';
import { dateOf, isOpen } from '../worktime/index.ts';
import { inForce, pathUp, unitOfLevel } from './org-tree.ts';

export interface RoutingQuestion {
  process: string;
  kind: string;
  item: string | null;
  variant: string | null;
  locationUnit: string | null;
  reporterType: string;
  channel: string;
  /** Epoch ms of the report, which also fixes the edition in force. */
  reportedAt: number;
}

/** Built-in answers beside the county's own rules; their words are found where the reader's language is known. */
export type BuiltInRule = 'item' | 'no-lead' | 'no-item' | 'passed_up';

export type RoutingAnswer = { rule: string; source: string; reason: string } & (
  { to: 'units'; lead: string; assist: string[] } | { to: 'triage' } | { to: 'referred'; number: string }
);

/** The edition whose first day is the latest not after the day of the report. */
export function editionInForce(config: CompiledConfig, calendar: Calendar, at: number): Edition | null {
  const date = dateOf(calendar, at);
  return config.catalogue.filter((edition) => edition.from <= date).at(-1) ?? null;
}

/** An item with what its sub-type changes. */
export function itemWithVariant(item: Item, code: string | null): Item {
  const variant: Variant | undefined = item.variants.find((v) => v.code === code);
  if (!variant) return item;
  return {
    ...item,
    urgency: variant.urgency ?? item.urgency,
    limit: variant.limit ?? item.limit,
    lead: variant.lead ?? item.lead,
    assist: variant.assist ?? item.assist,
  };
}

/** The first rule that fits decides; without one, the item's own lead; without that, the centre (确权). */
export function route(rules: Rules, question: RoutingQuestion): RoutingAnswer {
  const edition = editionInForce(rules.config, rules.calendar, question.reportedAt);
  const plain = question.item === null ? null : (edition?.items[question.item] ?? null);
  const item = plain && itemWithVariant(plain, question.variant);
  for (const rule of rules.config.routing) {
    if (!fits(rules, rule.when, question, item)) continue;
    const answer = answerOf(rules, rule, question, item);
    if (answer) return answer;
  }
  if (!item) return { rule: 'no-item', source: '', reason: '', to: 'triage' };
  const date = dateOf(rules.calendar, question.reportedAt);
  const lead = item.lead === null ? null : inForce(rules.org, item.lead, date);
  if (lead === null) return { rule: 'no-lead', source: item.source, reason: '', to: 'triage' };
  return {
    rule: 'item',
    source: item.source,
    reason: '',
    to: 'units',
    lead,
    assist: assisting(rules, item.assist, lead, date),
  };
}

function assisting(rules: Rules, codes: string[], lead: string, date: string): string[] {
  const found = codes.map((code) => inForce(rules.org, code, date)).filter((code) => code !== null);
  return [...new Set(found)].filter((code) => code !== lead);
}

function answerOf(rules: Rules, rule: RoutingRule, question: RoutingQuestion, item: Item | null): RoutingAnswer | null {
  const why = { rule: rule.code, source: rule.source, reason: rule.because };
  const then = rule.then;
  if ('refer' in then) return { ...why, to: 'referred', number: then.refer };
  if ('triage' in then) return { ...why, to: 'triage' };
  const date = dateOf(rules.calendar, question.reportedAt);
  const named =
    typeof then.lead === 'string' ? then.lead : unitOfLevel(rules.org, question.locationUnit, then.lead.level);
  const lead = named === null ? null : inForce(rules.org, named, date);
  // A place that has no unit of that level is not what the rule was written for.
  if (lead === null) return null;
  return { ...why, to: 'units', lead, assist: assisting(rules, then.assist ?? item?.assist ?? [], lead, date) };
}

function fits(rules: Rules, when: RoutingWhen, question: RoutingQuestion, item: Item | null): boolean {
  if (when.process && !when.process.includes(question.process)) return false;
  if (when.item === 'none' && question.item !== null) return false;
  if (Array.isArray(when.item) && !(question.item !== null && when.item.includes(question.item))) return false;
  if (when.variant && !when.variant.includes(question.variant ?? 'none')) return false;
  if (when.category && !(item && inCategory(item.category, when.category))) return false;
  if (when.kind && !when.kind.includes(question.kind)) return false;
  if (when.reporter && !when.reporter.includes(question.reporterType)) return false;
  if (when.channel && !when.channel.includes(question.channel)) return false;
  if (when.area && !pathUp(rules.org, question.locationUnit).some((unit) => when.area?.includes(unit))) return false;
  if (when.season && !when.season.some((code) => inSeason(rules.calendar, code, question.reportedAt))) return false;
  if (when.reported && isOpen(rules.calendar, question.reportedAt) !== (when.reported === 'in_office_hours'))
    return false;
  if (when.onDutyListOf !== undefined) {
    const unit = unitOfLevel(rules.org, question.locationUnit, when.onDutyListOf);
    if (unit === null || question.item === null || !rules.org.units[unit]?.dutyList.includes(question.item))
      return false;
  }
  return true;
}

function inCategory(category: string, wanted: string[]): boolean {
  return wanted.some((name) => category === name || category.startsWith(`${name}.`));
}

/** Seasons may overlap (heating lies over winter hours), so each is asked by its own bounds; they may wrap the year. */
function inSeason(calendar: Calendar, code: string, at: number): boolean {
  const day = dateOf(calendar, at).slice(5);
  return calendar.seasons.some((season) => {
    if (season.code !== code) return false;
    if (season.from === undefined || season.to === undefined) return true;
    return season.from <= season.to ? season.from <= day && day <= season.to : day >= season.from || day <= season.to;
  });
}
