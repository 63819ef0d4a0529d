import type { CheckContext } from './context.ts';
import { inSome, type RuleFacts, type When } from './rule-facts.ts';

export type WhyNever = 'no-item' | 'item-and-category' | 'item-twice' | 'reporter' | 'kind-and-process' | 'duty-list';

/** Why no report can fit a condition whose names are all known; undefined when one may. */
export function neverFits(ctx: CheckContext, facts: RuleFacts, when: When): WhyNever | undefined {
  const isNone = when.item?.includes('none') ?? false;
  if (isNone && (when.item?.length ?? 0) > 1) return 'item-twice';
  if (isNone && (when.category || when.on_duty_list_of || when.variant?.some((code) => code !== 'none')))
    return 'no-item';
  const items = when.item && !isNone ? when.item.flatMap((code) => facts.items.get(code) ?? []) : undefined;
  if (items && when.category && !items.some(({ category = '' }) => inSome(category, when.category ?? [])))
    return 'item-and-category';
  if (
    when.kind &&
    when.process &&
    !when.kind.some((kind) => facts.kinds.get(kind)?.some(({ process }) => when.process?.includes(process)))
  )
    return 'kind-and-process';
  if (when.kind && when.reporter) {
    const allowed = when.kind.flatMap((kind) => (facts.kinds.get(kind) ?? []).flatMap(({ from }) => from));
    if (!when.reporter.some((reporter) => allowed.includes(reporter))) return 'reporter';
  }
  return when.on_duty_list_of === undefined || onSomeList(ctx, facts, when) ? undefined : 'duty-list';
}

/** Some unit of the level, where the rule looks, has one of the items on its list. */
function onSomeList(ctx: CheckContext, facts: RuleFacts, when: When): boolean {
  for (const [code, { entry }] of ctx.units) {
    if (entry.level !== when.on_duty_list_of || !entry.duty_list) continue;
    const path = facts.pathUp(code);
    // an area may also lie inside the unit
    const isThere = !when.area || when.area.some((area) => path.includes(area) || facts.pathUp(area).includes(code));
    const fits = entry.duty_list.some(
      (item) =>
        (!when.item || when.item.includes(item)) &&
        (!when.category ||
          (facts.items.get(item) ?? []).some(({ category = '' }) => inSome(category, when.category ?? []))),
    );
    if (isThere && fits) return true;
  }
  return false;
}
