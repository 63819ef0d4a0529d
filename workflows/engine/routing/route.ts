import type { RoutingRule, RoutingWhen } from '../../definition/compiled.ts';
import type { Rules } from '../process/case-state.ts';
import { dateOf } from '../worktime/index.ts';
import { inForce, unitOfLevel } from './org-tree.ts';
import { scopeOf, type RoutingQuestion, type RoutingScope } from './question.ts';
import { factsOf, type RoutingFact } from './rule-facts.ts';

/** Built-in answers beside the county's own rules; their words are found where the reader's language is known. */
export type BuiltInRule = 'item' | 'no-lead' | 'no-item' | 'passed_up';

export type RoutingAnswer = { rule: string; source: string; reason: string } & (
  { to: 'units'; lead: string; assist: string[] } | { to: 'triage' } | { to: 'referred'; number: string }
);

/** The first rule that fits decides; without one, the item's own lead; without that, the centre (确权). */
export function route(rules: Rules, question: RoutingQuestion): RoutingAnswer {
  const scope = scopeOf(rules, question);
  for (const rule of rules.config.routing) {
    const answer = fits(scope, rule.when) ? answerOf(scope, rule) : null;
    if (answer) return answer;
  }
  return byItem(scope);
}

export interface RouteExplanation {
  scope: Pick<RoutingScope, 'edition' | 'item' | 'question'>;
  /** Up to the rule that decides, which comes last; `fits` of one that is not the last: it fits, but its unit is not there. */
  read: { rule: RoutingRule; facts: RoutingFact[]; fits: boolean }[];
  answer: RoutingAnswer;
}

/** What `route` answers, with each rule read on the way and what of it did not fit. */
export function explainRoute(rules: Rules, question: RoutingQuestion): RouteExplanation {
  const scope = scopeOf(rules, question);
  const read: RouteExplanation['read'] = [];
  for (const rule of rules.config.routing) {
    const facts = [...factsOf(scope, rule.when)];
    const entry = { rule, facts, fits: facts.every((fact) => fact.fits) };
    read.push(entry);
    const answer = entry.fits ? answerOf(scope, rule) : null;
    if (answer) return { scope, read, answer };
  }
  return { scope, read, answer: byItem(scope) };
}

function fits(scope: RoutingScope, when: RoutingWhen): boolean {
  for (const fact of factsOf(scope, when)) if (!fact.fits) return false;
  return true;
}

function byItem({ rules, question, item }: RoutingScope): RoutingAnswer {
  if (!item) return { rule: 'no-item', source: '', reason: '', to: 'triage' };
  const why = { source: item.source, reason: '' };
  const date = dateOf(rules.calendar, question.reportedAt);
  const lead = item.lead === null ? null : inForce(rules.org, item.lead, date);
  if (lead === null) return { rule: 'no-lead', ...why, to: 'triage' };
  return { rule: 'item', ...why, to: 'units', lead, assist: assisting(rules, item.assist, lead, date) };
}

function assisting(rules: Rules, codes: string[], lead: string, date: string): string[] {
  const found = codes.map((code) => inForce(rules.org, code, date)).filter((code) => code !== null);
  return [...new Set(found)].filter((code) => code !== lead);
}

function answerOf({ rules, question, item }: RoutingScope, rule: RoutingRule): RoutingAnswer | null {
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
