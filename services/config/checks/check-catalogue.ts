import { filesOf } from '../read-layer.ts';
import { childOf, locate, type Tree } from '../tree.ts';
import { codesAt, mustKnow, noDuplicates, type CheckContext, type ItemEntry } from './context.ts';

export function checkCatalogue(ctx: CheckContext): void {
  const { bundle, report } = ctx;
  for (const layer of bundle.layers)
    for (const { piece } of filesOf(layer, 'catalogue')) {
      const items = childOf(piece.tree, 'items');
      noDuplicates(ctx, items, 'code');
      if (items?.kind === 'list') for (const item of items.items) noDuplicates(ctx, childOf(item, 'variants'), 'code');
    }
  checkWithdrawals(ctx);
  checkEditionChains(ctx);
  const seen = new Set<Tree>();
  for (const { name, piece } of ctx.editions) {
    for (const key of ['edition', 'title', 'from'] as const)
      if (piece.value[key] === undefined && !(piece.tree.kind === 'map' && piece.tree.damaged))
        report('edition/incomplete', piece.tree.place, { name, key });
    for (const [index, item] of piece.value.items.entries()) {
      const tree = childOf(childOf(piece.tree, 'items'), index);
      // an item that an edition takes over unchanged is the same tree, and was looked at with the first
      if (!tree || seen.has(tree)) continue;
      seen.add(tree);
      checkItem(ctx, item, tree);
    }
  }
}

function checkItem(ctx: CheckContext, item: ItemEntry, tree: Tree): void {
  const name = item.code;
  const variants = item.variants ?? [];
  const isDamaged = tree.kind === 'map' && tree.damaged === true;
  if (!isDamaged) {
    for (const key of ['title', 'category', 'urgency'] as const)
      if (item[key] === undefined) ctx.report('item/incomplete', tree.place, { name, key });
    if (item.limit === undefined && !(variants.length > 0 && variants.every(({ limit }) => limit)))
      ctx.report('item/no-limit', tree.place, { name });
    if (item.lead === undefined) {
      const open = variants.filter(({ lead }) => lead === undefined).map(({ code }) => code);
      if (open.length === variants.length) ctx.report('item/no-lead', tree.place, { name });
      else ctx.report('item/lead-by-variant', tree.place, { name, open: open.join(', ') });
    }
  }
  checkUnits(ctx, name, item, tree);
  for (const [index, variant] of variants.entries()) {
    const at = childOf(childOf(tree, 'variants'), index);
    if (!at) continue;
    if (variant.title === undefined && !(at.kind === 'map' && at.damaged))
      ctx.report('item/incomplete', at.place, { name: `${name}/${variant.code}`, key: 'title' });
    checkUnits(ctx, `${name}/${variant.code}`, variant, at);
  }
}

type Assigned = { lead?: string | undefined; assist?: string[] | undefined };

function checkUnits(ctx: CheckContext, name: string, { lead, assist }: Assigned, tree: Tree): void {
  if (lead !== undefined) mustHandle(ctx, lead, locate(tree, ['lead']));
  for (const [code, place] of codesAt(tree, ['assist'], assist)) {
    mustHandle(ctx, code, place);
    if (code === lead) ctx.report('item/lead-assists', place, { name, unit: code });
  }
}

/** A unit that exists and is not there only to watch. */
export function mustHandle(ctx: CheckContext, code: string, place: ReturnType<typeof locate>): void {
  if (!mustKnow(ctx, 'unit', code, ctx.units, place)) return;
  if (ctx.units.get(code)?.entry.kind === 'oversight') ctx.report('unit/not-handling', place, { name: code });
}

/** `withdrawn` in an edition must meet something: in an upper layer's edition or in the one that it extends. */
function checkWithdrawals(ctx: CheckContext): void {
  const known = new Set(ctx.items.keys());
  for (const [name, { tree, value }] of ctx.bundle.editions) {
    const above = ctx.editions.find((edition) => edition.name === value.extends)?.piece.value.items ?? [];
    const inherited = new Set([...above.map(({ code }) => code), ...upperCodes(ctx, name)]);
    for (const [index, item] of value.items.entries())
      if (item.withdrawn && !inherited.has(item.code) && !known.has(item.code))
        ctx.report('name/withdraws-nothing', locate(tree, ['items', index, 'code']), { name: item.code });
  }
}

function upperCodes(ctx: CheckContext, edition: string): string[] {
  return ctx.bundle.layers
    .slice(0, -1)
    .flatMap((layer) => filesOf(layer, 'catalogue').filter(({ file }) => file.endsWith(`/${edition}.yaml`)))
    .flatMap(({ piece }) => piece.value.items.map(({ code }) => code));
}

function checkEditionChains(ctx: CheckContext): void {
  const { editions } = ctx.bundle;
  const days = new Map<string, ReturnType<typeof locate>>();
  for (const [name, { tree, value }] of editions) {
    const place = locate(tree, ['from']);
    const other = value.from === undefined ? undefined : days.get(value.from);
    if (other) ctx.report('edition/same-day', place, { date: value.from ?? '' }, other);
    if (value.from !== undefined) days.set(value.from, place);
    if (value.extends !== undefined) mustKnow(ctx, 'edition', value.extends, editions, locate(tree, ['extends']));
    const path = [name];
    for (let next = value.extends; next !== undefined; next = editions.get(next)?.value.extends) {
      path.push(next);
      if (next === name) ctx.report('edition/cycle', locate(tree, ['extends']), { path: path.join(' → ') });
      if (path.indexOf(next) < path.length - 1) break;
    }
  }
}
