import type { Org, Unit } from '#workflows/definition/compiled.ts';

import type { Bundle } from '../assemble.ts';
import { childOf } from '../tree.ts';
import { defined } from './defined.ts';
import { escapePointer, type Origins } from './origins.ts';

export function compileOrg(bundle: Bundle, origins: Origins): Org {
  const { org } = bundle;
  if (!org) return { levels: [], units: {} };
  const levels = Object.entries(org.value.levels ?? {}).map(([code, title]) => ({ code, title }));
  for (const [index, { code }] of levels.entries())
    origins.note(`/org/levels/${index}`, childOf(childOf(org.tree, 'levels'), code));
  const units: Record<string, Unit> = {};
  for (const [index, entry] of (org.value.units ?? []).entries()) {
    const tree = childOf(childOf(org.tree, 'units'), index);
    origins.note(`/org/units/${escapePointer(entry.code)}`, tree);
    units[entry.code] = defined({
      code: entry.code,
      title: entry.title ?? entry.code,
      titleEn: entry.title_en,
      aliases: entry.aliases ?? [],
      kind: entry.kind ?? entry.level ?? 'department',
      level: entry.level ?? null,
      parent: entry.parent ?? null,
      division: entry.division,
      dutyList: entry.duty_list ?? [],
      desk: entry.desk ?? false,
      from: entry.from,
      to: entry.to,
      successors: entry.successors ?? [],
      source: tree ? origins.sourceOf(tree.place) : '',
    });
  }
  return { levels, units };
}
