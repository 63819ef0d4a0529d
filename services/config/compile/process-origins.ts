import type { ProcessFile } from '#workflows/definition/schema/process-file.ts';
import { closedConditions } from '#workflows/definition/schema/process-condition.ts';

import type { Bundle } from '../assemble.ts';
import { allDeadlines } from '../checks/process-parts.ts';
import { childOf, locateKey, treeAt, type Path, type Tree } from '../tree.ts';
import type { Piece } from '../validate.ts';
import { escapePointer, noteEach, type Origins } from './origins.ts';

/** Where each value of a compiled process stands: the file says many of them under another name or in another place. */
export function noteProcess(origins: Origins, bundle: Bundle, { tree, value }: Piece<ProcessFile>): void {
  const root = `/processes/${escapePointer(value.process)}`;
  const settings = settingTrees(bundle, { tree, value });
  const valueOf = (written: unknown, at: Tree | undefined) =>
    (typeof written === 'string' ? settings.get(written) : undefined) ?? at;
  origins.note(root, tree);
  noteEach(origins, root, tree, {
    code: ['process'],
    startLevel: ['starts_at_level'],
    'track/actsIn': ['track', 'acts_in'],
  });
  for (const [index, step] of Object.keys(value.steps).entries())
    origins.note(`${root}/steps/${index}`, treeAt(tree, ['steps', step]));
  for (const [name, at] of settings) origins.note(`${root}/settings/${escapePointer(name)}`, at);
  for (const [name, setting] of Object.entries(value.settings ?? {}))
    noteEach(origins, `${root}/settingBounds/${escapePointer(name)}`, treeAt(tree, ['settings', name]), {
      ...(setting.at_least !== undefined && { atLeast: ['at_least'] }),
      ...(setting.at_most !== undefined && { atMost: ['at_most'] }),
    });
  for (const name of Object.keys(value.track)) {
    if (name === 'step' || name === 'acts_in') continue;
    origins.note(`${root}/track/states/${escapePointer(name)}`, treeAt(tree, ['track', name]));
  }
  for (const name of Object.keys(value.states)) {
    const pointer = `${root}/states/${escapePointer(name)}`;
    noteMoves(origins, `${pointer}/goes`, treeAt(tree, ['states', name, 'goes']));
  }
  for (const [name, action] of Object.entries(value.actions)) {
    noteAction(origins, root, { tree, value }, name);
    const again = treeAt(tree, ['actions', name, 'again_after']);
    origins.note(`${root}/actions/${escapePointer(name)}/againAfter`, valueOf(action.again_after, again));
  }
  for (const [name, request] of Object.entries(value.requests ?? {})) {
    const pointer = `${root}/requests/${escapePointer(name)}`;
    const own = treeAt(tree, ['requests', name]);
    noteEach(origins, pointer, own, { beforeOwnClock: ['before'] });
    origins.note(`${pointer}/atMost`, valueOf(request.at_most, childOf(own, 'at_most')));
    origins.note(`${pointer}/longest`, valueOf(request.longest, childOf(own, 'longest')));
    noteWhen(origins, `${pointer}/unless`, childOf(own, 'unless'));
    for (const key of ['granted', 'refused']) noteMoves(origins, `${pointer}/${key}`, childOf(own, key));
  }
  for (const [index, deadline] of allDeadlines(value).entries()) {
    const pointer = `${root}/deadlines/${index}`;
    const own = treeAt(tree, deadline.path);
    const { budget, then } = deadline.entry;
    const fallback =
      deadline.state &&
      (value.actions[deadline.name]?.title ? ['actions', deadline.name, 'title'] : ['states', deadline.state, 'title']);
    origins.note(pointer, own);
    origins.note(`${pointer}/name`, keyAt(tree, deadline.state ? deadline.budgetPath : deadline.path));
    origins.note(`${pointer}/title`, childOf(own, 'title') ?? (fallback ? treeAt(tree, fallback) : undefined));
    noteEach(origins, pointer, own, { expiresAs: ['runs_out'], 'starts/on': ['from'], 'starts/roles': ['of'] });
    noteWhen(origins, `${pointer}/when`, childOf(own, 'when'));
    noteBudget(origins, `${pointer}/budget`, treeAt(tree, deadline.budgetPath), (at) =>
      valueOf(at?.kind === 'scalar' ? at.value : budget, at),
    );
    const ladder = typeof then === 'string' ? treeAt(tree, ['ladders', then]) : childOf(own, 'then');
    if (ladder?.kind !== 'list') continue;
    for (const [at, rung] of ladder.items.entries()) {
      origins.note(`${pointer}/ladder/${at}`, rung);
      noteEach(origins, `${pointer}/ladder/${at}`, rung, { label: ['at'] });
    }
  }
}

