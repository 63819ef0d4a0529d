import type { CompiledConfig, Edition, Item, Variant } from '../../definition/compiled.ts';
import type { Calendar } from '../../definition/calendar.ts';
import { entryOf } from '../entry-of.ts';
import type { CaseState, Rules } from '../process/case-state.ts';
import { dateOf } from '../worktime/index.ts';

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

/** A question with what it is answered from. */
export interface RoutingScope {
  rules: Rules;
  question: RoutingQuestion;
  edition: Edition | null;
  /** As the edition in force and the variant have it; null also for an item that it does not know. */
  item: Item | null;
}

export function questionOf(state: CaseState): RoutingQuestion {
  return {
    process: state.process,
    kind: state.kind,
    item: state.item?.code ?? null,
    variant: state.item?.variant ?? null,
    locationUnit: state.location.unit,
    reporterType: state.reporter.type,
    channel: state.channel,
    reportedAt: state.createdAt,
  };
}

export function scopeOf(rules: Rules, question: RoutingQuestion): RoutingScope {
  const edition = editionInForce(rules.config, rules.calendar, question.reportedAt);
  const plain = question.item === null ? undefined : entryOf(edition?.items ?? {}, question.item);
  return { rules, question, edition, item: plain ? itemWithVariant(plain, question.variant) : null };
}

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
