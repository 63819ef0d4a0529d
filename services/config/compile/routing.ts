import type { RoutingRule, RoutingWhen } from '#workflows/definition/compiled.ts';
import type { RoutingFile } from '#workflows/definition/schema/index.ts';

import type { Bundle } from '../assemble.ts';
import { childOf, type Tree } from '../tree.ts';
import { defined } from './defined.ts';
import { noteEach, type Origins } from './origins.ts';

export type RuleEntry = RoutingFile['rules'][number];

/** A rule as written, where, and by which layer. */
export interface WrittenRule {
  entry: RuleEntry;
  tree: Tree;
  tenant: string;
}

/**
 * In the order in which they are read: locked rules of the layers above from the top down, the tenant's own, then the
 * other rules of the layers above, nearest first. A lower layer switches off what is not locked.
 */
export function rulesInOrder(bundle: Bundle): WrittenRule[] {
  const layers = bundle.routing.map((piece) =>
    piece.value.rules.flatMap((entry, index): WrittenRule[] => {
      const tree = childOf(childOf(piece.tree, 'rules'), index);
      return tree ? [{ entry, tree, tenant: tree.place.tenant }] : [];
    }),
  );
  const above = layers.filter((rules) => rules[0]?.tenant !== bundle.code);
  const own = layers.filter((rules) => rules[0]?.tenant === bundle.code).flat();
  const locked = above.flat().filter(({ entry }) => entry.locked && !entry.withdrawn);
  const withdrawn = new Set(layers.flat().flatMap(({ entry }) => (entry.withdrawn ? [entry.code] : [])));
  const others = above
    .toReversed()
    .flat()
    .filter(({ entry }) => !entry.locked && !withdrawn.has(entry.code));
  return [...locked, ...own.filter(({ entry }) => !entry.withdrawn), ...others];
}

export function compileRouting(bundle: Bundle, origins: Origins): RoutingRule[] {
  return rulesInOrder(bundle).map(({ entry, tree, tenant }, index) => {
    origins.note(`/routing/${index}`, tree);
    // who gets it stands beside the conditions in the file, and compiled under `then`
    noteEach(origins, `/routing/${index}/then`, tree, {
      lead: ['lead'],
      assist: ['assist'],
      refer: ['refer'],
      triage: ['triage'],
    });
    return {
      code: entry.code,
      when: compileWhen(entry.when ?? {}),
      then: compileThen(entry),
      because: entry.because ?? '',
      source: origins.sourceOf(tree.place),
      tenant,
      locked: entry.locked ?? false,
    };
  });
}

function compileWhen(when: NonNullable<RuleEntry['when']>): RoutingWhen {
  const { item, on_duty_list_of, ...rest } = when;
  return defined({
    ...rest,
    item: item?.includes('none') ? ('none' as const) : item,
    onDutyListOf: on_duty_list_of,
  });
}

function compileThen(entry: RuleEntry): RoutingRule['then'] {
  if (entry.refer !== undefined) return { refer: entry.refer };
  if (entry.lead !== undefined) return { lead: entry.lead, assist: entry.assist ?? null };
  return { triage: true };
}
