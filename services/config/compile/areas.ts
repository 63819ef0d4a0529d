import type { Area } from '#workflows/definition/compiled.ts';

import type { Bundle } from '../assemble.ts';
import { childOf, treeAt } from '../tree.ts';
import type { Origins } from './origins.ts';

/** One area per unit, the lowest layer's; order as written. */
export function compileAreas(bundle: Bundle, origins: Origins): Area[] {
  const areas = new Map<string, Area>();
  for (const { tree, value } of bundle.areas)
    for (const [index, feature] of value.features.entries()) {
      const { unit } = feature.properties;
      areas.set(unit, { unit, geometry: feature.geometry });
      origins.note(
        `/areas/${areas.size - 1}/unit`,
        treeAt(childOf(tree, 'features') ?? tree, [index, 'properties', 'unit']),
      );
    }
  return [...areas.values()];
}
