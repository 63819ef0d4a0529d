import type { Report } from '#workflows/engine/process/case-state.ts';
import { entryOf } from '#workflows/engine/index.ts';
import type { PinnedRules } from '../tenants/configurations.ts';
import { systemActor } from './event-actor.ts';
import type { ReportCaseInput } from './schema.ts';

type Asked = Pick<ReportCaseInput, 'process' | 'kind' | 'item' | 'variant' | 'channel'>;

/** A report that is only asked about: by nobody in particular, with what decides where it goes and nothing of what it says. */
export function trialReport(rules: PinnedRules, asked: Asked, from: { unit: string | null; type: string }): Report {
  return {
    process: asked.process,
    kind: kindAsked(rules, asked),
    configVersion: rules.version,
    item: asked.item ?? null,
    variant: asked.variant ?? null,
    location: { unit: from.unit },
    channel: asked.channel,
    reporter: { type: from.type, secret: false },
    actor: systemActor,
    standing: { relations: [], units: [] },
    data: {},
    flags: [],
  };
}

/** The engine says whether the process has it. */
export function kindAsked(rules: PinnedRules, { process, kind }: Pick<Asked, 'process' | 'kind'>): string {
  const kinds = Object.keys(entryOf(rules.config.processes, process)?.kinds ?? {});
  return kind ?? (kinds.length === 1 ? kinds[0]! : 'daily');
}
