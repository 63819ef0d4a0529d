/** The closed list of what a move may do. Each is a few lines over the draft; a new one needs two counties (HOUSE). */
import type { Effect } from '../../definition/compiled-process.ts';
import { parseInstant } from '../worktime/instant.ts';
import { entryOf } from '../entry-of.ts';
import { editionInForce, itemWithVariant, questionOf } from '../routing/question.ts';
import { route } from '../routing/route.ts';
import { levelAbove } from '../routing/org-tree.ts';
import type { PlaceCorrected } from './case-state.ts';
import { recomputeClocks } from './clock-changes.ts';
import { dispatchTo, handOver, passUp, takeOver } from './dispatch.ts';
import { enterState } from './moves.ts';
import { decideRequest, extendOwnClock, openRequest, signForUnit } from './requests.ts';
import { CLOSED, DAILY, DISPATCHED, REFERRED, TRIAGE } from './well-known.ts';
import { locationField } from './place-field.ts';
import { emit, leadOf, listField, optionalText, stepNamed, tellLatest, textField, system } from './run.ts';
import type { Run } from './run.ts';
import { endTrack, openTrack, openTrackOf, restartTracks } from './tracks.ts';

type Handlers = { [E in Effect['effect']]: (run: Run, effect: Extract<Effect, { effect: E }>) => void };

const handlers: Handlers = {
  route: (run) => routeCase(run),
  accept: (run) => emit(run, 'accepted', {}, stepNamed(run, 'accept')),
  approve: (run) => void (run.state.approved = true),
  confirm: (run) => void (run.state.confirmed = true),
  downgrade: (run) => void Object.assign(run.state, { kind: DAILY, confirmed: true }),
  assign: (run) => takeOver(run, textField(run, 'lead'), listField(run, 'assist')),
  classify: (run) => classify(run),
  add_assist: (run) => void openTrack(run, textField(run, 'unit'), 'assist'),
  remove_assist: (run) => {
    const track = openTrackOf(run, textField(run, 'unit'));
    if (track?.role === 'assist') endTrack(run, track, 'released');
  },
  new_round: (run) => {
    run.state.round += 1;
    restartTracks(run);
  },
  raise_level: (run) => raiseLevel(run),
  pass_up: (run) => passUp(run),
  record_contact: (run) => {
    if (run.track && run.fields['reached'] === true) run.track.contactedAt ??= run.at;
  },
  record_arrival: (run) => {
    const photos = listField(run, 'photos');
    run.track?.arrivals.push({
      at: run.at,
      people: Number(run.fields['people']),
      place: run.fields['place'] ?? null,
      photos,
    });
  },
  record_evaluation: (run) => recordEvaluation(run),
  open_request: (run, effect) => openRequest(run, effect.request),
  decide_request: (run) => decideRequest(run),
  return_track: (run) => {
    const lead = leadOf(run.state);
    if (lead) endTrack(run, lead, 'returned');
  },
  sign_for_unit: (run) => signForUnit(run),
  extend: (run) => extendOwnClock(run),
  correct_place: (run) => correctPlace(run),
  merge: (run) => void Object.assign(run.state, { mergedInto: textField(run, 'into'), parent: run.into }),
  call_back_task: (run) => setFlag(run, 'call_back'),
  flag: (run, effect) => setFlag(run, effect.flag),
  unflag: (run, effect) => void (run.state.flags = run.state.flags.filter((flag) => flag !== effect.flag)),
};

export function applyEffect(run: Run, effect: Effect): void {
  (handlers[effect.effect] as (run: Run, effect: Effect) => void)(run, effect);
}

export function setFlag(run: Run, flag: string): void {
  if (!run.state.flags.includes(flag)) run.state.flags.push(flag);
}

/** Whoever knows the areas has judged where it lies, and says what to keep. */
function correctPlace(run: Run): void {
  const field = locationField(entryOf(run.process.actions, run.action ?? ''));
  const corrected = field === null ? undefined : (run.fields[field] as PlaceCorrected | undefined);
  if (corrected) run.state.location = { unit: corrected.to.unit };
}

/** At the top it stays; then only who is told changes. */
export function raiseLevel(run: Run): void {
  const above = levelAbove(run.rules.org, run.state.level);
  if (above === run.state.level) return;
  run.state.level = above;
  tellLatest(run, { level: above });
}

/** Where the catalogue and the county's rules send it: to units, to the centre (确权), or to the emergency number. */
function routeCase(run: Run): void {
  const { state } = run;
  // By itself the platform takes in and dispatches; a classification is the centre's own taking in.
  if (run.action === null) run.actor = system;
  const answer = route(run.rules, questionOf(state));
  state.routing = { rule: answer.rule, source: answer.source, reason: answer.reason };
  if (answer.to === 'units') {
    handOver(run, answer.lead);
    dispatchTo(run, answer.lead, answer.assist);
    enterState(run, DISPATCHED, null);
  } else if (answer.to === 'referred') {
    state.referredTo = answer.number;
    emit(run, 'referred', { number: answer.number, ...state.routing });
    enterState(run, CLOSED, REFERRED);
  } else {
    if (state.state !== TRIAGE) emit(run, 'triage_opened', { ...state.routing }, stepNamed(run, 'accept'));
    enterState(run, TRIAGE, null);
  }
}

function classify(run: Run): void {
  const { state, rules } = run;
  const edition = editionInForce(rules.config, rules.calendar, state.createdAt);
  const named = textField(run, 'item');
  const item = entryOf(edition?.items ?? {}, named || (state.item?.code ?? ''));
  if (edition && item) {
    const variant = optionalText(run, 'variant') ?? (named === '' ? (state.item?.variant ?? null) : null);
    state.item = { code: item.code, variant, edition: edition.edition };
  }
  const urgency = state.item && item ? itemWithVariant(item, state.item.variant).urgency : 'normal';
  state.urgency = run.process.kinds[state.kind]?.urgency ?? urgency;
  const isFirst = !state.everDispatched;
  if (isFirst && item) routeCase(run);
  if (!isFirst || state.state === TRIAGE) recomputeClocks(run);
}

function recordEvaluation(run: Run): void {
  const { fields, state } = run;
  const heldAt = fields['at'];
  state.evaluations.push({
    id: state.evaluations.length + 1,
    round: state.parent?.round ?? state.round,
    at: run.at,
    by: 'how' in fields ? 'callback' : 'requester',
    solved: fields['solved'] === true,
    satisfaction: textField(run, 'satisfaction'),
    comment: optionalText(run, 'comment'),
    how: optionalText(run, 'how'),
    heldAt: typeof heldAt === 'string' ? parseInstant(heldAt) : null,
  });
}
