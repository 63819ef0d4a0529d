import { rulesInOrder, type RuleEntry, type WrittenRule } from '../compile/routing.ts';
import { mustHandle } from './check-catalogue.ts';
import { filesOf } from '../read-layer.ts';
import { childOf, locate, locateKey, type Tree } from '../tree.ts';
import { codesAt, mustKnow, noDuplicates, type CheckContext } from './context.ts';
import { covers, rulesFacts, type RuleFacts, type When } from './rule-facts.ts';
import { neverFits } from './rule-never.ts';

export function checkRouting(ctx: CheckContext): void {
  const { bundle } = ctx;
  for (const layer of bundle.layers)
    for (const { piece } of filesOf(layer, 'routing')) noDuplicates(ctx, childOf(piece.tree, 'rules'), 'code');
  checkAcrossLayers(ctx);
  const rules = rulesInOrder(bundle);
  const facts = rulesFacts(ctx);
  for (const { entry, tree } of rules) {
    checkDecision(ctx, entry, tree);
    const known = checkNames(ctx, entry.when ?? {}, tree);
    const why = known ? neverFits(ctx, facts, entry.when ?? {}) : undefined;
    if (why) ctx.report('rule/never', locate(tree, ['when']), { name: entry.code, why: `@${why}` });
    else if (known) checkProcess(ctx, facts, entry, tree);
  }
  if (!bundle.incomplete.has('routing')) checkShadows(ctx, facts, rules);
}

/** Whoever writes a rule thinks of one kind of work: without its name the rule takes every other one's cases as well. */
function checkProcess(ctx: CheckContext, facts: RuleFacts, { code, when = {} }: RuleEntry, tree: Tree): void {
  const caught = facts.processes.filter(
    (process) => !when.kind || when.kind.some((kind) => facts.kinds.get(kind)?.some((of) => of.process === process)),
  );
  const written = childOf(tree, 'when');
  if (when.process || caught.length < 2 || (written?.kind === 'map' && written.damaged)) return;
  ctx.report('rule/every-process', tree.place, { name: code, processes: caught.join(', ') });
}

/** A rule hidden by an earlier one. A lower layer may well hide a rule that it inherits: that is how it overrides. */
function checkShadows(ctx: CheckContext, facts: RuleFacts, rules: WrittenRule[]): void {
  const depth = (tenant: string) => ctx.bundle.layers.findIndex((layer) => layer.tenant === tenant);
  for (const [index, rule] of rules.entries()) {
    const earlier = rules
      .slice(0, index)
      .find(
        (candidate) =>
          depth(candidate.tenant) <= depth(rule.tenant) &&
          alwaysDecides(candidate.entry) &&
          covers(facts, candidate.entry.when ?? {}, rule.entry.when ?? {}),
      );
    if (!earlier) continue;
    const params = { name: rule.entry.code, earlier: earlier.entry.code };
    ctx.report('rule/shadowed', rule.tree.place, params, earlier.tree.place);
  }
}

/** A lead by level is passed over where the place has no unit of that level, so such a rule may let others through. */
function alwaysDecides({ lead }: RuleEntry): boolean {
  return typeof lead !== 'object';
}

function checkDecision(ctx: CheckContext, entry: RuleEntry, tree: Tree): void {
  const name = entry.code;
  const isDamaged = tree.kind === 'map' && tree.damaged === true;
  const says = (['lead', 'refer', 'triage'] as const).filter((key) => entry[key] !== undefined);
  const assistsNobody = entry.assist !== undefined && entry.lead === undefined;
  if (says.length === 0 && !isDamaged) ctx.report('rule/decides-nothing', tree.place, { name });
  else if (says.length > 1 || (assistsNobody && !isDamaged))
    ctx.report('rule/decides-twice', tree.place, {
      name,
      keys: [...says, ...(assistsNobody ? ['assist'] : [])].join(', '),
    });
  if (entry.because === undefined && !isDamaged) ctx.report('rule/because', tree.place, { name });
  const { lead } = entry;
  if (typeof lead === 'string') mustHandle(ctx, lead, locate(tree, ['lead']));
  else if (lead) mustKnow(ctx, 'level', lead.level, ctx.levels, locate(tree, ['lead', 'level']));
  for (const [code, place] of codesAt(tree, ['assist'], entry.assist)) mustHandle(ctx, code, place);
}

/** True when every name in the condition is known. */
function checkNames(ctx: CheckContext, when: When, tree: Tree): boolean {
  const kinds = [...ctx.bundle.processes.values()].flatMap(({ value }) => Object.keys(value.kinds));
  const seasons = (ctx.bundle.calendar?.value.seasons ?? []).map(({ code }) => code);
  const items = (when.item ?? []).flatMap((code) => ctx.items.get(code) ?? []);
  const all = [...ctx.items.values()].flat();
  const variants = (when.item ? items : all).flatMap((item) => (item.variants ?? []).map(({ code }) => code));
  const categories = all.flatMap(({ category }) => (category ? [category, category.split('.')[0] ?? ''] : []));
  const lists = [
    ['item', when.item, [...ctx.items.keys(), 'none'], 'item'],
    ['variant', when.variant, [...variants, 'none'], 'variant'],
    ['category', when.category, categories, 'category'],
    ['kind', when.kind, kinds, 'kind'],
    ['area', when.area, [...ctx.units.keys()], 'unit'],
    ['season', when.season, seasons, 'season'],
    ['process', when.process, [...ctx.bundle.processes.keys()], 'process'],
  ] as const;
  let known = true;
  for (const [key, codes, all, noun] of lists)
    for (const [code, place] of codesAt(tree, ['when', key], codes))
      known = mustKnow(ctx, noun, code, all, place) && known;
  if (when.on_duty_list_of !== undefined)
    known =
      mustKnow(ctx, 'level', when.on_duty_list_of, ctx.levels, locate(tree, ['when', 'on_duty_list_of'])) && known;
  return known;
}

function checkAcrossLayers(ctx: CheckContext): void {
  const above = new Map<string, { entry: RuleEntry; tree: Tree }>();
  for (const [depth, piece] of ctx.bundle.routing.entries()) {
    const isLowest = piece.tree.place.tenant === ctx.bundle.code && ctx.bundle.tenants.at(-1)?.value.kind === 'county';
    const entries = piece.value.rules.flatMap((entry, index) => {
      const tree = childOf(childOf(piece.tree, 'rules'), index);
      return tree ? [{ entry, tree }] : [];
    });
    for (const { entry, tree } of entries) {
      const upper = depth > 0 ? above.get(entry.code) : undefined;
      const place = locate(tree, ['code']);
      if (upper?.entry.locked) ctx.report('rule/locked', place, { name: entry.code }, upper.tree.place);
      else if (upper && !entry.withdrawn) ctx.report('name/duplicate', place, { name: entry.code }, upper.tree.place);
      if (entry.withdrawn && !upper) ctx.report('name/withdraws-nothing', place, { name: entry.code });
      if (entry.locked && isLowest)
        ctx.report('rule/lock-in-county', locateKey(tree, ['locked']), { name: entry.code });
    }
    for (const written of entries) above.set(written.entry.code, written);
  }
}
