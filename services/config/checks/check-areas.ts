import { locate, type Path, type Tree } from '../tree.ts';
import { mustKnow, type CheckContext } from './context.ts';

export function checkAreas(ctx: CheckContext): void {
  const drawn = new Set<string>();
  for (const { tree, value } of ctx.bundle.areas)
    for (const [index, { properties, geometry }] of value.features.entries()) {
      const path = ['features', index];
      const place = locate(tree, [...path, 'properties', 'unit']);
      if (mustKnow(ctx, 'unit', properties.unit, ctx.units, place)) drawn.add(properties.unit);
      const at = [...path, 'geometry', 'coordinates'];
      if (geometry.type === 'Polygon') checkPolygon(ctx, tree, at, geometry.coordinates);
      else
        for (const [part, polygon] of geometry.coordinates.entries()) checkPolygon(ctx, tree, [...at, part], polygon);
    }
  if (ctx.bundle.areas.length > 0 && !ctx.bundle.incomplete.has('areas')) checkCover(ctx, drawn);
}

function checkPolygon(ctx: CheckContext, tree: Tree, path: Path, rings: number[][][]): void {
  for (const [index, ring] of rings.entries()) {
    const wrong = ring.findIndex(([lon = 0, lat = 0]) => Math.abs(lon) > 180 || Math.abs(lat) > 90);
    if (wrong >= 0) {
      const [lon = 0, lat = 0] = ring[wrong] ?? [];
      ctx.report('areas/range', locate(tree, [...path, index, wrong]), { lon, lat });
    }
    const [first, last] = [ring[0], ring.at(-1)];
    if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) ctx.report('areas/ring', locate(tree, [...path, index]));
  }
}

/** Every unit of the level that cases begin at needs an area of its own or of some unit below it. */
function checkCover(ctx: CheckContext, drawn: Set<string>): void {
  const covered = new Set<string>();
  for (const code of drawn)
    for (let at: string | undefined = code; at !== undefined && !covered.has(at); at = ctx.units.get(at)?.entry.parent)
      covered.add(at);
  const level = ctx.levels[1];
  for (const [code, { entry, tree }] of ctx.units)
    if (entry.level === level && level !== undefined && entry.to === undefined && !covered.has(code))
      ctx.report('areas/uncovered', tree.place, { name: code });
}
