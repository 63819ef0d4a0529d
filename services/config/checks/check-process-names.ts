import { closedConditions } from '#workflows/definition/schema/process-condition.ts';
import { withinKeys } from '#workflows/definition/schema/process-deadline.ts';
import type { ProcessFile } from '#workflows/definition/schema/process-file.ts';

import { listKnown, nearest } from '../nearest.ts';
import { locate, locateKey, treeAt, type Path, type Tree } from '../tree.ts';
import { mustKnow, type CheckContext } from './context.ts';
import {
  allConditions,
  allDeadlines,
  allEffects,
  allMoves,
  allPermissions,
  allRungs,
  nameOfWithin,
  trackStatesOf,
  type Fields,
} from './process-parts.ts';

/** Every name that a process uses is one that it has. */
export function checkProcessNames(ctx: CheckContext, file: ProcessFile, tree: Tree): void {
  const at = (path: Path) => locate(tree, path);
  const states = Object.keys(file.states);
  const actions = Object.keys(file.actions);
  const steps = Object.keys(file.steps);
  mustKnow(ctx, 'state', file.begins, states, at(['begins']));
  if (ctx.levels.length > 0) mustKnow(ctx, 'level', file.starts_at_level, ctx.levels, at(['starts_at_level']));
  for (const [name, { step, within }] of Object.entries(file.states)) {
    mustKnow(ctx, 'step', step, steps, at(['states', name, 'step']));
    const names = nameOfWithin(within);
    if (within && names.length !== 1) {
      const misspelt = names.map((written) => nearest(written, withinKeys)).find(Boolean) ?? '';
      const params = { count: names.length, names: names.join(', '), known: withinKeys.join(', '), nearest: misspelt };
      ctx.report('process/within-name', at(['states', name, 'within']), params);
    }
  }
  mustKnow(ctx, 'step', file.track.step, steps, at(['track', 'step']));
  for (const [index, state] of file.track.acts_in.entries())
    mustKnow(ctx, 'state', state, states, at(['track', 'acts_in', index]));
  for (const { path, action } of allPermissions(file)) mustKnow(ctx, 'action', action, actions, at(path));
  for (const [name, action] of Object.entries(file.actions)) {
    const path = ['actions', name];
    if (typeof action.goes === 'string') mustKnow(ctx, 'action', action.goes, actions, at([...path, 'goes']));
    if (action.goes !== undefined && (action.to !== undefined || action.outcome !== undefined))
      ctx.report('process/goes-twice', locateKey(tree, path), { name });
    if (action.track_goes !== undefined)
      mustKnow(ctx, 'track-state', action.track_goes, Object.keys(trackStatesOf(file)), at([...path, 'track_goes']));
  }
  for (const { path, move } of [...allMoves(file), ...allRungs(file).map(({ path, rung }) => ({ path, move: rung }))])
    checkTarget(ctx, file, tree, path, move);
  for (const { path, when, fields } of allConditions(file)) checkCondition(ctx, file, tree, path, when, fields);
  for (const { path, effect } of allEffects(file))
    if (typeof effect === 'object' && 'open_request' in effect)
      mustKnow(
        ctx,
        'request-kind',
        effect.open_request,
        Object.keys(file.requests ?? {}),
        at([...path, 'open_request']),
      );
  checkRequestNames(ctx, file, tree);
}

function checkTarget(
  ctx: CheckContext,
  file: ProcessFile,
  tree: Tree,
  path: Path,
  move: { to?: string | undefined; outcome?: string | undefined },
): void {
  const { to, outcome } = move;
  const outcomes = Object.keys(file.outcomes);
  if (outcome !== undefined) mustKnow(ctx, 'outcome', outcome, outcomes, locate(tree, [...path, 'outcome']));
  if (to === undefined) return;
  if (!mustKnow(ctx, 'state', to, Object.keys(file.states), locate(tree, [...path, 'to']))) return;
  const ends = file.states[to]?.ends === true;
  const entry = treeAt(tree, path);
  if (ends && outcome === undefined && !(entry?.kind === 'map' && entry.damaged))
    ctx.report('process/end-without-outcome', locate(tree, [...path, 'to']), { state: to, known: listKnown(outcomes) });
  if (!ends && outcome !== undefined)
    ctx.report('process/outcome-without-end', locate(tree, [...path, 'outcome']), { state: to });
}

function checkCondition(
  ctx: CheckContext,
  file: ProcessFile,
  tree: Tree,
  path: Path,
  when: object,
  fields: Fields,
): void {
  const closed = Object.keys(closedConditions);
  const nouns = {
    kind: ['kind', Object.keys(file.kinds)],
    state: ['state', Object.keys(file.states)],
    parent: ['state', [...Object.keys(file.states), 'none']],
    outcome: ['outcome', [...Object.keys(file.outcomes), 'none']],
  } as const;
  for (const [key, value] of Object.entries(when)) {
    const at = [...path, key];
    const values = Array.isArray(value) ? value.map(String) : [];
    if (Object.hasOwn(nouns, key)) {
      const [noun, known] = nouns[key as keyof typeof nouns];
      for (const [index, name] of values.entries()) mustKnow(ctx, noun, name, known, locate(tree, [...at, index]));
    }
    if (closed.includes(key)) continue;
    if (!mustKnow(ctx, 'condition', key, [...closed, ...Object.keys(fields)], locateKey(tree, at))) continue;
    const choices = fields[key]?.type === 'choice' ? fields[key].of : undefined;
    for (const [index, name] of values.entries())
      if (choices && name !== 'given' && name !== 'not_given')
        mustKnow(ctx, 'field-value', name, choices, locate(tree, [...at, index]));
  }
}

function checkRequestNames(ctx: CheckContext, file: ProcessFile, tree: Tree): void {
  const deadlines = allDeadlines(file).map(({ name }) => name);
  for (const [name, { while_waiting: waiting }] of Object.entries(file.requests ?? {})) {
    const path = ['requests', name, 'while_waiting'];
    for (const [index, deadline] of (waiting?.pause ?? []).entries())
      mustKnow(ctx, 'deadline', deadline, deadlines, locate(tree, [...path, 'pause', index]));
    for (const [index, action] of (waiting?.withhold ?? []).entries())
      mustKnow(ctx, 'action', action, Object.keys(file.actions), locate(tree, [...path, 'withhold', index]));
  }
}
