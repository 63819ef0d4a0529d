import type { Item } from '#workflows/definition/compiled.ts';
import { editionInForce } from '#workflows/engine/index.ts';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import type { Actor, Context } from '../context.ts';
import type { TenantDb } from '../database.ts';
import { locate } from '../places/locate.ts';
import { invalid } from '../problem.ts';
import type { CaseRules } from '../tenants/configurations.ts';
import { unknownCode } from './fault-words.ts';
import { followAction } from './follow-action.ts';
import { rememberHints } from './follower.repository.ts';
import type { SimilarCases, SimilarCasesInput } from './follow.schema.ts';
import { nearbyCases, type NearbyCase } from './nearby-cases.ts';
import { requirePermission } from './permissions.ts';
import type { SimilarCase } from './snapshot.schema.ts';
import { itemIn } from './to-snapshot.ts';

/** Whether what somebody is about to report is an open case already; who is told of one may follow it instead. */
export async function similarCases(ctx: Context, input: SimilarCasesInput): Promise<SimilarCases> {
  requirePermission(ctx, 'case.report');
  return ctx.inTenant(async (tx) => {
    const at = await ctx.deps.clock.now(tx);
    const rules = await ctx.deps.configurations.rules(tx, null, at);
    const items = itemsInForce(rules, at);
    const named = input.item === undefined ? items : items.filter(({ code }) => code === input.item);
    const located = locate({ areas: rules.config.areas, org: rules.org }, input.location, {
      date: dateOf(rules.calendar, at),
    });
    const { process, item } = input;
    const faults = [
      ...(rules.config.processes[process]
        ? []
        : [unknownCode('/process', 'process', process, Object.keys(rules.config.processes))]),
      ...(named.length > 0
        ? []
        : [
            unknownCode(
              '/item',
              'item',
              item ?? '',
              items.map(({ code }) => code),
            ),
          ]),
      ...(located.ok ? [] : located.faults),
    ];
    if (faults.length > 0 || !located.ok) throw invalid(faults);
    const found = await nearbyCases(tx, rules, { items: named, point: located.place.point }, at);
    const ofProcess = found.filter((one) => one.process === process);
    return { data: await toldAsSimilar(tx, ctx, rules, { found: ofProcess, at }) };
  });
}

export function itemsInForce({ config, calendar }: Pick<CaseRules, 'config' | 'calendar'>, at: number): Item[] {
  return Object.values(editionInForce(config, calendar, at)?.items ?? {});
}

/** What somebody may know of cases nearby; that they were told is kept, for it lets them follow. */
export async function toldAsSimilar(
  tx: TenantDb,
  ctx: Context,
  live: CaseRules,
  { found, at }: { found: NearbyCase[]; at: number },
): Promise<SimilarCase[]> {
  if (found.length === 0) return [];
  await rememberHints(
    tx,
    ctx.actor,
    found.map((one) => one.case_id),
    at,
  );
  const told: SimilarCase[] = [];
  for (const one of found) {
    const rules = { ...live, config: await ctx.deps.configurations.get(tx, one.config_version) };
    const process = rules.config.processes[one.process];
    const { item_code: code, item_variant: variant, edition, state } = one;
    told.push({
      id: one.case_id,
      number: one.number,
      item: itemIn(rules, { code, variant, edition })!,
      state,
      stateTitle: process?.states[state]?.title ?? state,
      meters: Math.round(one.meters / 10) * 10,
      createdAt: formatInstant(Date.parse(one.created_at)),
      mine: isMine(one, ctx.actor),
      followable: !isMine(one, ctx.actor) && process !== undefined && followAction(process, state) !== null,
    });
  }
  return told;
}

function isMine({ requester_kind: kind, requester_id: id }: NearbyCase, actor: Actor): boolean {
  return kind === 'person' && actor.kind === 'person' && id === actor.id;
}
