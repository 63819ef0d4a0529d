import type { ActionFile, ProcessFile } from '#workflows/definition/schema/process-file.ts';
import type { EffectFile, MoveFile } from '#workflows/definition/schema/process-move.ts';

import { locate, locateKey, type Tree } from '../tree.ts';
import type { CheckContext } from './context.ts';
import { allDeadlines, allEffects, allPermissions, offeredIn, rungsOf, trackStatesOf } from './process-parts.ts';

/** Where effects lead by themselves: the engine enters these states by name. */
const effectTargets: Record<string, { states: string[]; outcomes: string[] }> = {
  route: { states: ['dispatched', 'triage', 'closed'], outcomes: ['referred'] },
  classify: { states: ['dispatched', 'triage', 'closed'], outcomes: ['referred'] },
};

/** The states that every track passes: the engine sets them by name. */
const trackStates = ['dispatched', 'signed', 'arrived', 'submitted', 'returned', 'released'];

/** States as places that can be reached, left and do not wait for ever. */
export function checkProcessGraph(ctx: CheckContext, file: ProcessFile, tree: Tree): void {
  const edges = new Map(Object.keys(file.states).map((state) => [state, targetsOf(file, state)]));
  const reached = reachableFrom(file.begins, edges);
  for (const [name, state] of Object.entries(file.states)) {
    const place = locateKey(tree, ['states', name]);
    if (!reached.has(name)) ctx.report('process/state-unreachable', place, { name });
    else if (!state.ends && ![...(edges.get(name) ?? [])].some((to) => to !== name && Object.hasOwn(file.states, to)))
      ctx.report('process/state-dead-end', place, { name });
    else if (waitsWithoutDeadline(file, name)) ctx.report('process/no-deadline', place, { name });
  }
  if (!Object.values(file.states).some(({ ends }) => ends)) ctx.report('process/no-end', locate(tree, ['states']));
  checkLoops(ctx, file, tree);
  checkEffectTargets(ctx, file, tree);
  const allowed = new Set(allPermissions(file).map(({ action }) => action));
  for (const name of Object.keys(file.actions))
    if (!allowed.has(name)) ctx.report('process/action-nobody', locateKey(tree, ['actions', name]), { name });
  for (const name of trackStates)
    if (!Object.hasOwn(trackStatesOf(file), name))
      ctx.report('process/track-states', locateKey(tree, ['track']), { name, known: trackStates.join(', ') });
}

function reachableFrom(start: string, edges: Map<string, Set<string>>): Set<string> {
  const reached = new Set([start]);
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const to of edges.get(at) ?? [])
      if (!reached.has(to)) {
        reached.add(to);
        open.push(to);
      }
  return reached;
}

/** Every state that a case may be in next: by itself, by an action, a decided request or a deadline. */
function targetsOf(file: ProcessFile, state: string): Set<string> {
  const targets = new Set<string>();
  const follow = (moves: MoveFile[] | undefined) => {
    for (const { to, do: effects } of moves ?? []) {
      if (to !== undefined) targets.add(to);
      take(effects);
    }
  };
  const take = (effects: EffectFile[] | undefined) => {
    for (const effect of effects ?? []) {
      for (const to of (typeof effect === 'string' && effectTargets[effect]?.states) || []) targets.add(to);
      if (effect === 'decide_request')
        for (const request of Object.values(file.requests ?? {})) {
          follow(request.granted);
          follow(request.refused);
        }
    }
  };
  follow(file.states[state]?.goes);
  for (const name of offeredIn(file, state)) {
    const action = file.actions[name];
    take(action?.do);
    follow(movesOf(file, action));
  }
  for (const deadline of allDeadlines(file))
    if (deadline.state === state || (deadline.state === undefined && !file.states[state]?.ends))
      for (const { to, do: effects } of rungsOf(file, deadline)) follow([{ to, do: effects }]);
  return targets;
}

function movesOf(file: ProcessFile, action: ActionFile | undefined): MoveFile[] {
  const seen = new Set<ActionFile>();
  let at = action;
  while (typeof at?.goes === 'string' && !seen.has(at)) {
    seen.add(at);
    at = file.actions[at.goes];
  }
  if (Array.isArray(at?.goes)) return at.goes;
  return at?.to === undefined ? [] : [{ to: at.to }];
}

/**
 * Somebody is waited for and no clock runs. Where units act the clocks of their tracks run;
 * a fault and not a warning, because nobody would ever be told that such a case lies.
 */
function waitsWithoutDeadline(file: ProcessFile, name: string): boolean {
  const state = file.states[name];
  if (!state || state.ends || state.turn === undefined || state.within) return false;
  const starts = Object.values(file.deadlines ?? {}).map(({ from }) => from);
  return !(file.track.acts_in.includes(name) && (starts.includes('track') || starts.includes('round')));
}

/** States that hand a case on to one another by themselves would do so for ever. */
function checkLoops(ctx: CheckContext, file: ProcessFile, tree: Tree): void {
  for (const start of Object.keys(file.states)) {
    const path = [start];
    for (let at = start; path.length <= Object.keys(file.states).length;) {
      const next = file.states[at]?.goes?.find(({ to }) => to !== undefined && to !== at)?.to;
      if (next === undefined) break;
      path.push(next);
      if (next === start) {
        // told once, at the first of the circle
        const first = Object.keys(file.states).find((state) => path.includes(state));
        if (first === start)
          ctx.report('process/goes-loop', locate(tree, ['states', start, 'goes']), { path: path.join(' → ') });
        break;
      }
      at = next;
    }
  }
}

function checkEffectTargets(ctx: CheckContext, file: ProcessFile, tree: Tree): void {
  const told = new Set<string>();
  for (const { path, effect } of allEffects(file)) {
    if (typeof effect !== 'string') continue;
    const needs = effectTargets[effect];
    const missing = [
      ...(needs?.states ?? [])
        .filter((name) => !Object.hasOwn(file.states, name))
        .map((name) => ['@state', name] as const),
      ...(needs?.outcomes ?? [])
        .filter((name) => !Object.hasOwn(file.outcomes, name))
        .map((name) => ['@outcome', name] as const),
    ];
    for (const [what, name] of missing) {
      if (told.has(name)) continue;
      told.add(name);
      ctx.report('process/effect-needs', locate(tree, path), { effect, what, name });
    }
  }
}
