import { filesOf } from '../read-layer.ts';
import { flattenOrg } from '../flatten-org.ts';
import { childOf, locate } from '../tree.ts';
import { codesAt, mustKnow, noDuplicates, type CheckContext, type UnitEntry } from './context.ts';
import type { Tree } from '../tree.ts';

export function checkOrg(ctx: CheckContext): void {
  const { bundle, report, units, levels } = ctx;
  for (const layer of bundle.layers)
    for (const { piece } of filesOf(layer, 'org'))
      noDuplicates(
        ctx,
        childOf(
          flattenOrg(piece.tree, () => {}),
          'units',
        ),
        'code',
      );
  for (const { entry, tree } of units.values()) {
    checkUnit(ctx, entry, tree);
    for (const [code, place] of codesAt(tree, ['duty_list'], entry.duty_list))
      mustKnow(ctx, 'item', code, ctx.items, place);
    for (const [code, place] of codesAt(tree, ['successors'], entry.successors))
      mustKnow(ctx, 'unit', code, units, place);
  }
  checkCycles(ctx, 'parent', ({ parent }) => (parent === undefined ? [] : [parent]));
  checkCycles(ctx, 'successors', ({ successors }) => successors ?? []);
  const own = bundle.tenants.at(-1)?.value;
  const hasCentre = [...units.values()].some(({ entry }) => entry.kind === 'centre');
  if (own?.kind !== 'county' || bundle.incomplete.has('org')) return;
  const place = bundle.org?.tree.place ?? { tenant: bundle.code, file: 'org.yaml', line: 1, column: 1 };
  if (!bundle.org) report('file/missing', place, { file: 'org.yaml' });
  else if (!hasCentre) report('org/no-centre', place);
  if (bundle.org && levels.length === 0) report('org/incomplete', place, { name: bundle.code, key: 'levels' });
}

function checkUnit(ctx: CheckContext, entry: UnitEntry, tree: Tree): void {
  const { report, units, levels } = ctx;
  const name = entry.code;
  const isDamaged = tree.kind === 'map' && tree.damaged === true;
  if (entry.title === undefined && !isDamaged) report('org/incomplete', tree.place, { name, key: 'title' });
  if (entry.kind === undefined && entry.level === undefined && !isDamaged)
    report('org/incomplete', tree.place, { name, key: 'kind' });
  if (entry.from !== undefined && entry.to !== undefined && entry.to < entry.from)
    report('org/ends-before-start', locate(tree, ['to']), { name });
  if (entry.to !== undefined && !entry.successors?.length) report('org/no-successor', locate(tree, ['to']), { name });
  const parent = entry.parent === undefined ? undefined : units.get(entry.parent);
  if (entry.parent !== undefined && !mustKnow(ctx, 'unit', entry.parent, units, locate(tree, ['parent']))) return;
  if (entry.level === undefined || !mustKnow(ctx, 'level', entry.level, levels, locate(tree, ['level']))) return;
  const expected = levels[levels.indexOf(entry.level) - 1];
  if (expected === undefined || isDamaged) return;
  if (parent?.entry.level === expected) return;
  const found = parent ? `“${entry.parent}” (${parent.entry.level ?? '–'})` : '–';
  report('org/depth', locate(tree, ['level']), { name, level: entry.level, expected, found });
}

/** Each circle is told once, at one of its members. */
function checkCycles(ctx: CheckContext, key: 'parent' | 'successors', next: (entry: UnitEntry) => string[]): void {
  const open = new Map(
    [...ctx.units].map(([code, { entry }]) => [code, next(entry).filter((to) => ctx.units.has(to))]),
  );
  // what leads nowhere is in no circle; taking it away again and again leaves the circles and what leads into them
  const leads = new Map<string, string[]>();
  for (const [code, following] of open) for (const to of following) leads.set(to, [...(leads.get(to) ?? []), code]);
  const left = new Map([...open].map(([code, following]) => [code, following.length]));
  const ends = [...open.keys()].filter((code) => left.get(code) === 0);
  for (let code = ends.pop(); code !== undefined; code = ends.pop()) {
    open.delete(code);
    for (const before of leads.get(code) ?? []) {
      const count = (left.get(before) ?? 0) - 1;
      left.set(before, count);
      if (count === 0) ends.push(before);
    }
  }
  for (const start of [...open.keys()]) {
    const visited = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && open.has(at) && !visited.has(at)) {
      visited.add(at);
      at = open.get(at)?.find((to) => open.has(to));
    }
    const path = [...visited];
    const unit = at === undefined || !visited.has(at) ? undefined : ctx.units.get(at);
    if (unit && at !== undefined) {
      const circle = [...path.slice(path.indexOf(at)), at];
      ctx.report('org/cycle', locate(unit.tree, [key]), { path: circle.slice(0, 12).join(' → ') });
    }
    for (const code of path) open.delete(code);
  }
}
