import type { Org, Unit } from '../../definition/compiled.ts';
import { entryOf } from '../entry-of.ts';

/** The unit itself, then its parent, up to the top. Stops at a cycle, which the compiler refuses anyway. */
export function pathUp(org: Org, code: string | null): string[] {
  const path: string[] = [];
  for (let at = code; at !== null && !path.includes(at);) {
    const unit: Unit | undefined = entryOf(org.units, at);
    if (!unit) break;
    path.push(at);
    at = unit.parent;
  }
  return path;
}

/** The unit of `level` that a place lies in, the place's own unit included. */
export function unitOfLevel(org: Org, code: string | null, level: string): string | null {
  return pathUp(org, code).find((unit) => org.units[unit]?.level === level) ?? null;
}

export function existsOn(unit: Unit, date: string): boolean {
  return (unit.from === undefined || unit.from <= date) && (unit.to === undefined || date <= unit.to);
}

/** The unit, or whoever took its place by `date` (a merged grid hands on to its first successor). */
export function inForce(org: Org, code: string, date: string): string | null {
  const seen = new Set<string>();
  for (let at: string | undefined = code; at !== undefined && !seen.has(at);) {
    const unit: Unit | undefined = entryOf(org.units, at);
    if (!unit) return null;
    if (existsOn(unit, date)) return at;
    seen.add(at);
    at = unit.successors[0];
  }
  return null;
}

/** All that stand in the unit's place on `date`: itself while it exists, else whoever carries on; itself again where nobody does. */
export function heirsOf(org: Org, code: string, date: string): string[] {
  const heirs: string[] = [];
  const open = new Set([code]);
  for (const at of open) {
    const unit: Unit | undefined = entryOf(org.units, at);
    if (!unit) continue;
    if (existsOn(unit, date)) heirs.push(at);
    else for (const successor of unit.successors) open.add(successor);
  }
  return heirs.length > 0 ? heirs : [code];
}

/** Every unit that `code` lies in on `date`, itself or its heirs first. */
export function unitsAround(org: Org, code: string, date: string): Set<string> {
  const around = new Set(heirsOf(org, code, date).filter((heir) => entryOf(org.units, heir)));
  for (const at of around) {
    const { parent } = org.units[at]!;
    if (parent !== null && entryOf(org.units, parent)) for (const heir of heirsOf(org, parent, date)) around.add(heir);
  }
  return around;
}

/** Whichever of the two is nearer the top; a unit outside the levels raises nothing. */
export function higherLevel(org: Org, level: string, other: string | null): string {
  const index = org.levels.findIndex((l) => l.code === level);
  const otherIndex = org.levels.findIndex((l) => l.code === other);
  return other !== null && otherIndex >= 0 && (index < 0 || otherIndex < index) ? other : level;
}

/** One level up from `level`; the top stays the top. */
export function levelAbove(org: Org, level: string): string {
  const index = org.levels.findIndex((l) => l.code === level);
  return org.levels[Math.max(0, index - 1)]?.code ?? level;
}
