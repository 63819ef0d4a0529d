/** The org chart is live: who handles an open case may cease to exist. */
import { existsOn, inForce } from '../routing/org-tree.ts';
import { dateOf } from '../worktime/index.ts';
import type { Track } from './case-state.ts';
import { isOpenClock } from './clocks.ts';
import { emit, isOpenTrack } from './run.ts';
import type { Run } from './run.ts';
import { endTrack, openTrackOf } from './tracks.ts';

/**
 * A unit that has ended hands its open tracks, with their clocks and requests, to its successor; what it did before stays under its own
 * code. One without a successor keeps them, as the compiler has warned.
 */
export function succeedUnits(run: Run): void {
  const { org, calendar } = run.rules;
  const date = dateOf(calendar, run.at);
  for (const track of run.state.tracks) {
    const unit = org.units[track.unit];
    if (!isOpenTrack(track) || !unit || existsOn(unit, date)) continue;
    const successor = inForce(org, track.unit, date);
    if (successor !== null) handOver(run, track, successor);
  }
}

/** A unit has one open track: the lead's goes on, of two assisting ones that of the successor. */
function handOver(run: Run, track: Track, successor: string): void {
  emit(run, 'unit_succeeded', { unit: track.unit, successor, role: track.role }, run.process.track.step);
  const present = openTrackOf(run, successor);
  if (present && track.role !== 'lead') return endTrack(run, track, 'released');
  if (present) endTrack(run, present, 'released');
  for (const deadline of run.state.deadlines)
    if (deadline.track === track.id && isOpenClock(deadline)) deadline.unit = successor;
  for (const request of run.state.requests)
    if (request.track === track.id && request.state === 'pending') request.unit = successor;
  track.unit = successor;
}
