/** What a field must not say because of what the action would do with it. */
import type { Action, Effect } from '../../definition/compiled-process.ts';
import { addBudget, dateOf } from '../worktime/index.ts';
import type { FieldFault } from './case-state.ts';
import type { Given } from './fields.ts';
import { isOpenTrack, leadOf, processOf } from './run.ts';

export function effectFaults(action: Action, given: Given): FieldFault[] {
  return action.do.flatMap((effect) => faultOf(effect, given) ?? []);
}

function faultOf(effect: Effect, given: Given): FieldFault | null {
  switch (effect.effect) {
    case 'open_request':
      return termFault(effect.request, given);
    case 'decide_request':
      return grantFault(given);
    case 'add_assist':
      return leadFault(given);
    case 'remove_assist':
      return notAssistingFault(given);
    default:
      return null;
  }
}

/** A suspension has a longest term (handbook: 挂账最长一年). */
function termFault(kind: string, { rules, state, fields, at }: Given): FieldFault | null {
  const longest = processOf(rules, state.process).requests[kind]?.longest;
  const until = fields['until'];
  if (!longest || typeof until !== 'string') return null;
  const last = dateOf(rules.calendar, addBudget(rules.calendar, at, longest).dueAt - 1);
  return until > last ? { pointer: '/fields/until', fault: 'not_allowed', params: { why: 'too_far', last } } : null;
}

/** Granting a suspension whose day is over would end it at once. */
function grantFault({ rules, state, fields, at }: Given): FieldFault | null {
  const asked = state.requests.find((request) => String(request.id) === fields['request']);
  const today = dateOf(rules.calendar, at);
  if (fields['granted'] !== true || asked?.until == null || asked.until >= today) return null;
  return { pointer: '/fields/request', fault: 'in_the_past', params: { value: asked.until, today } };
}

/** A unit has one open track, so the lead as its own helper would leave the case without a lead. */
function leadFault({ state, fields }: Given): FieldFault | null {
  const unit = leadOf(state)?.unit ?? null;
  if (unit === null || fields['unit'] !== unit) return null;
  return { pointer: '/fields/unit', fault: 'not_allowed', params: { why: 'is_lead', unit } };
}

function notAssistingFault({ state, fields }: Given): FieldFault | null {
  const value = fields['unit'];
  const known = state.tracks.filter((t) => t.role === 'assist' && isOpenTrack(t)).map((t) => t.unit);
  if (typeof value !== 'string' || known.includes(value)) return null;
  return { pointer: '/fields/unit', fault: 'unknown_code', params: { of: 'assist', value, known } };
}
