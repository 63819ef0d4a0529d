import type { Process } from '../../definition/compiled-process.ts';
import { entryOf } from '../entry-of.ts';
import { editionInForce, itemWithVariant } from '../routing/question.ts';
import type { CaseState, Decision, FieldFault, Report, Rules } from './case-state.ts';
import { startClock } from './clocks.ts';
import { applyEffect } from './effects.ts';
import { settleDown } from './moves.ts';
import { emit, startRun } from './run.ts';

/** Opens a case from a report and takes it as far as the county's rules do at once (基层报、中心接、平台转). */
export function openCase(rules: Rules, report: Report, at: number): Decision {
  const faults = reportFaults(rules, report, at);
  const process = entryOf(rules.config.processes, report.process);
  if (faults.length > 0 || !process) return { ok: false, code: 'invalid', faults };
  const run = startRun(rules, firstState(rules, process, report, at), at, report, applyEffect);
  emit(run, 'reported', { ...report.data, kind: report.kind, channel: report.channel, reporter: report.reporter.type });
  for (const def of process.deadlines) if (def.starts.on === 'report') startClock(run, def);
  settleDown(run);
  return { ok: true, state: run.state, events: run.events };
}

/** Without an item the urgency is `normal` (that of its kind where the kind has one) until somebody classifies it. */
function firstState(rules: Rules, process: Process, report: Report, at: number): CaseState {
  const edition = editionInForce(rules.config, rules.calendar, at);
  const item = report.item === null ? undefined : entryOf(edition?.items ?? {}, report.item);
  const kind = entryOf(process.kinds, report.kind);
  const approver = kind?.approvedBy;
  return {
    process: report.process,
    kind: report.kind,
    configVersion: report.configVersion,
    item: item && edition ? { code: item.code, variant: report.variant, edition: edition.edition } : null,
    urgency: kind?.urgency ?? (item ? itemWithVariant(item, report.variant).urgency : 'normal'),
    state: process.begins,
    outcome: null,
    round: 1,
    level: process.startLevel,
    flags: [...report.flags],
    approved: approver === undefined || report.standing.relations.some((relation) => relation === approver),
    confirmed: false,
    finalOwner: false,
    everDispatched: false,
    everSigned: false,
    mergedInto: null,
    parent: null,
    children: [],
    location: report.location,
    channel: report.channel,
    reporter: report.reporter,
    routing: null,
    referredTo: null,
    tracks: [],
    deadlines: [],
    requests: [],
    evaluations: [],
    times: {},
    createdAt: at,
    updatedAt: at,
    closedAt: null,
  };
}

function reportFaults(rules: Rules, report: Report, at: number): FieldFault[] {
  const { processes } = rules.config;
  const process = entryOf(processes, report.process);
  if (!process) return [unknownCode('/process', 'process', report.process, Object.keys(processes))];
  const faults: FieldFault[] = [];
  const kind = entryOf(process.kinds, report.kind);
  if (!kind) faults.push(unknownCode('/kind', 'kind', report.kind, Object.keys(process.kinds)));
  else if (!kind.from.includes(report.reporter.type))
    faults.push({ pointer: '/kind', fault: 'not_allowed', params: { why: 'kind_not_for_reporter', from: kind.from } });
  if (report.item === null) {
    if (report.variant !== null) faults.push({ pointer: '/variant', fault: 'not_allowed', params: { why: 'no_item' } });
    return faults;
  }
  const items = editionInForce(rules.config, rules.calendar, at)?.items ?? {};
  const item = entryOf(items, report.item);
  if (!item) return [...faults, unknownCode('/item', 'item', report.item, Object.keys(items))];
  const variants = item.variants.map((variant) => variant.code);
  if (report.variant !== null && !variants.includes(report.variant))
    faults.push(unknownCode('/variant', 'variant', report.variant, variants));
  return faults;
}

function unknownCode(pointer: string, of: string, value: string, known: string[]): FieldFault {
  return { pointer, fault: 'unknown_code', params: { of, value, known } };
}
