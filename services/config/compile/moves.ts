import type { Effect, Move } from '#workflows/definition/compiled-process.ts';
import type { ActionFile } from '#workflows/definition/schema/process-file.ts';
import type { EffectFile, MoveFile } from '#workflows/definition/schema/process-move.ts';

import { compileCondition } from './condition.ts';
import { defined } from './defined.ts';

export function compileMoves(written: MoveFile[] | undefined): Move[] {
  return (written ?? []).map(({ when, to, outcome, do: effects }) =>
    defined({ when: compileCondition(when), to, outcome, do: compileEffects(effects) }),
  );
}

export function compileEffects(written: EffectFile[] | undefined): Effect[] {
  return (written ?? []).map((effect): Effect => {
    if (typeof effect === 'string') return { effect };
    if ('open_request' in effect) return { effect: 'open_request', request: effect.open_request };
    if ('flag' in effect) return { effect: 'flag', flag: effect.flag };
    if ('unflag' in effect) return { effect: 'unflag', flag: effect.unflag };
    return { effect: 'extend', deadline: effect.extend, by: effect.by };
  });
}

/** An action's ways on: its own list, one move from `to` and `outcome`, or those of the action that it names. */
export function movesOfAction(actions: Record<string, ActionFile>, name: string): Move[] {
  const seen = new Set<string>();
  let action = actions[name];
  while (typeof action?.goes === 'string' && !seen.has(action.goes)) {
    seen.add(action.goes);
    action = actions[action.goes];
  }
  if (!action) return [];
  if (Array.isArray(action.goes)) return compileMoves(action.goes);
  if (action.to === undefined && action.outcome === undefined) return [];
  return [defined({ when: {}, to: action.to, outcome: action.outcome, do: [] })];
}
