import type { Calendar } from '#workflows/definition/calendar.ts';
import { durationUnits, toBudget } from '#workflows/definition/schema/scalars.ts';
import { addBudget, instantOf, WorktimeError } from '#workflows/engine/worktime/index.ts';

import type { Tree } from '../tree.ts';
import type { CheckContext } from './context.ts';

const written = new RegExp(`^(?:due \\+ )?([1-9]\\d{0,5} (?:${durationUnits.join('|')}))$`);

/** No duration of any file may reach further than can be reckoned: the first case that it falls on could not be handled. */
export function checkDurations({ bundle, report }: CheckContext, calendar: Calendar): void {
  const start = instantOf(calendar, calendar.coveredFrom, '12:00');
  const known = new Map<string, boolean>();
  const isTooFar = (text: string) => {
    const found = known.get(text) ?? reachesTooFar(calendar, start, text);
    known.set(text, found);
    return found;
  };
  for (const layer of bundle.layers)
    for (const { piece } of layer.files.values())
      for (const scalar of scalarsOf(piece.tree)) {
        const text = written.exec(scalar.text)?.[1];
        if (text !== undefined && isTooFar(text)) report('value/duration-too-far', scalar.place, { text });
      }
}

function reachesTooFar(calendar: Calendar, start: number, text: string): boolean {
  try {
    addBudget(calendar, start, toBudget(text));
    return false;
  } catch (error) {
    if (error instanceof WorktimeError) return error.code === 'too_far';
    throw error;
  }
}

function scalarsOf(tree: Tree): Extract<Tree, { kind: 'scalar' }>[] {
  if (tree.kind === 'scalar') return [tree];
  const parts = tree.kind === 'list' ? tree.items : [...tree.entries.values()].map(({ value }) => value);
  return parts.flatMap(scalarsOf);
}
