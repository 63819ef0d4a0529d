/** What an action's fields must be. All faults at once; the words are found where the reader's language is known. */
import type { Action, Field } from '../../definition/compiled-process.ts';
import { entryOf } from '../entry-of.ts';
import { editionInForce } from '../routing/question.ts';
import { existsOn, unitOfLevel } from '../routing/org-tree.ts';
import { dateOf } from '../worktime/index.ts';
import { formatInstant, isDate, parseInstant } from '../worktime/instant.ts';
import { isBlank, lengthOf, lineFault, proseFault, tidyLine, tidyProse } from '../../text/plain-text.ts';
import { isAskedFor, whenText } from './asked-fields.ts';
import type { CaseState, FieldFault } from './case-state.ts';
import type { Scope } from './conditions.ts';
import { isPlace } from './place-field.ts';

const TEXT_MAX = 2000;
/** What people mean; working time can reckon with more. */
const FIRST_DATE = '1900-01-01';
const LAST_DATE = '2199-12-31';

export interface Given extends Scope {
  at: number;
}

type Wrong = Pick<FieldFault, 'fault' | 'params'>;

/** Texts as they are kept. A person is named in one line. */
export function tidyFields(action: Action, fields: Record<string, unknown>): Record<string, unknown> {
  const tidied = Object.entries(fields).map(([name, value]) => {
    const type = Object.hasOwn(action.fields, name) ? action.fields[name]!.type : null;
    if (typeof value !== 'string' || !['text', 'person', 'place'].includes(type ?? '')) return [name, value];
    return [name, type === 'person' ? tidyLine(value) : tidyProse(value)];
  });
  return Object.fromEntries(tidied) as Record<string, unknown>;
}

export function fieldFaults(action: Action, given: Given): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const name of Object.keys(given.fields))
    if (!Object.hasOwn(action.fields, name))
      faults.push({
        pointer: fieldPointer(name),
        fault: 'unknown_field',
        params: { known: Object.keys(action.fields) },
      });
  for (const [name, field] of Object.entries(action.fields)) {
    const value = given.fields[name];
    const isMissing = value === undefined || value === null;
    const isAsked = isAskedFor(given, field);
    if (isMissing && (!field.required || !isAsked)) continue;
    if (!isAsked) {
      const params = { why: 'not_asked_for', when: whenText(field.when ?? {}) };
      faults.push({ pointer: fieldPointer(name), fault: 'not_allowed', params });
      continue;
    }
    const wrong = isMissing
      ? { fault: 'required' as const, params: { type: field.type } }
      : faultOf(field, value, given);
    if (wrong) faults.push({ pointer: fieldPointer(name), ...wrong });
  }
  return faults;
}

