import type { Report } from './fault.ts';
import { childOf, textOf, type Entry, type Tree } from './tree.ts';

/** Units written inside one another become one list, each with its parent, so that layers merge by code. */
export function flattenOrg(tree: Tree, report: Report): Tree {
  if (tree.kind !== 'map') return tree;
  const flat: Tree[] = [];
  const visit = (list: Tree | undefined, parent: Tree | undefined) => {
    if (list?.kind !== 'list') return;
    for (const unit of list.items) {
      if (unit.kind !== 'map') continue;
      const entries = new Map<string, Entry>(unit.entries);
      entries.delete('units');
      if (parent?.kind === 'scalar') {
        const written = entries.get('parent');
        if (written && textOf(unit, 'parent') !== parent.value)
          report('org/parent-twice', written.keyPlace, { inside: parent.text }, parent.place);
        entries.set('parent', { keyPlace: unit.place, value: { ...parent, place: unit.place } });
      }
      flat.push({ ...unit, entries });
      visit(childOf(unit, 'units'), childOf(unit, 'code'));
    }
  };
  const units = childOf(tree, 'units');
  visit(units, undefined);
  if (!units) return tree;
  const entries = new Map<string, Entry>(tree.entries);
  entries.set('units', { keyPlace: units.place, value: { kind: 'list', place: units.place, items: flat } });
  return { ...tree, entries };
}
