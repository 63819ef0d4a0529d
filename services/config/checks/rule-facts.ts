import type { RuleEntry } from '../compile/routing.ts';
import type { CheckContext, ItemEntry } from './context.ts';

export type When = NonNullable<RuleEntry['when']>;

/** Everything a rule may look at, from the bundle itself. */
export interface RuleFacts {
  items: ReadonlyMap<string, readonly ItemEntry[]>;
  processes: string[];
  kinds: Map<string, { from: string[]; process: string }[]>;
  /** A unit and all units above it. */
  pathUp: (unit: string) => string[];
}

export function rulesFacts(ctx: CheckContext): RuleFacts {
  const kinds: RuleFacts['kinds'] = new Map();
  for (const [process, { value }] of ctx.bundle.processes)
    for (const [kind, { from }] of Object.entries(value.kinds))
      kinds.set(kind, [...(kinds.get(kind) ?? []), { from, process }]);
  const pathUp = (unit: string) => {
    const path: string[] = [];
    for (
      let at: string | undefined = unit;
      at !== undefined && !path.includes(at);
      at = ctx.units.get(at)?.entry.parent
    )
      path.push(at);
    return path;
  };
  return { items: ctx.items, processes: [...ctx.bundle.processes.keys()], kinds, pathUp };
}

/** Whether everything that fits `narrow` fits `wide` too. */
export function covers(facts: RuleFacts, wide: When, narrow: When): boolean {
  return (Object.keys(wide) as (keyof When)[]).every(
    (key) => wide[key] === undefined || implies(facts, key, wide, narrow),
  );
}

function implies(facts: RuleFacts, key: keyof When, wide: When, narrow: When): boolean {
  switch (key) {
    case 'category':
      return categoriesOf(facts, narrow)?.every((name) => inSome(name, wide.category ?? [])) ?? false;
    case 'area':
      return narrow.area?.every((unit) => facts.pathUp(unit).some((above) => wide.area?.includes(above))) ?? false;
    case 'reported':
    case 'on_duty_list_of':
      return narrow[key] === wide[key];
    case 'process':
      return isSubset(narrow.process ?? facts.processes, wide.process ?? []);
    case 'kind':
      return isSubset(narrow.kind ?? [...facts.kinds.keys()], wide.kind ?? []);
    default: {
      const values: readonly string[] | undefined = narrow[key];
      return values !== undefined && isSubset(values, wide[key] ?? []);
    }
  }
}

function categoriesOf(facts: RuleFacts, when: When): string[] | undefined {
  if (when.category) return when.category;
  if (!when.item || when.item.includes('none')) return undefined;
  // of an item that could not be read, nobody knows the category
  return when.item.flatMap((code) => facts.items.get(code)?.map(({ category }) => category ?? '') ?? ['']);
}

export function inSome(name: string, wanted: readonly string[]): boolean {
  return wanted.some((category) => name === category || name.startsWith(`${category}.`));
}

function isSubset(values: readonly string[], all: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => all.includes(value));
}