/** Where a field stands in the body, as a JSON Pointer. */
export function fieldPointer(name: string): string {
  return `/fields/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function faultOf(field: Field, value: unknown, given: Given): Wrong | null {
  switch (field.type) {
    case 'text':
    case 'person':
      return typeof value === 'string' ? textFault(field, value) : wrongType('text');
    case 'choice':
      return oneOf(value, field.of ?? []);
    case 'yes_no':
      return typeof value === 'boolean' ? null : wrongType('yes_no');
    case 'number':
    case 'money':
      return Number.isSafeInteger(value) ? sizeFault(field, value as number) : wrongType('whole_number');
    case 'date':
      return dateFault(value, given);
    case 'instant':
      return instantFault(value, given);
    case 'photos':
      return listFault(field, value, () => null);
    case 'units':
      return listFault(field, value, (code) => unitFault(code, given));
    case 'unit':
      return unitFault(value, given);
    case 'item':
      return codeFault(value, Object.keys(editionOf(given)?.items ?? {}), 'item');
    case 'variant':
      return variantFault(value, given);
    case 'request':
      return codeFault(value, pendingRequests(given.state), 'request');
    case 'place':
      if (typeof value === 'string') return textFault(field, value);
      return isPlace(value, given.rules.org, TEXT_MAX) ? null : wrongType('place');
    // What lies where is judged by whoever knows the areas, before the engine is asked.
    case 'location':
      return typeof value === 'object' ? null : wrongType('location');
    case 'case':
    case 'household':
      return typeof value === 'string' ? null : wrongType('text');
  }
}

function wrongType(expected: string): Wrong {
  return { fault: 'wrong_type', params: { expected } };
}

function textFault(field: Field, value: string): Wrong | null {
  if (isBlank(value)) return field.required ? { fault: 'required', params: { type: 'text' } } : null;
  const unfit = field.type === 'person' ? lineFault(value) : proseFault(value);
  if (unfit !== null) return { fault: 'unfit_text', params: { why: unfit } };
  const max = field.max ?? TEXT_MAX;
  const length = lengthOf(value);
  return length > max ? { fault: 'too_long', params: { max, length } } : null;
}

function oneOf(value: unknown, of: string[]): Wrong | null {
  return typeof value === 'string' && of.includes(value)
    ? null
    : { fault: 'not_one_of', params: { of, value: shown(value) } };
}

function sizeFault(field: Field, value: number): Wrong | null {
  if (field.min !== undefined && value < field.min) return { fault: 'too_small', params: { min: field.min, value } };
  if (field.max !== undefined && value > field.max) return { fault: 'too_big', params: { max: field.max, value } };
  return null;
}

/** A date asked for runs to its 24:00; one that is over already is refused. */
function dateFault(value: unknown, given: Given): Wrong | null {
  if (typeof value !== 'string' || !isDate(value) || value < FIRST_DATE || value > LAST_DATE) return wrongType('date');
  const today = dateOf(given.rules.calendar, given.at);
  return value < today ? { fault: 'in_the_past', params: { value, today } } : null;
}

/** When something was done about the case: not before the minute in which it was reported, since people state minutes. */
function instantFault(value: unknown, { state, at: now }: Given): Wrong | null {
  const at = typeof value === 'string' ? parseInstant(value) : null;
  if (at === null) return wrongType('instant');
  if (at > now) return { fault: 'in_the_future', params: { value: String(value) } };
  const reported = formatInstant(state.createdAt);
  return at < state.createdAt - (state.createdAt % 60_000)
    ? { fault: 'before_report', params: { value: String(value), reported } }
    : null;
}

function listFault(field: Field, value: unknown, each: (entry: unknown) => Wrong | null): Wrong | null {
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) return wrongType('list_of_text');
  const least = field.atLeast ?? (field.required ? 1 : 0);
  if (value.length < least) return { fault: 'too_few', params: { atLeast: least, given: value.length } };
  for (const entry of value) {
    const wrong = each(entry);
    if (wrong) return wrong;
  }
  return null;
}

/**
 * A unit that exists today and does not only watch. What is outside a community's duty list is handed down neither to
 * it nor to a grid of it (Beijing regulation on handling complaints art. 17).
 */
function unitFault(value: unknown, { rules, state, at }: Given): Wrong | null {
  const date = dateOf(rules.calendar, at);
  const { units } = rules.org;
  const unit = typeof value === 'string' && Object.hasOwn(units, value) ? units[value] : undefined;
  if (!unit || !existsOn(unit, date)) {
    const known = Object.values(units).filter((u) => existsOn(u, date) && u.kind !== 'oversight');
    return codeFault(
      value,
      known.map((u) => u.code),
      'unit',
    );
  }
  if (unit.kind === 'oversight') return { fault: 'not_allowed', params: { why: 'only_watches', unit: unit.code } };
  const item = state.item?.code;
  const community = unitOfLevel(rules.org, unit.code, 'community');
  const duties = [...unit.dutyList, ...((community !== null && units[community]?.dutyList) || [])];
  return community === null || item === undefined || duties.includes(item)
    ? null
    : { fault: 'not_allowed', params: { why: 'not_on_duty_list', unit: unit.code, item } };
}

function editionOf({ rules, state }: Given) {
  return editionInForce(rules.config, rules.calendar, state.createdAt);
}

function variantFault(value: unknown, given: Given): Wrong | null {
  const named = given.fields['item'];
  const code = typeof named === 'string' ? named : (given.state.item?.code ?? '');
  const variants = entryOf(editionOf(given)?.items ?? {}, code)?.variants.map((variant) => variant.code) ?? [];
  return codeFault(value, variants, 'variant');
}

function pendingRequests(state: CaseState): string[] {
  return state.requests.filter((request) => request.state === 'pending').map((request) => String(request.id));
}

function codeFault(value: unknown, known: string[], of: string): Wrong | null {
  if (typeof value !== 'string') return wrongType('text');
  return known.includes(value) ? null : { fault: 'unknown_code', params: { of, value, known } };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
