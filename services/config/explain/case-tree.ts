import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { parseInstant } from '#workflows/engine/worktime/instant.ts';
import { localText } from '../bundle-test-facts.ts';
import { childOf, type MapTree, type Tree } from '../tree.ts';

const MINUTE_MS = 60_000;

export interface ReportedCase {
  /** In the shape of a report. */
  tree: MapTree;
  /** The exact instant of the report, epoch ms; the tree tells it to the minute. */
  at: number;
}

/** A case as the API answers it, read back into the report that it began with; null for anything else. */
export function reportedCase(config: CompiledConfig, tree: Tree): ReportedCase | null {
  const createdAt = childOf(tree, 'createdAt');
  const at = createdAt?.kind === 'scalar' ? parseInstant(createdAt.text) : null;
  if (!createdAt || at === null) return null;
  const minute = localText(config, Math.floor(at / MINUTE_MS) * MINUTE_MS);
  const parts: [string, Tree | undefined][] = [
    ['process', childOf(tree, 'process')],
    ['kind', childOf(tree, 'kind')],
    ['item', childOf(childOf(tree, 'item'), 'code')],
    ['variant', childOf(childOf(tree, 'item'), 'variant')],
    ['location', childOf(childOf(tree, 'location'), 'unit')],
    ['channel', childOf(tree, 'channel')],
    ['reporter', childOf(childOf(tree, 'reporter'), 'type')],
    ['at', { kind: 'scalar', place: createdAt.place, value: minute, text: minute }],
  ];
  const entries = parts.flatMap(([key, value]) =>
    value && !(value.kind === 'scalar' && value.value === null)
      ? [[key, { keyPlace: value.place, value }] as const]
      : [],
  );
  return { tree: { kind: 'map', place: tree.place, entries: new Map(entries) }, at };
}
