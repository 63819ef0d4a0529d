import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import { dateOf, endOfDate } from '#workflows/engine/worktime/index.ts';
import { tenantOf, type TenantDb } from '../database.ts';
import type { RolloutKind } from './tenant.table.ts';

export interface PlannedRollout {
  kind: RolloutKind;
  /** Epoch ms. */
  notBefore: number;
}

/** A transaction that asked what is in force just before the change may end just after it, and its case must not be missed. */
export const inFlightMs = 2_000;

/** In the transaction that makes them needed, so that none is lost while Temporal is away. */
export async function insertRollouts(tx: TenantDb, version: number, planned: readonly PlannedRollout[]): Promise<void> {
  if (planned.length === 0) return;
  const rows = planned.map(({ kind, notBefore }) => ({
    ...{ tenant_id: tenantOf(tx), kind, version },
    not_before: new Date(notBefore),
  }));
  await tx.insertInto('rollout').values(rows).execute();
}

/** One for the end of each day that is the last of some unit: from then on its open cases are its successor's. */
export function successions({ org, calendar }: CompiledConfig, from: number): PlannedRollout[] {
  const today = dateOf(calendar, from);
  const lastDays = Object.values(org.units).flatMap(({ to }) => (to !== undefined && to >= today ? [to] : []));
  return [...new Set(lastDays)]
    .sort()
    .map((day) => ({ kind: 'reproject' as const, notBefore: endOfDate(calendar, day) + inFlightMs }));
}
