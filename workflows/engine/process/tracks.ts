import type { DeadlineDef, TrackRole } from '../../definition/compiled-process.ts';
import type { CaseRequest, Deadline, Track, TrackStateCode } from './case-state.ts';
import { endClock, isOpenClock, resumeClock, startClock } from './clocks.ts';
import { defOf, isOpenTrack } from './run.ts';
import type { Run } from './run.ts';

export function openTrackOf(run: Run, unit: string): Track | undefined {
  return run.state.tracks.find((track) => track.unit === unit && isOpenTrack(track));
}

/** A unit has one open track; a new role releases the old one. */
export function openTrack(run: Run, unit: string, role: TrackRole): Track {
  const present = openTrackOf(run, unit);
  if (present?.role === role) return present;
  if (present) endTrack(run, present, 'released');
  const track: Track = {
    id: run.state.tracks.length + 1,
    unit,
    role,
    state: 'dispatched',
    dispatchedAt: run.at,
    signedAt: null,
    contactedAt: null,
    arrivals: [],
    submittedAt: null,
    result: null,
    endedAt: null,
  };
  run.state.tracks.push(track);
  for (const def of run.process.deadlines) {
    if ((def.starts.on !== 'track' && def.starts.on !== 'round') || !def.starts.roles.includes(role)) continue;
    if (!goOn(run, def, track)) startClock(run, def, { track });
  }
  return track;
}

/** Who is given back what it had returned goes on with the clock that waited for it. */
function goOn(run: Run, def: DeadlineDef, track: Track): boolean {
  const waiting = run.state.deadlines.find((d) => d.name === def.name && d.unit === track.unit && isLeftOver(run, d));
  if (!waiting) return false;
  waiting.track = track.id;
  resumeClock(run, waiting);
  return true;
}

/** Still open though its track has ended: until it is decided who owns the case, a returned `finish` only waits. */
function isLeftOver(run: Run, deadline: Deadline): boolean {
  return isOpenClock(deadline) && run.state.tracks.some((t) => t.id === deadline.track && !isOpenTrack(t));
}

/** Decided: what another unit had returned is over for it. */
export function dropLeftOver(run: Run, owner: string): void {
  for (const deadline of run.state.deadlines)
    if (deadline.unit !== owner && isLeftOver(run, deadline)) endClock(run, deadline, 'cancelled');
}

export function endTrack(run: Run, track: Track, state: 'returned' | 'released'): void {
  track.state = state;
  track.endedAt = run.at;
  for (const deadline of run.state.deadlines)
    if (deadline.track === track.id && !(state === 'returned' && defOf(run, deadline.name).starts.on === 'round'))
      endClock(run, deadline, 'cancelled');
  overtake(run, (request) => request.track === track.id);
}

/** Back to the units: who had signed goes on from there, with `finish` and `answer` starting again. */
export function restartTracks(run: Run): void {
  for (const track of run.state.tracks) {
    if (!isOpenTrack(track)) continue;
    if (track.state !== 'dispatched') track.state = 'signed';
    track.submittedAt = null;
    track.result = null;
    for (const def of run.process.deadlines) {
      if (def.starts.on !== 'round' || !def.starts.roles.includes(track.role)) continue;
      for (const old of run.state.deadlines)
        if (old.name === def.name && old.track === track.id && isOpenClock(old)) endClock(run, old, 'cancelled');
      startClock(run, def, { track });
    }
  }
}

/** Requests that events have passed by: nobody decides them any more. */
export function overtake(run: Run, which: (request: CaseRequest) => boolean): void {
  for (const request of run.state.requests) {
    if (request.state !== 'pending' || !which(request)) continue;
    request.state = 'overtaken';
    request.decidedAt = run.at;
    endRequestClocks(run, request, 'cancelled');
  }
}

export function endRequestClocks(run: Run, request: CaseRequest, as: 'met' | 'cancelled'): void {
  for (const deadline of run.state.deadlines) if (deadline.request === request.id) endClock(run, deadline, as);
}

/** Moves a track and stamps what the move stands for. */
export function moveTrack(run: Run, track: Track, to: string): void {
  track.state = to as TrackStateCode;
  if (to === 'signed' && track.signedAt === null) {
    track.signedAt = run.at;
    if (track.role === 'lead') run.state.everSigned = true;
  }
  if (to === 'submitted') {
    track.submittedAt = run.at;
    overtake(run, (request) => request.track === track.id);
  }
}
