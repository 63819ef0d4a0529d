import { simulate as simulateReport } from '#workflows/engine/index.ts';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import { formatInstant, parseInstant } from '#workflows/engine/worktime/instant.ts';
import type { Context } from '../context.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import { locate } from '../places/locate.ts';
import { invalid } from '../problem.ts';
import { findActiveVersion } from '../tenants/configurations.ts';
import { inputFault } from './fault-words.ts';
import { requirePermission } from './permissions.ts';
import { routingOut } from './routing-words.ts';
import type { SimulateAnswer, SimulateInput } from './simulate.schema.ts';
import { unitTitle } from './to-snapshot.ts';
import { trialReport } from './trial-report.ts';

/** Where a report at that instant would go and what would be due when, by the same engine as a real one. Writes nothing. */
export async function simulate(ctx: Context, input: SimulateInput): Promise<SimulateAnswer> {
  requirePermission(ctx, 'case.simulate');
  return ctx.inTenant(async (tx) => {
    const now = await ctx.deps.clock.now(tx);
    const at = parseInstant(input.at) ?? now;
    const version = await versionFor(tx, input.configVersion, at);
    const rules = await ctx.deps.configurations.rules(tx, version, now);
    const sources = { areas: rules.config.areas, org: rules.org };
    const located = locate(sources, input.location, { date: dateOf(rules.calendar, at) });
    const from = { unit: located.ok ? located.place.unit : null, type: input.reporterType };
    const answer = simulateReport(rules, trialReport(rules, input, from), at);
    const faults = answer.ok || answer.code !== 'invalid' ? [] : answer.faults.map(inputFault);
    if (!located.ok) faults.push(...located.faults);
    if (faults.length > 0 || !answer.ok) throw invalid(faults);
    const named = (unit: string) => ({ unit, title: unitTitle(rules, unit) });
    return {
      lead: answer.lead === null ? null : named(answer.lead),
      assist: answer.assist.map(named),
      routing: routingOut(answer.routing, ctx.locale),
      urgency: answer.urgency,
      deadlines: answer.deadlines.map(({ startedAt, dueAt, ...rest }) => ({
        ...rest,
        startedAt: formatInstant(startedAt),
        dueAt: dueAt === null ? null : formatInstant(dueAt),
      })),
    };
  });
}

/** The stated version, else the one in force at that instant, else (before the first publication) the present one. */
async function versionFor(tx: TenantDb, stated: number | undefined, at: number): Promise<number | null> {
  if (stated === undefined) return findActiveVersion(tx, at);
  const found = await tx
    .selectFrom('config_version')
    .select('version')
    .where('tenant_id', '=', tenantOf(tx))
    .where('version', '=', stated)
    .where('compiled', 'is not', null)
    .executeTakeFirst();
  if (found) return stated;
  const detail = {
    en: `There is no configuration version ${stated} that compiles.`,
    zh: `没有可用的第 ${stated} 版配置。`,
  };
  throw invalid([{ pointer: '/configVersion', detail }]);
}
