/** A unit asks (return, extension, suspension) and the centre decides: one shape for all. */
import type { RequestKind } from '../../definition/compiled-process.ts';
import type { CaseRequest, Deadline, Track } from './case-state.ts';
import { cureClock, extendClock, extendsClock } from './clock-changes.ts';
import { endClock, isOpenClock, startClock } from './clocks.ts';
import { holds, type Scope } from './conditions.ts';
import { takeFirst } from './moves.ts';
import { currentItem, defOf, emit, optionalText, textField } from './run.ts';
import type { Run } from './run.ts';
import { endRequestClocks, moveTrack } from './tracks.ts';

/** `finish` of the lead, `answer` of an assisting unit: the newest start of it. */
export function ownClock({ process, state }: Pick<Scope, 'process' | 'state'>, track: Track): Deadline | undefined {
  return state.deadlines.findLast((deadline) => {
    const starts = process.deadlines.find((def) => def.name === deadline.name)?.starts;
    return deadline.track === track.id && starts?.on === 'round';
  });
}

/** Whether this unit may ask now; one request may wait per track. */
export function mayAsk(scope: Scope, track: Track, kind: RequestKind): boolean {
  if (!kind.by.includes(track.role)) return false;
  if (kind.unless && holds(scope, kind.unless)) return false;
  const own = scope.state.requests.filter((request) => request.track === track.id);
  if (own.some((request) => request.state === 'pending')) return false;
  const granted = scope.state.requests.filter(
    (r) => r.kind === kind.code && r.unit === track.unit && r.state === 'granted',
  );
  if (kind.atMost !== undefined && granted.length >= kind.atMost) return false;
  if (!kind.beforeOwnClock) return true;
  const clock = ownClock(scope, track);
  return clock !== undefined && (clock.state === 'running' || clock.state === 'paused');
}

export function openRequest(run: Run, code: string): void {
  const { track, state } = run;
  if (!track) return;
  const request: CaseRequest = {
    id: state.requests.length + 1,
    kind: code,
    track: track.id,
    unit: track.unit,
    reason: textField(run, 'reason'),
    until: optionalText(run, 'until'),
    askedAt: run.at,
    state: 'pending',
    decidedAt: null,
    decision: null,
  };
  state.requests.push(request);
  for (const def of run.process.deadlines) if (def.starts.on === 'request') startClock(run, def, { request, track });
}

export function decideRequest(run: Run): void {
  const request = run.state.requests.find((r) => String(r.id) === run.fields['request'] && r.state === 'pending');
  const kind = request && run.process.requests[request.kind];
  if (!request || !kind) return;
  const isGranted = run.fields['granted'] === true;
  request.state = isGranted ? 'granted' : 'refused';
  request.decidedAt = run.at;
  request.decision = { reason: textField(run, 'reason'), lead: optionalText(run, 'lead') };
  endRequestClocks(run, request, 'met');
  run.request = request;
  run.track = run.state.tracks.find((t) => t.id === request.track) ?? null;
  emit(run, isGranted ? `${request.kind}_granted` : `${request.kind}_refused`, {
    request: request.id,
    unit: request.unit,
  });
  if (isGranted && !extendsClock(kind)) cureClocks(run, request);
  takeFirst(run, isGranted ? kind.granted : kind.refused);
}

/** An extension cures the one clock that it moves; what stops the unit's work cures all that ran out meanwhile. */
function cureClocks(run: Run, request: CaseRequest): void {
  for (const deadline of run.state.deadlines)
    if (deadline.track === request.track && deadline.request === null) cureClock(run, deadline, request.askedAt);
}

function pendingOf({ state }: Pick<Scope, 'state'>, track: Track): CaseRequest | undefined {
  return state.requests.find((request) => request.state === 'pending' && request.track === track.id);
}

export function isWithheld(scope: Scope, track: Track, action: string): boolean {
  const pending = pendingOf(scope, track);
  return (
    pending !== undefined && (scope.process.requests[pending.kind]?.whileWaiting.withhold.includes(action) ?? false)
  );
}

/** A refused return binds the unit as if it had signed. */
export function signForUnit(run: Run): void {
  if (!run.track || run.track.state !== 'dispatched') return;
  moveTrack(run, run.track, 'signed');
  for (const deadline of run.state.deadlines)
    if (deadline.track === run.track.id && isSignClock(run, deadline) && isOpenClock(deadline))
      endClock(run, deadline, 'met');
}

function isSignClock(run: Run, deadline: Deadline): boolean {
  return defOf(run, deadline.name).metBy.some((by) => run.process.actions[by.action]?.trackGoes === 'signed');
}

/** One more original limit each time (handbook: 延期一次加一个原时限). */
export function extendOwnClock(run: Run): void {
  const clock = run.track && ownClock(run, run.track);
  const by = currentItem(run.rules, run.state)?.limit ?? clock?.budget;
  if (clock && by) extendClock(run, clock, by);
}
