import type { Action } from '#workflows/definition/compiled-process.ts';
import { fieldPointer } from '#workflows/engine/process/fields.ts';
import type { Rules } from '#workflows/engine/process/case-state.ts';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import { readPlace } from '../places/read-place.ts';
import type { InputFault } from '../problem.ts';

interface ReadPlaces {
  fields: Record<string, unknown>;
  faults: InputFault[];
}

/**
 * The places among the fields in WGS-84. In the stead of one that is none stands a word, so that the engine judges the rest; what is a
 * text already is the engine's to judge.
 */
export function readPlaces(
  rules: Rules,
  action: Action | undefined,
  fields: Record<string, unknown>,
  at: number,
): ReadPlaces {
  const read: ReadPlaces = { fields: {}, faults: [] };
  for (const [name, { type }] of Object.entries(action?.fields ?? {})) {
    const value = fields[name];
    if (type !== 'place' || value === undefined || value === null || typeof value === 'string') continue;
    const about = { date: dateOf(rules.calendar, at), pointer: fieldPointer(name) };
    const place = readPlace({ areas: rules.config.areas, org: rules.org }, value, about);
    read.fields[name] = place.ok ? place.place : STAND_IN;
    if (!place.ok) read.faults.push(...place.faults);
  }
  return read;
}

const STAND_IN = '-';
