import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { ReportFile } from '#workflows/definition/schema/test-file.ts';
import {
  entryOf,
  explainReport,
  type ExplainedReport,
  type FieldFault,
  type Report as CaseReport,
} from '#workflows/engine/index.ts';
import { WorktimeError } from '#workflows/engine/worktime/index.ts';
import { toInstant } from '../bundle-test-facts.ts';
import { faultAt, type Fault } from '../fault.ts';
import { isFaultCode } from '../fault-texts.ts';
import { listKnown, nearest } from '../nearest.ts';
import { parseFile } from '../parse-file.ts';
import { childOf, locate, type Tree } from '../tree.ts';
import { validate } from '../validate.ts';
import { caseReportOf, placeOf } from './case-report.ts';
import { reportedCase } from './case-tree.ts';

export interface Asked {
  report: CaseReport;
  explained: ExplainedReport;
}

/** The reports that a file holds: one alone, one under `report:`, or a list such as a bundle's tests. */
export function reportTrees(file: string, content: string | Uint8Array): { trees: Tree[]; faults: Fault[] } {
  const { tree, faults } = parseFile('', file, content);
  if (!tree || faults.length > 0) return { trees: [], faults };
  const entries = tree.kind === 'list' ? tree.items : [tree];
  const trees = entries.map((entry) => childOf(entry, 'report') ?? entry);
  return {
    trees,
    faults: trees.filter(({ kind }) => kind !== 'map').map(({ place }) => faultAt('report/shape', place)),
  };
}

/** A report from single values, each of which is its own place. */
export function reportTree(values: Record<string, string>): Tree {
  const place = (file: string) => ({ tenant: '', file, line: 1, column: 1 });
  const entries = Object.entries(values).map(([key, value]) => {
    const here = place(`--${key}`);
    const scalar = (text: string, is: string | number): Tree => ({ kind: 'scalar', place: here, value: is, text });
    const point = key === 'location' ? /^(-?[\d.]+), ?(-?[\d.]+)$/.exec(value) : null;
    const written: Tree = point
      ? { kind: 'list', place: here, items: point.slice(1).map((part) => scalar(part, Number(part))) }
      : scalar(value, value);
    return [key, { keyPlace: here, value: written }] as const;
  });
  return { kind: 'map', place: place('--'), entries: new Map(entries) };
}

/** Why a report, or the one that a stored case began with, goes where it goes and is due when it is, or what of it is wrong. */
export function askAbout(config: CompiledConfig, given: Tree): { asked?: Asked; faults: Fault[] } {
  const stored = reportedCase(config, given);
  const tree = stored?.tree ?? given;
  const { piece, faults } = validate(ReportFile, tree);
  if (!piece || faults.length > 0) return { faults };
  const report = caseReportOf(config, piece.value);
  const explained = explainedAt(config, report, () => stored?.at ?? toInstant(config, piece.value.at));
  if (explained === null) return { faults: [faultAt('report/out-of-reach', locate(tree, ['at']))] };
  const wrong = explained.ok || explained.code !== 'invalid' ? [] : explained.faults;
  const told = wrong.flatMap((fault) => wordsOf(config, report, fault, tree));
  const { location } = piece.value;
  if (typeof location === 'string' && !entryOf(config.org.units, location))
    told.push(unknown('unit', location, Object.keys(config.org.units), tree, 'location'));
  if (placeOf(config, piece.value) === null) told.push(faultAt('test/outside', locate(tree, ['location'])));
  return explained.ok && told.length === 0 ? { asked: { report, explained }, faults: [] } : { faults: told };
}

/** Null for a year from which nothing can be reckoned. */
function explainedAt(config: CompiledConfig, report: CaseReport, at: () => number) {
  try {
    return explainReport({ config, calendar: config.calendar, org: config.org }, report, at());
  } catch (error) {
    if (error instanceof WorktimeError) return null;
    throw error;
  }
}

function wordsOf(
  config: CompiledConfig,
  report: CaseReport,
  { pointer, fault, params }: FieldFault,
  tree: Tree,
): Fault[] {
  const key = pointer.slice(1);
  if (fault === 'unknown_code')
    return [unknown(String(params['of']), String(params['value']), listOf(params['known']), tree, key)];
  if (params['why'] === 'no_item') return [faultAt('report/variant-without-item', locate(tree, [key]))];
  const kind = entryOf(entryOf(config.processes, report.process)?.kinds ?? {}, report.kind);
  const known = listKnown(kind?.from ?? []);
  const at = childOf(tree, 'kind') ? 'kind' : 'reporter';
  return [
    faultAt('report/kind-not-theirs', locate(tree, [at]), { kind: report.kind, reporter: report.reporter.type, known }),
  ];
}

function unknown(of: string, name: string, known: string[], tree: Tree, key: string): Fault {
  const code = `${of}/unknown`;
  if (!isFaultCode(code)) throw new Error(`no fault is called ${code}`);
  return faultAt(code, locate(tree, [key]), { name, nearest: nearest(name, known), known: listKnown(known) });
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
