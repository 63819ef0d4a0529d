import { unitAbove } from './conditions.ts';
import { emit, isOpenTrack, leadOf, stepNamed, textField } from './run.ts';
import type { Run } from './run.ts';
import { dropLeftOver, endTrack, openTrack } from './tracks.ts';

/** Opens the lead's and the assisting units' tracks, and says so in the history (中心接、平台转). */
export function dispatchTo(run: Run, lead: string, assist: string[]): void {
  if (!run.state.everDispatched) emit(run, 'accepted', {}, stepNamed(run, 'accept'));
  run.state.everDispatched = true;
  emit(run, 'dispatched', { lead, assist, ...run.state.routing }, stepNamed(run, 'dispatch'));
  openTrack(run, lead, 'lead');
  for (const unit of assist) if (unit !== lead) openTrack(run, unit, 'assist');
}

/**
 * The centre decides who owns it, and that unit may not return it. The same lead resumes its clocks, a new one gets
 * full ones; assisting units stay until they are removed.
 */
export function takeOver(run: Run, lead: string, assist: string[]): void {
  const old = leadOf(run.state);
  // A lead that had answered is asked anew; one still at work keeps its track and resumes its clocks.
  if (old && (old.unit !== lead || old.state === 'submitted')) endTrack(run, old, 'released');
  dropLeftOver(run, lead);
  run.state.finalOwner = true;
  run.state.routing = { rule: 'assigned', source: '', reason: textField(run, 'reason') };
  dispatchTo(run, lead, assist);
}

/** The unit above becomes lead, on its own level's budget. From the top there is nobody to pass it to. */
export function passUp(run: Run): void {
  const above = unitAbove(run.rules, run.state);
  const lead = leadOf(run.state);
  if (above === null || !lead) return;
  endTrack(run, lead, 'released');
  run.state.level = run.rules.org.units[above]?.level ?? run.state.level;
  run.state.finalOwner = false;
  const assist = run.state.tracks.filter((t) => t.role === 'assist' && isOpenTrack(t)).map((t) => t.unit);
  dispatchTo(run, above, assist);
}
