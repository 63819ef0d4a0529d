import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import type { ExpectFile } from '#workflows/definition/schema/test-file.ts';
import { waitsFor, type CaseState, type EventDraft, type Rules } from '#workflows/engine/index.ts';
import { instantOf } from '#workflows/engine/worktime/index.ts';

/** A case as it goes through a test. */
export interface Told {
  state: CaseState;
  events: EventDraft[];
}

/** What a case shows for one key of an expectation, in the words of the file; `–` for nothing. */
export function foundFor(rules: Rules, told: Told, key: string, expect: ExpectFile): string {
  const { state } = told;
  const { config } = rules;
  const tracks = (role: string) => state.tracks.filter((track) => track.role === role && track.endedAt === null);
  switch (key) {
    case 'rule':
      return state.routing?.rule ?? '–';
    case 'lead':
      return tracks('lead')[0]?.unit ?? '–';
    case 'location':
      return state.location.unit ?? '–';
    case 'waits_for':
      return listText(waitsFor(rules, state).map(({ who }) => who));
    case 'assist':
      return listText(tracks('assist').map(({ unit }) => unit));
    case 'urgency':
      return state.urgency;
    case 'refer':
      return state.referredTo ?? '–';
    case 'state':
      return expect.deadline === undefined ? state.state : (deadlineNamed(told, expect.deadline)?.state ?? '–');
    case 'outcome':
      return state.outcome ?? '–';
    case 'level':
      return state.level;
    case 'told': {
      // others may be told as well: only `[]` says that nobody was
      const all = toldOf(told, expect.deadline);
      const wanted = expect.told ?? [];
      return listText(wanted.length > 0 && wanted.every((one) => all.includes(one)) ? wanted : all);
    }
    default: {
      const dueAt = deadlineNamed(told, key)?.dueAt;
      return dueAt == null ? '–' : localText(config, dueAt);
    }
  }
}

/** The latest start of a deadline: the lead's where several units have one. */
function deadlineNamed({ state }: Told, name: string) {
  const lead = state.tracks.findLast(({ role, endedAt }) => role === 'lead' && endedAt === null)?.unit;
  const ofName = state.deadlines.filter((deadline) => deadline.name === name);
  return ofName.findLast(({ unit }) => unit === lead) ?? ofName.at(-1);
}

/** Why a deadline has no instant, as a word of the faults; empty where it has one. */
export function whyNoInstant(config: CompiledConfig, told: Told, name: string): string {
  const { state, events } = told;
  const found = deadlineNamed(told, name);
  if (found) return found.dueAt === null ? '@clock-paused' : '';
  const def = config.processes[state.process]?.deadlines.find((one) => one.name === name);
  if (!def) return '@clock-unknown';
  const { starts, budget } = def;
  if (starts.on === 'state' && !events.some(({ data }) => data['to'] === starts.state)) return '@clock-elsewhere';
  if ((starts.on === 'track' || starts.on === 'round') && !state.tracks.some(({ role }) => starts.roles.includes(role)))
    return '@clock-no-unit';
  if (starts.on === 'request' && state.requests.length === 0) return '@clock-no-request';
  if (budget.kind === 'item_limit' && state.item === null) return '@clock-no-item';
  if (budget.kind === 'until_asked' && state.requests.every(({ until }) => until === null)) return '@clock-no-day';
  return '@clock-condition';
}

type Recipient = NonNullable<ExpectFile['told']>[number];

/** Whom fired rungs have named so far, of one deadline or of all. */
function toldOf({ events }: Told, deadline: string | undefined): Recipient[] {
  return events
    .filter(({ data }) => deadline === undefined || data['name'] === deadline)
    .flatMap(({ data }) => [data['remind'], data['tell']])
    .flatMap((recipients) => (Array.isArray(recipients) ? (recipients as Recipient[]) : []));
}

function listText(codes: string[]): string {
  return `[${[...new Set(codes)].toSorted().join(', ')}]`;
}

export function toInstant(config: CompiledConfig, text: string): number {
  const [date = '', time = ''] = text.split(' ');
  return instantOf(config.calendar, date, time);
}

/** `2026-02-17 23:30` on the tenant's clock, seconds only where there are some. */
export function localText(config: CompiledConfig, at: number): string {
  return formatOf(config.calendar.zone, at % 60_000 === 0 ? 'short' : 'medium').format(at);
}

/** Making one costs a hundred times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string, timeStyle: 'short' | 'medium'): Intl.DateTimeFormat {
  const key = `${timeZone} ${timeStyle}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle });
  formats.set(key, format);
  return format;
}
