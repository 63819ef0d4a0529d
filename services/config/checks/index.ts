import type { Bundle } from '../assemble.ts';
import { baseName } from '../bundle-files.ts';
import type { Report } from '../fault.ts';
import { filesOf } from '../read-layer.ts';
import { locate } from '../tree.ts';
import { checkAreas } from './check-areas.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkLocks } from './check-locks.ts';
import { checkOrg } from './check-org.ts';
import { checkProcessDeadlines } from './check-process-deadlines.ts';
import { checkProcessGraph } from './check-process-graph.ts';
import { checkProcessNames } from './check-process-names.ts';
import { checkProcessStarts } from './check-process-starts.ts';
import { checkProcessTurns } from './check-process-turns.ts';
import { checkRouting } from './check-routing.ts';
import { checkTenant } from './check-tenant.ts';
import { checkTests } from './check-tests.ts';
import { createContext, type CheckContext } from './context.ts';

/** What schemas cannot say: each check reports every fault that it finds, whatever the others found. */
export function runChecks(bundle: Bundle, report: Report, today?: string): CheckContext {
  const ctx = createContext(bundle, report, today);
  checkTenant(ctx);
  checkOrg(ctx);
  checkCatalogue(ctx);
  checkCalendar(ctx);
  checkAreas(ctx);
  checkRouting(ctx);
  checkProcesses(ctx);
  checkLocks(ctx);
  checkTests(ctx);
  return ctx;
}

function checkProcesses(ctx: CheckContext): void {
  for (const layer of ctx.bundle.layers)
    for (const { file, piece } of filesOf(layer, 'process'))
      if (piece.value.process !== baseName(file))
        ctx.report('name/file', locate(piece.tree, ['process']), { file: baseName(file), name: piece.value.process });
  for (const { tree, value } of ctx.bundle.processes.values()) {
    let isNamed = true;
    const report: Report = (...fault) => {
      isNamed = false;
      ctx.report(...fault);
    };
    checkProcessNames({ ...ctx, report }, value, tree);
    checkProcessDeadlines(ctx, value, tree);
    // a process with wrong names or parts that could not be read has holes that are no faults of their own
    if (!isNamed || ctx.bundle.incomplete.has('process')) continue;
    checkProcessGraph(ctx, value, tree);
    checkProcessStarts(ctx, value, tree);
    checkProcessTurns(ctx, value, tree);
  }
}
