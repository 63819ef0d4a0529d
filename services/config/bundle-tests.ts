import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import {
  expectWords,
  playedRelations,
  type ExpectFile,
  type TestEntry,
} from '#workflows/definition/schema/test-file.ts';
import {
  decide,
  entryOf,
  openCase,
  settle,
  type CaseState,
  type Decision,
  type Refused,
  type Rules,
  type Standing,
} from '#workflows/engine/index.ts';
import { WorktimeError } from '#workflows/engine/worktime/index.ts';

import { foundFor, localText, toInstant, whyNoInstant, type Told } from './bundle-test-facts.ts';
import type { CompileResult } from './compile-bundle.ts';
import { caseReportOf, placeOf } from './explain/case-report.ts';
import { faultAt, type Fault } from './fault.ts';
import { childOf, locate, type Path, type Tree } from './tree.ts';

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
      const faults = withinReach(test, tree, () =>
        runTest({ config, calendar: config.calendar, org: config.org }, test, tree),
      );
      return [{ file, line: tree.place.line, name: test.name, ok: faults.length === 0, faults }];
    }),
  );
}

/** A test may be set in a year from which nothing can be reckoned. */
function withinReach({ name }: TestEntry, tree: Tree, run: () => Fault[]): Fault[] {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof WorktimeError)) throw error;
    return [faultAt('test/out-of-reach', locate(tree, ['report', 'at']), { name })];
  }
}

function runTest(rules: Rules, test: TestEntry, tree: Tree): Fault[] {
  const { name, report, expect, then: steps = [] } = test;
  const refused = (answer: Refused, path: Path) => [
    faultAt('test/refused', locate(tree, path), { name, detail: whyRefused(answer) }),
  ];
  if (placeOf(rules.config, report) === null) return [faultAt('test/outside', locate(tree, ['report', 'location']))];
  const opened = openCase(rules, caseReportOf(rules.config, report), toInstant(rules.config, report.at));
  if (!opened.ok) return refused(opened, ['report']);
  let told: Told = opened;
  const faults = compare(rules, test, told, expect, tree, ['expect']);
  for (const [index, step] of steps.entries()) {
    const at = toInstant(rules.config, step.at);
    if (at < told.state.updatedAt)
      return [...faults, faultAt('test/order', locate(tree, ['then', index, 'at']), { name, at: step.at })];
    told = follow(told, settle(rules, told.state, at));
    if (step.do) {
      const acted = act(rules, told.state, step.do, at);
      if (!acted.ok) return [...faults, ...refused(acted, ['then', index, 'do'])];
      told = follow(told, acted);
    }
    faults.push(...compare(rules, test, told, step.expect, tree, ['then', index, 'expect']));
  }
  return faults;
}

function follow(before: Told, { state, events }: Told): Told {
  return { state, events: [...before.events, ...events] };
}

type ActFile = NonNullable<NonNullable<TestEntry['then']>[number]['do']>;

/** Without `by` a test asks what an action does, not who may: the permissions of states and tracks hold, and all roles are granted. */
function act(rules: Rules, state: CaseState, { action, by, unit, fields }: ActFile, at: number): Decision {
  const lead = state.tracks.find(({ role, endedAt }) => role === 'lead' && endedAt === null)?.unit;
  const anybody: Standing = {
    relations: ['requester', 'centre', 'street_leader', 'anyone'],
    units: [unit ?? lead].filter((code) => code !== undefined),
  };
  const standing = by === undefined ? anybody : standingAs(rules, by);
  return decide(
    rules,
    state,
    {
      action,
      ...(unit !== undefined && { unit }),
      fields: fields ?? {},
      actor: { id: null, role: 'test', unit: standing.units[0] ?? null },
      standing,
    },
    at,
  );
}

/** As somebody of a unit, or in one relation to the case. */
function standingAs(rules: Rules, by: string): Standing {
  const isRelation = (playedRelations as readonly string[]).includes(by);
  const unit = entryOf(rules.org.units, by);
  if (isRelation && !unit) return { relations: [by as (typeof playedRelations)[number], 'anyone'], units: [] };
  return { relations: unit?.kind === 'centre' ? ['centre', 'anyone'] : ['anyone'], units: [by] };
}

function compare(
  rules: Rules,
  test: TestEntry,
  told: Told,
  expect: ExpectFile | undefined,
  tree: Tree,
  path: Path,
): Fault[] {
  return Object.entries(expect ?? {}).flatMap(([key, expected]) => {
    if (expected === undefined || key === 'deadline') return [];
    const found = foundFor(rules, told, key, expect ?? {});
    const wanted = !expectWords.includes(key)
      ? localText(rules.config, toInstant(rules.config, String(expected)))
      : Array.isArray(expected)
        ? `[${expected.toSorted().join(', ')}]`
        : expected;
    if (found === wanted) return [];
    const { routing } = told.state;
    const rule = routing ? [routing.rule, routing.source].filter(Boolean).join(', ') : '–';
    const why = expectWords.includes(key) ? '' : whyNoInstant(rules.config, told, key);
    const params = { name: test.name, key, expected: wanted, found, rule, why };
    return [faultAt('test/failed', locate(tree, [...path, key]), params)];
  });
}

function whyRefused(answer: Refused): string {
  if (answer.code === 'invalid') return answer.faults.map(({ pointer, fault }) => `${pointer} ${fault}`).join(', ');
  if (answer.code !== 'action-not-offered') return answer.code;
  return `${answer.code}: ${[...new Set(answer.offered.map(({ action }) => action))].join(', ') || '–'}`;
}
