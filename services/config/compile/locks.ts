import type { Lock } from '#workflows/definition/compiled.ts';

import type { Bundle } from '../assemble.ts';
import { treeAt } from '../tree.ts';
import { defined } from './defined.ts';
import { camelCase, type Origins } from './origins.ts';

/** Of every layer, root first: two versions that bind the layers below differently are not the same. */
export function compileLocks(bundle: Bundle, origins: Origins): Lock[] {
  const written = bundle.tenants.flatMap(({ tree, value }) =>
    (value.locks ?? []).map((lock, index) => ({
      lock,
      tree: treeAt(tree, ['locks', index]),
      tenant: tree.place.tenant,
    })),
  );
  return written.map(({ lock, tree, tenant }, index) => {
    origins.note(`/locks/${index}`, tree);
    const named = Object.entries(lock).map(([key, value]) => [camelCase(key), value]);
    return defined({ ...(Object.fromEntries(named) as Omit<Lock, 'tenant'>), tenant }) as Lock;
  });
}
