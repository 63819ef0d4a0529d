import { higherLevel, inForce } from '../routing/org-tree.ts';
import type { BuiltInRule } from '../routing/route.ts';
import { dateOf } from '../worktime/index.ts';
import { unitAbove } from './conditions.ts';
import { emit, isOpenTrack, leadOf, stepNamed, textField } from './run.ts';
import type { Run } from './run.ts';
import { dropLeftOver, endTrack, openTrack } from './tracks.ts';

/**
 * Opens the lead's and the assisting units' tracks, and says so in the history (中心接、平台转). A case is a matter of its
 * lead's level at least; what was raised above that stays there.
 */
export function dispatchTo(run: Run, lead: string, assist: string[]): void {
  if (!run.state.everDispatched) emit(run, 'accepted', {}, stepNamed(run, 'accept'));
  run.state.everDispatched = true;
  const level = higherLevel(run.rules.org, run.state.level, run.rules.org.units[lead]?.level ?? null);
  const isRaised = level !== run.state.level;
  run.state.level = level;
  const data = { lead, assist, ...run.state.routing, ...(isRaised ? { level } : {}) };
  emit(run, 'dispatched', data, stepNamed(run, 'dispatch'));
  openTrack(run, lead, 'lead');
  for (const unit of assist) if (unit !== lead) openTrack(run, unit, 'assist');
}

/**
 * The centre decides who owns it, and that unit may not return it. The same lead resumes its clocks, a new one gets
 * full ones; assisting units stay until they are removed.
 */
export function takeOver(run: Run, lead: string, assist: string[]): void {
  handOver(run, lead);
  run.state.finalOwner = true;
  run.state.routing = { rule: 'assigned', source: '', reason: textField(run, 'reason') };
  dispatchTo(run, lead, assist);
}

/** Before another unit leads. A lead that had answered is asked anew; one still at work keeps its track and resumes its clocks. */
export function handOver(run: Run, lead: string): void {
  const old = leadOf(run.state);
  if (old && old.unit !== lead) run.state.finalOwner = false;
  if (old && (old.unit !== lead || old.state === 'submitted')) endTrack(run, old, 'released');
  dropLeftOver(run, lead);
}

/** The unit above, or whoever took its place, becomes lead, on its own level's budget. From the top there is nobody to pass it to. */
export function passUp(run: Run): void {
  const named = unitAbove(run.rules, run.state);
  const above = named && inForce(run.rules.org, named, dateOf(run.rules.calendar, run.at));
  const lead = leadOf(run.state);
  if (above === null || !lead) return;
  endTrack(run, lead, 'released');
  run.state.finalOwner = false;
  const passedUp: BuiltInRule = 'passed_up';
  run.state.routing = { rule: passedUp, source: '', reason: textField(run, 'reason') };
  const assist = run.state.tracks.filter((t) => t.role === 'assist' && isOpenTrack(t)).map((t) => t.unit);
  dispatchTo(run, above, assist);
}
