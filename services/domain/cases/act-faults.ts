import type { Org } from '#workflows/definition/compiled.ts';
import type { Process } from '#workflows/definition/compiled-process.ts';
import { entryOf } from '#workflows/engine/index.ts';
import type { Standing } from '#workflows/engine/process/case-state.ts';
import { invalid, Problem } from '../problem.ts';
import { unknownCode } from './fault-words.ts';
import { titled } from './refusal.ts';

/**
 * Asked before the engine is: it judges real actions of real units. A name that nothing has is misspelt (422), a unit
 * that the caller holds no post in is not theirs to act for (403).
 */
export function requireKnownAct(
  process: Process,
  org: Org,
  { units }: Standing,
  { action, unit }: { action: string; unit?: string | undefined },
): void {
  const known = entryOf(process.actions, action);
  const faults = known ? [] : [unknownCode('/action', 'action', action, Object.keys(process.actions))];
  if (unit !== undefined && !entryOf(org.units, unit))
    faults.push(unknownCode('/unit', 'unit', unit, Object.keys(org.units)));
  if (faults.length > 0) throw invalid(faults);
  if (unit === undefined || units.includes(unit) || known!.on !== 'track') return;
  throw new Problem('case/action-not-yours', {
    en: `You hold no post in “${unit}”, so you cannot do “${action}” for it.`,
    zh: `您不在“${org.units[unit]?.title ?? unit}”任职，不能代表该单位办理${titled(process, action)}。`,
  });
}
