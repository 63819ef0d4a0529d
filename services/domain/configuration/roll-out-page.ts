import type { RolloutPage } from '#workflows/rollout/activities.ts';
import type { Deps } from '../context.ts';
import { tenantOf, withTenant, type TenantDb } from '../database.ts';
import type { RolloutKind } from '../tenants/tenant.table.ts';
import { followLive } from './follow-live.ts';
import { makeCandidates } from './make-candidates.ts';

/** One page of a rollout's work: where the next begins, null when nothing is left. */
export type Pager = (deps: Deps, page: PageOf) => Promise<string | null>;

export interface PageOf {
  tenant: string;
  version: number;
  after: string | null;
  onStep: (done: string) => void;
}

const pagers: Record<RolloutKind, Pager> = { candidates: makeCandidates, reproject: followLive };

/** Does a page of mass work and, after the last one, marks it done. One that is done or gone (an erased tenant) has no more pages. */
export async function rollOutPage(
  deps: Deps,
  { tenant, rolloutId, after }: RolloutPage,
  { onStep = () => {} }: { onStep?: (done: string) => void } = {},
): Promise<{ after: string | null }> {
  const rollout = await withTenant(deps.db, tenant, (tx) => findUndone(tx, rolloutId));
  if (!rollout) return { after: null };
  const next = await pagers[rollout.kind](deps, { tenant, version: rollout.version, after, onStep });
  if (next === null) await withTenant(deps.db, tenant, (tx) => markDone(tx, rolloutId));
  return { after: next };
}

function findUndone(tx: TenantDb, rolloutId: string) {
  return tx
    .selectFrom('rollout')
    .select(['kind', 'version'])
    .where('tenant_id', '=', tenantOf(tx))
    .where('rollout_id', '=', rolloutId)
    .where('done_at', 'is', null)
    .executeTakeFirst();
}

async function markDone(tx: TenantDb, rolloutId: string): Promise<void> {
  await tx
    .updateTable('rollout')
    .set({ done_at: new Date() })
    .where('tenant_id', '=', tenantOf(tx))
    .where('rollout_id', '=', rolloutId)
    .execute();
}