/** A key as a value of its own: what is called by it begins there, and may go on in the lines below. */
function keyAt(tree: Tree, path: Path): Tree {
  const text = String(path.at(-1));
  return { kind: 'scalar', place: locateKey(tree, path), value: text, text };
}

/** A setting's value stands where the lowest layer sets it, else at its default. */
function settingTrees(bundle: Bundle, { tree, value }: Piece<ProcessFile>): Map<string, Tree> {
  const found = new Map<string, Tree>();
  const take = (name: string, at: Tree | undefined) => at && found.set(name, at);
  for (const name of Object.keys(value.settings ?? {})) take(name, treeAt(tree, ['settings', name, 'default']));
  for (const tenant of bundle.tenants)
    for (const name of Object.keys(tenant.value.settings?.[value.process] ?? {}))
      if (found.has(name)) take(name, treeAt(tenant.tree, ['settings', value.process, name]));
  return found;
}

function noteAction(origins: Origins, root: string, { tree, value }: Piece<ProcessFile>, name: string): void {
  const pointer = `${root}/actions/${escapePointer(name)}`;
  const own = treeAt(tree, ['actions', name]);
  noteWhen(origins, `${pointer}/when`, childOf(own, 'when'));
  const seen = new Set<string>();
  let from = name;
  for (let next = value.actions[from]?.goes; typeof next === 'string' && !seen.has(next);) {
    seen.add(next);
    from = next;
    next = value.actions[from]?.goes;
  }
  const ways = treeAt(tree, ['actions', from, 'goes']);
  if (ways?.kind === 'list') return noteMoves(origins, `${pointer}/goes`, ways);
  // one way on, written in the action itself
  noteEach(origins, `${pointer}/goes/0`, treeAt(tree, ['actions', from]), { to: ['to'], outcome: ['outcome'] });
}

function noteMoves(origins: Origins, pointer: string, moves: Tree | undefined): void {
  if (moves?.kind !== 'list') return;
  origins.note(pointer, moves);
  for (const [index, move] of moves.items.entries())
    noteWhen(origins, `${pointer}/${index}/when`, childOf(move, 'when'));
}

/** Fields of an action stand beside the closed conditions, and compiled apart from them. */
function noteWhen(origins: Origins, pointer: string, when: Tree | undefined): void {
  if (when?.kind !== 'map') return;
  origins.note(pointer, when);
  for (const [key, { value }] of when.entries)
    if (!Object.hasOwn(closedConditions, key)) origins.note(`${pointer}/fields/${escapePointer(key)}`, value);
}

function noteBudget(
  origins: Origins,
  pointer: string,
  budget: Tree | undefined,
  valueOf: (at: Tree | undefined) => Tree | undefined,
): void {
  origins.note(pointer, budget);
  if (budget?.kind === 'scalar') origins.note(`${pointer}/budget`, valueOf(budget));
  if (budget?.kind !== 'map') return;
  for (const [key, { value }] of budget.entries)
    origins.note(
      key === 'office_time_follows_limit'
        ? `${pointer}/officeTimeFollowsLimit`
        : `${pointer}/budgets/${escapePointer(key)}`,
      valueOf(value),
    );
}
