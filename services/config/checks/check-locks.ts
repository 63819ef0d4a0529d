import { settingsOf } from '../compile/settings.ts';
import { childOf, locate, type Place, type Tree } from '../tree.ts';
import type { Lock } from '#workflows/definition/schema/tenant-file.ts';
import { boundText } from './check-tenant.ts';
import { isAtMost, settingWithin } from './compare.ts';
import { mustKnow, type CheckContext } from './context.ts';
import { durationText } from './duration-text.ts';

/** What a layer keeps for the layers below it, and for itself. */
export function checkLocks(ctx: CheckContext): void {
  for (const { tree, value } of ctx.bundle.tenants)
    for (const [index, lock] of (value.locks ?? []).entries()) {
      const lockTree = childOf(childOf(tree, 'locks'), index);
      if (!lockTree) continue;
      if (lock.keep === 'item_limit') checkItemLimits(ctx, lock, locate(lockTree, ['at_most']));
      if (lock.keep === 'step') checkStep(ctx, lock, lockTree);
      if (lock.keep === 'setting') checkSetting(ctx, lock, lockTree);
    }
}

type LockOf<K extends Lock['keep']> = Extract<Lock, { keep: K }>;

function checkItemLimits(ctx: CheckContext, lock: LockOf<'item_limit'>, lockPlace: Place): void {
  const seen = new Set<Tree>();
  for (const { piece } of ctx.editions)
    for (const [index, item] of piece.value.items.entries()) {
      const tree = childOf(childOf(piece.tree, 'items'), index);
      if (!tree || seen.has(tree)) continue;
      seen.add(tree);
      const written = [
        { name: item.code, urgency: item.urgency, limit: item.limit, place: locate(tree, ['limit']) },
        ...(item.variants ?? []).map((variant, at) => ({
          name: `${item.code}/${variant.code}`,
          urgency: variant.urgency ?? item.urgency,
          limit: variant.limit ?? item.limit,
          place: variant.limit ? locate(tree, ['variants', at, 'limit']) : locate(tree, ['limit']),
        })),
      ];
      for (const { name, urgency, limit, place } of written) {
        if (!limit || (lock.for !== undefined && urgency !== lock.for)) continue;
        const within = isAtMost(limit, lock.at_most);
        if (within === true) continue;
        const code = within === 'depends' ? 'lock/incomparable' : 'lock/item-limit';
        const params = { name, value: durationText(limit), bound: durationText(lock.at_most), because: lock.because };
        ctx.report(code, place, params, lockPlace);
      }
    }
}

function checkStep(ctx: CheckContext, lock: LockOf<'step'>, lockTree: Tree): void {
  const process = ctx.bundle.processes.get(lock.process ?? 'whistle');
  if (!process) {
    if (lock.process !== undefined)
      mustKnow(ctx, 'process', lock.process, ctx.bundle.processes, locate(lockTree, ['process']));
    return;
  }
  const { tree, value } = process;
  if (Object.values(value.states).some(({ step }) => step === lock.step)) return;
  const params = { name: value.process, step: lock.step, because: lock.because };
  ctx.report('lock/step', locate(tree, ['states']), params, locate(lockTree, ['step']));
}

function checkSetting(ctx: CheckContext, lock: LockOf<'setting'>, lockTree: Tree): void {
  const process = ctx.bundle.processes.get(lock.process);
  const place = locate(lockTree, ['process']);
  if (!mustKnow(ctx, 'process', lock.process, ctx.bundle.processes, place) || !process) return;
  const settings = settingsOf(ctx.bundle, process.value);
  const at = locate(lockTree, ['setting']);
  if (!mustKnow(ctx, 'setting', lock.setting, Object.keys(settings), at)) return;
  const value = settings[lock.setting];
  const writer = ctx.bundle.tenants.findLast(
    (piece) => piece.value.settings?.[lock.process]?.[lock.setting] !== undefined,
  );
  const written = writer
    ? locate(writer.tree, ['settings', lock.process, lock.setting])
    : locate(process.tree, ['settings', lock.setting, 'default']);
  for (const side of ['at_least', 'at_most'] as const) {
    const bound = lock[side];
    if (bound === undefined || settingWithin(value, side, bound)) continue;
    const params = { name: lock.setting, value: durationText(value), bound: boundText(side, bound) };
    ctx.report('setting/out-of-bounds', written, params, locate(lockTree, [side]));
  }
}
