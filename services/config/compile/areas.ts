import type { Area } from '#workflows/definition/compiled.ts';

import type { Bundle } from '../assemble.ts';
import { treeAt } from '../tree.ts';
import { noteEach, type Origins } from './origins.ts';

/** One area per unit, the lowest layer's; order as written. */
export function compileAreas(bundle: Bundle, origins: Origins): Area[] {
  const areas = new Map<string, Area>();
  for (const { tree, value } of bundle.areas)
    for (const [index, feature] of value.features.entries()) {
      const { unit } = feature.properties;
      areas.set(unit, { unit, geometry: feature.geometry });
      // a boundary as a whole: the lines of its points say nothing
      const at = [...areas.keys()].indexOf(unit);
      noteEach(origins, `/areas/${at}`, treeAt(tree, ['features', index]), {
        unit: ['properties', 'unit'],
        geometry: ['geometry', 'type'],
      });
    }
  return [...areas.values()];
}
