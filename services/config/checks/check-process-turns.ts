import type { ProcessFile } from '#workflows/definition/schema/process-file.ts';

import { locate, locateKey, type Tree } from '../tree.ts';
import type { CheckContext } from './context.ts';
import { allDeadlines, rungsOf, trackStatesOf } from './process-parts.ts';

/** A state's clock is that of whose turn it is: somebody must be there to see it, and able to do something. */
export function checkProcessTurns(ctx: CheckContext, file: ProcessFile, tree: Tree): void {
  for (const [name, { turn, within }] of Object.entries(file.states)) {
    // where time itself is awaited nobody has to see it
    if (turn === undefined && within && within.runs_out !== 'met')
      ctx.report('process/clock-of-nobody', locateKey(tree, ['states', name, 'within']), { name });
    if (turn !== undefined && !mayAct(file, name, turn))
      ctx.report('process/turn-of-nobody', locate(tree, ['states', name, 'turn']), { name, turn });
  }
  for (const deadline of allDeadlines(file)) {
    if (deadline.state === undefined || file.track.acts_in.includes(deadline.state)) continue;
    const { then } = deadline.entry;
    for (const [index, { remind, tell }] of rungsOf(file, deadline).entries())
      for (const [key, told] of Object.entries({ remind, tell }))
        if (told?.some((who) => who === 'unit' || who === 'unit_head')) {
          const path = typeof then === 'string' ? ['ladders', then] : [...deadline.path, 'then'];
          ctx.report('process/told-nobody', locate(tree, [...path, index, key]), {
            name: deadline.name,
            state: deadline.state,
          });
        }
  }
}

function mayAct(file: ProcessFile, name: string, turn: string): boolean {
  const state = file.states[name];
  if (turn !== 'units') return (state?.may?.[turn as 'centre']?.length ?? 0) > 0;
  const tracks = Object.values(trackStatesOf(file));
  return file.track.acts_in.includes(name) && tracks.some(({ may }) => Object.values(may ?? {}).flat().length > 0);
}
