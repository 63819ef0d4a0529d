import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import type { TestEntry } from '#workflows/definition/schema/test-file.ts';
import { entryOf, existsOn, type Report } from '#workflows/engine/index.ts';
import { unitsAt } from '../areas/area-index.ts';

/** The unit that a report of a test lies in, on its day; null for a point in no unit's area. */
export function placeOf(config: CompiledConfig, { location, at }: TestEntry['report']): string | null {
  if (typeof location === 'string') return location;
  const [lon, lat] = location;
  const date = at.slice(0, 10);
  return unitsAt(config.areas, { lon, lat }).find((code) => isThere(config, code, date)) ?? null;
}

function isThere({ org }: CompiledConfig, code: string, date: string): boolean {
  const unit = entryOf(org.units, code);
  return unit !== undefined && existsOn(unit, date);
}

/** A report as a test writes it, with what it leaves out. */
export function caseReportOf(config: CompiledConfig, report: TestEntry['report']): Report {
  const process = report.process ?? 'whistle';
  const type = report.reporter ?? 'resident';
  return {
    process,
    kind: report.kind ?? Object.keys(entryOf(config.processes, process)?.kinds ?? {})[0] ?? '',
    configVersion: 0,
    item: report.item ?? null,
    variant: report.variant ?? null,
    location: { unit: placeOf(config, report) },
    channel: report.channel ?? 'app',
    reporter: { type, secret: false },
    actor: { id: null, role: type, unit: null },
    standing: { relations: ['requester', 'anyone'], units: [] },
    data: {},
    flags: [],
  };
}
