import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import type { TestEntry } from '#workflows/definition/schema/test-file.ts';
import { entryOf, type Report } from '#workflows/engine/index.ts';

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
    location: { unit: report.location },
    channel: report.channel ?? 'app',
    reporter: { type, secret: false },
    actor: { id: null, role: type, unit: null },
    standing: { relations: ['requester', 'anyone'], units: [] },
    data: {},
    flags: [],
  };
}
