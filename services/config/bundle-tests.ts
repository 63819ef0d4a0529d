import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import type { TestEntry } from '#workflows/definition/schema/test-file.ts';
import { simulate, type Report as CaseReport, type Simulated } from '#workflows/engine/index.ts';
import { instantOf } from '#workflows/engine/worktime/index.ts';

import { expectKeys } from './checks/check-tests.ts';
import type { CompileResult } from './compile-bundle.ts';
import { faultAt, type Fault } from './fault.ts';
import { childOf, locate, type Tree } from './tree.ts';

export interface TestResult {
  file: string;
  line: number;
  name: string;
  ok: boolean;
  /** One for each expectation that does not hold. */
  faults: Fault[];
}

/** Runs a tenant's own tests through the engine that also runs its cases. Writes nothing. */
export function runBundleTests(config: CompiledConfig, tests: CompileResult['tests']): TestResult[] {
  return tests.flatMap(({ file, piece }) =>
    piece.value.flatMap((test, index) => {
      const tree = childOf(piece.tree, index);
      if (!tree) return [];
      const faults = runTest(config, test, tree);
      return [{ file, line: tree.place.line, name: test.name, ok: faults.length === 0, faults }];
    }),
  );
}

function runTest(config: CompiledConfig, test: TestEntry, tree: Tree): Fault[] {
  const { name, report, expect } = test;
  const at = toInstant(config, report.at);
  const rules = { config, calendar: config.calendar, org: config.org };
  const result = simulate(rules, toReport(config, report), at);
  if (!result.ok) {
    const detail =
      result.code === 'invalid'
        ? result.faults.map(({ pointer, fault }) => `${pointer} ${fault}`).join(', ')
        : result.code;
    return [faultAt('test/refused', locate(tree, ['report']), { name, detail })];
  }
  return Object.entries(expect).flatMap(([key, expected]) => {
    if (expected === undefined) return [];
    const found = foundFor(config, result, key);
    const wanted = expectKeys.includes(key) ? textOf(expected) : localText(config, toInstant(config, String(expected)));
    if (found === wanted) return [];
    const rule = result.routing
      ? `${result.routing.rule}${result.routing.source && `, ${result.routing.source}`}`
      : '–';
    return [faultAt('test/failed', locate(tree, ['expect', key]), { name, key, expected: wanted, found, rule })];
  });
}

function toReport(config: CompiledConfig, report: TestEntry['report']): CaseReport {
  const process = report.process ?? 'whistle';
  const type = report.reporter ?? 'resident';
  return {
    process,
    kind: report.kind ?? Object.keys(config.processes[process]?.kinds ?? {})[0] ?? '',
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

function foundFor(config: CompiledConfig, result: Simulated, key: string): string {
  switch (key) {
    case 'rule':
      return result.routing?.rule ?? '–';
    case 'lead':
      return result.lead ?? '–';
    case 'assist':
      return textOf(result.assist);
    case 'urgency':
      return result.urgency;
    case 'refer':
      return result.referredTo ?? '–';
    case 'state':
      return result.state;
    case 'outcome':
      return result.outcome ?? '–';
    default: {
      const ofName = result.deadlines.filter((deadline) => deadline.name === key);
      const deadline = ofName.find(({ unit }) => unit === result.lead) ?? ofName[0];
      return deadline?.dueAt == null ? '–' : localText(config, deadline.dueAt);
    }
  }
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? `[${value.toSorted().join(', ')}]` : String(value);
}

function toInstant(config: CompiledConfig, text: string): number {
  const [date = '', time = ''] = text.split(' ');
  return instantOf(config.calendar, date, time);
}

/** `2026-02-17 23:30` on the tenant's clock, seconds only where there are some. */
function localText(config: CompiledConfig, at: number): string {
  const time = new Intl.DateTimeFormat('sv-SE', {
    timeZone: config.calendar.zone,
    dateStyle: 'short',
    timeStyle: at % 60_000 === 0 ? 'short' : 'medium',
  });
  return time.format(at);
}
