import type { Nudge } from '#workflows/case/messages.ts';
import type { CaseKey } from '#workflows/case/naming.ts';
import type { OutboxKey, OutboxRow } from './outbox.ts';

/** All that lies in the outbox for one case, as the one message that says the same. */
export interface MergedNudge extends CaseKey {
  nudge: Nudge;
  rows: OutboxKey[];
}

/**
 * One nudge per case: to look now, if any of its rows says so, else at the earliest instant of them. What is left of the order puts the
 * tenants' first cases before anyone's second.
 */
export function mergeNudges(rows: readonly OutboxRow[]): MergedNudge[] {
  const byTenant = new Map<string, Map<string, MergedNudge>>();
  for (const row of rows) {
    const cases = getOrSet(byTenant, row.tenant, () => new Map<string, MergedNudge>());
    const merged = getOrSet(cases, row.caseId, () => ({ ...keyOf(row), nudge: nudgeOf(row), rows: [] }));
    merged.nudge = earlier(merged.nudge, nudgeOf(row));
    merged.rows.push(row);
  }
  return interleave([...byTenant.values()].map((cases) => [...cases.values()]));
}

function keyOf(row: OutboxRow): CaseKey {
  return { tenant: row.tenant, caseId: row.caseId };
}

function nudgeOf(row: OutboxRow): Nudge {
  return row.reason === 'wake' ? { reason: 'wake', wakeAt: row.wakeAt?.getTime() ?? null } : { reason: row.reason };
}

function earlier(a: Nudge, b: Nudge): Nudge {
  if (a.reason !== 'wake') return a;
  if (b.reason !== 'wake') return b;
  return (b.wakeAt ?? Infinity) < (a.wakeAt ?? Infinity) ? b : a;
}

function interleave<T>(lists: readonly T[][]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).flat();
}

function getOrSet<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
