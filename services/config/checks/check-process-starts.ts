import type { EffectFile } from '#workflows/definition/schema/process-move.ts';
import type { ConditionFile } from '#workflows/definition/schema/process-condition.ts';
import type { ProcessFile } from '#workflows/definition/schema/process-file.ts';

import { locate, locateKey, type Tree } from '../tree.ts';
import type { CheckContext } from './context.ts';
import { allDeadlines, allRungs, offeredIn, type WrittenDeadline } from './process-parts.ts';

/** Deadlines that can never start, which nobody would notice before the first case is late. */
export function checkProcessStarts(ctx: CheckContext, file: ProcessFile, tree: Tree): void {
  for (const deadline of allDeadlines(file)) {
    checkEntered(ctx, file, tree, deadline);
    checkAsked(ctx, file, tree, deadline);
    checkLimit(ctx, tree, deadline);
    checkCondition(ctx, file, tree, deadline);
  }
  checkMet(ctx, file, tree);
}

/** A case is put into its first state, it does not go there: a clock of that state starts when it comes back. */
function checkEntered(ctx: CheckContext, file: ProcessFile, tree: Tree, { name, state, path }: WrittenDeadline): void {
  if (state !== file.begins || statesThatGo(file, state).length > 0) return;
  ctx.report('process/never-entered', locateKey(tree, path), { name, state });
}

/** A day is asked for with a request, and counts from when that is granted or refused. */
function checkAsked(ctx: CheckContext, file: ProcessFile, tree: Tree, deadline: WrittenDeadline): void {
  const { name, entry, state, budgetPath } = deadline;
  if (entry.budget !== 'until_asked') return;
  const withDay = Object.entries(file.requests ?? {}).filter(([code]) => asksForDay(file, code));
  const decided = withDay.flatMap(([, { granted = [], refused = [] }]) => [...granted, ...refused]);
  const isStarted =
    state === undefined
      ? (entry.from === 'track' || entry.from === 'round') && decided.some((move) => startsTracks(move.do, entry.from))
      : decided.some(({ to }) => to === state);
  if (!isStarted) ctx.report('process/never-asked', locate(tree, budgetPath), { name });
}

function asksForDay(file: ProcessFile, request: string): boolean {
  return Object.values(file.actions).some(
    ({ do: effects = [], fields = {} }) =>
      Object.hasOwn(fields, 'until') &&
      effects.some(
        (effect) => typeof effect === 'object' && 'open_request' in effect && effect.open_request === request,
      ),
  );
}

function checkLimit(ctx: CheckContext, tree: Tree, { name, entry, budgetPath }: WrittenDeadline): void {
  if (entry.budget !== 'item_limit' || ctx.bundle.incomplete.has('catalogue')) return;
  // Layers above a county have its processes and leave the items to it.
  const isCounty = ctx.bundle.tenants.findLast(({ value }) => value.kind !== undefined)?.value.kind === 'county';
  if (isCounty && ctx.items.size === 0) ctx.report('process/no-items', locate(tree, budgetPath), { name });
  else if (entry.from === 'report') ctx.report('process/limit-at-report', locate(tree, budgetPath), { name });
}

/** Units whose turn it is are watched by the clocks of their tracks; one that the state itself meets watches nobody. */
function checkMet(ctx: CheckContext, file: ProcessFile, tree: Tree): void {
  const ofTracks = Object.entries(file.deadlines ?? {}).filter(([, { from }]) => from === 'track' || from === 'round');
  for (const [name, { turn, within }] of Object.entries(file.states)) {
    if (turn === undefined || within || !file.track.acts_in.includes(name)) continue;
    if (ofTracks.length === 0 || !ofTracks.every(([, { met_in: met }]) => met?.includes(name))) continue;
    const known = ofTracks.map(([deadline]) => deadline).join(', ');
    ctx.report('process/clock-met', locate(tree, ['states', name, 'turn']), { name, known });
  }
}

/** Not so yet when a case is reported, whatever its process. */
const comesLater = [
  'confirmed',
  'lead_signed',
  'ever_signed',
  'ever_dispatched',
  'all_submitted',
  'final_owner',
  'has_lead',
  'has_assist',
  'unit_above',
  'evaluated_with_parent',
  'merged',
  'has_children',
  'for_requester',
  'request_pending',
] as const satisfies (keyof ConditionFile)[];

/** A clock's condition is judged once, as it would start; what becomes true a moment later does not start it. */
function checkCondition(ctx: CheckContext, file: ProcessFile, tree: Tree, deadline: WrittenDeadline): void {
  const { name, entry, path } = deadline;
  const { when } = entry;
  if (!when) return;
  const never = (key: string, known: string) =>
    ctx.report('process/judged-before', locate(tree, [...path, 'when', key]), { name, key, known });
  const states = startStates(file, deadline);
  if (when.state && states.length > 0 && !when.state.some((state) => states.includes(state)))
    never('state', states.join(', '));
  const isOver = deadline.state !== undefined && file.states[deadline.state]?.ends;
  if (when.outcome && !isOver && !when.outcome.includes('none')) never('outcome', 'none');
  if (entry.from !== 'report') return;
  for (const key of comesLater) if (when[key] === true) never(key, 'false');
  if (when.parent && !when.parent.includes('none')) never('parent', 'none');
}

/** In which states of the case the clock may start; none where that cannot be told. */
function startStates(file: ProcessFile, { state, entry }: WrittenDeadline): string[] {
  if (state !== undefined) return [state];
  if (entry.from === 'report') return [file.begins];
  if (entry.from !== 'track' && entry.from !== 'round') return [];
  const starts = (effects: EffectFile[] | undefined) => startsTracks(effects, entry.from);
  // A rung may do it in any state.
  if (allRungs(file).some(({ rung }) => starts(rung.do))) return [];
  return Object.entries(file.states).flatMap(([name, { goes = [] }]) => {
    const ways = offeredIn(file, name).flatMap((action) => waysOf(file, action));
    return [...goes, ...ways].some((way) => starts(way.do)) ? [name] : [];
  });
}

type Way = { do?: EffectFile[] | undefined; to?: string | undefined };

/** What an action may bring about, that of the requests which it may decide included. */
function waysOf(file: ProcessFile, name: string): Way[] {
  const action = file.actions[name];
  if (!action) return [];
  const goes = typeof action.goes === 'string' ? waysOf(file, action.goes) : (action.goes ?? []);
  const decided = action.do?.includes('decide_request')
    ? Object.values(file.requests ?? {}).flatMap(({ granted = [], refused = [] }) => [...granted, ...refused])
    : [];
  return [{ do: action.do, to: action.to }, ...goes, ...decided];
}

function statesThatGo(file: ProcessFile, to: string): string[] {
  const rungs = allRungs(file).some(({ rung }) => rung.to === to) ? ['*'] : [];
  return Object.entries(file.states).reduce((found, [name, { goes = [] }]) => {
    const ways: Way[] = [...goes, ...offeredIn(file, name).flatMap((action) => waysOf(file, action))];
    return name !== to && ways.some((way) => way.to === to) ? [...found, name] : found;
  }, rungs);
}

const opening: readonly EffectFile[] = ['route', 'assign', 'classify', 'add_assist', 'pass_up', 'sign_for_unit'];

function startsTracks(effects: EffectFile[] | undefined, from: string | undefined): boolean {
  return (effects ?? []).some((effect) => opening.includes(effect) || (from === 'round' && effect === 'new_round'));
}
