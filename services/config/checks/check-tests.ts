import { childOf, locate, locateKey } from '../tree.ts';
import { mustKnow, noDuplicates, type CheckContext } from './context.ts';

export const expectKeys = ['rule', 'lead', 'assist', 'urgency', 'refer', 'state', 'outcome'];

/** Names in the tenant's own tests; whether they hold is for the engine to say. */
export function checkTests(ctx: CheckContext): void {
  const rules = ctx.bundle.routing.flatMap(({ value }) => value.rules.map(({ code }) => code));
  for (const { piece } of ctx.bundle.tests) {
    noDuplicates(ctx, piece.tree, 'name');
    for (const [index, { report, expect }] of piece.value.entries()) {
      const tree = childOf(piece.tree, index);
      if (!tree) continue;
      const at = (...path: string[]) => locate(tree, path);
      mustKnow(ctx, 'unit', report.location, ctx.units, at('report', 'location'));
      if (report.item !== undefined) mustKnow(ctx, 'item', report.item, ctx.items, at('report', 'item'));
      const process = ctx.bundle.processes.get(report.process ?? 'whistle');
      mustKnow(ctx, 'process', report.process ?? 'whistle', ctx.bundle.processes, at('report', 'process'));
      if (expect.lead !== undefined) mustKnow(ctx, 'unit', expect.lead, ctx.units, at('expect', 'lead'));
      for (const code of expect.assist ?? []) mustKnow(ctx, 'unit', code, ctx.units, at('expect', 'assist'));
      if (expect.rule !== undefined)
        mustKnow(ctx, 'rule', expect.rule, [...rules, 'item', 'no-lead', 'no-item'], at('expect', 'rule'));
      if (!process) continue;
      if (report.kind !== undefined)
        mustKnow(ctx, 'kind', report.kind, Object.keys(process.value.kinds), at('report', 'kind'));
      const deadlines = deadlineNames(process.value);
      for (const key of Object.keys(expect))
        if (!expectKeys.includes(key)) mustKnow(ctx, 'deadline', key, deadlines, locateKey(tree, ['expect', key]));
    }
  }
}

type ProcessFile = CheckContext['bundle']['processes'] extends Map<string, { value: infer P }> ? P : never;

function deadlineNames(process: ProcessFile): string[] {
  const ofStates = Object.values(process.states).flatMap(({ within }) => Object.keys(within ?? {}));
  return [...ofStates, ...Object.keys(process.deadlines ?? {})];
}
