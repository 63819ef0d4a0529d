import { DAY_MS } from './dates.ts';
import { WorktimeError } from './worktime-error.ts';

/** Six UTC days of a zone; since 2000 no zone has changed its clocks twice in them. Offsets are local minus UTC in ms. */
interface Stretch {
  before: number;
  changesAt: number;
  after: number;
}

export interface Zone {
  format: Intl.DateTimeFormat;
  stretches: Map<number, Stretch>;
}

// What a zone's clocks do is the same for every tenant, so it is worked out once; the bounds keep the memory finite.
const ZONES_KEPT = 128;
const STRETCHES_KEPT = 8_000;
const STRETCH_MS = 6 * DAY_MS;
const zones = new Map<string, Zone>();

/** Throws `unknown_zone` for a name that is not in the IANA list. */
export function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = { format: formatFor(name), stretches: new Map<number, Stretch>() };
  if (zones.size >= ZONES_KEPT) zones.clear();
  zones.set(name, zone);
  return zone;
}

/** The local calendar day of an instant, in days since 1970-01-01. */
export function localDayOf(zone: Zone, at: number): number {
  return Math.floor((at + offsetAt(zone, at)) / DAY_MS);
}

/**
 * The first instant at which the local clock shows `timeMs` of `day` or later: the first of two in an overlap, the
 * clock change itself in a gap. Later local times never give earlier instants, so office hours stay in order.
 */
export function instantOfLocal(zone: Zone, day: number, timeMs: number): number {
  const wall = day * DAY_MS + timeMs;
  // Local time is never 16 hours from UTC, so the instant lies between these two.
  const earliest = wall - 16 * 3_600_000;
  const latest = wall + 16 * 3_600_000;
  const before = offsetAt(zone, earliest);
  const after = offsetAt(zone, latest);
  if (before === after) return wall - before;
  const changesAt = changeBetween(zone, earliest, latest);
  return wall - before < changesAt ? wall - before : Math.max(wall - after, changesAt);
}

function offsetAt(zone: Zone, at: number): number {
  const { before, changesAt, after } = stretchAt(zone, at);
  return at < changesAt ? before : after;
}

function changeBetween(zone: Zone, from: number, to: number): number {
  const { changesAt } = stretchAt(zone, from);
  return changesAt > from && changesAt <= to ? changesAt : stretchAt(zone, to).changesAt;
}

function stretchAt(zone: Zone, at: number): Stretch {
  const number = Math.floor(at / STRETCH_MS);
  const known = zone.stretches.get(number);
  if (known) return known;
  const start = number * STRETCH_MS;
  const before = readOffset(zone, start);
  const after = readOffset(zone, start + STRETCH_MS);
  const changesAt = before === after ? Number.POSITIVE_INFINITY : findChange(zone, start, start + STRETCH_MS, before);
  if (zone.stretches.size >= STRETCHES_KEPT) zone.stretches.clear();
  const found = { before, changesAt, after };
  zone.stretches.set(number, found);
  return found;
}

function findChange(zone: Zone, start: number, end: number, before: number): number {
  let [low, high] = [start / 1000, end / 1000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(zone, middle * 1000) === before) low = middle;
    else high = middle;
  }
  return high * 1000;
}

function readOffset(zone: Zone, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(at)) part[type] = Number(value);
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!) - at;
}

function formatFor(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new WorktimeError('unknown_zone', `“${name}” is not an IANA time zone`);
  }
}
